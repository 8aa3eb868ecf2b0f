import { categoryAfter, onCustomerMessage, priorityName, priorityRank, type StatusCategory } from './ticket.rules.js';

const march = (day: number): Date => new Date(Date.UTC(2026, 2, day, 12));
const ticket = (category: StatusCategory, solvedAt: Date | null = null) => ({ category, solvedAt, mergedIntoId: null });

it.each([
  ['an open ticket', ticket('open'), 'continue'],
  ['one that waits for them', ticket('waiting_customer'), 'continue'],
  ['one solved the day before', ticket('solved', march(14)), 'reopen'],
  ['one solved two weeks before', ticket('solved', march(1)), 'reopen'],
  ['one solved longer before', ticket('solved', new Date(Date.UTC(2026, 1, 28))), 'open-new'],
  ['one that is closed', ticket('closed', march(14)), 'open-new'],
])('a customer’s message on 15 March to %s', (_, state, expected) => {
  expect(onCustomerMessage(state, march(15))).toBe(expected);
});

it.each<[string, StatusCategory, 'in' | 'out' | 'internal', boolean, StatusCategory]>([
  ['the customer answers', 'waiting_customer', 'in', false, 'open'],
  ['the customer writes again', 'solved', 'in', false, 'open'],
  ['the customer adds something', 'new', 'in', false, 'new'],
  ['an agent answers', 'new', 'out', false, 'open'],
  ['an agent answers what waits for others', 'waiting_third_party', 'out', false, 'waiting_third_party'],
  ['somebody notes something', 'new', 'internal', false, 'new'],
  ['a machine is out of the office', 'waiting_customer', 'in', true, 'waiting_customer'],
  ['a machine confirms', 'new', 'out', true, 'new'],
])('%s: %s', (_, before, direction, automatic, after) => {
  expect(categoryAfter(before, { direction, automatic })).toBe(after);
});

it('priorities sort as they are said', () => {
  expect((['low', 'normal', 'high', 'urgent'] as const).map(priorityRank)).toEqual([1, 2, 3, 4]);
  expect([1, 2, 3, 4].map(priorityName)).toEqual(['low', 'normal', 'high', 'urgent']);
});
