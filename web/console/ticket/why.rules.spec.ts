import { describe, expect, it } from '@jest/globals';
import { causeOf, nameOfValue, questionsOf, runningOf } from './why.rules';

const reason = { code: 'hand', by: { kind: 'user', id: 'u', name: 'Rui' }, at: '2026-11-17T12:00:00Z' };

describe('what the "Why?" popover shows', () => {
  it('keeps the order of the questions, and leaves out those without an answer', () => {
    const explanation = {
      ticketId: 't',
      status: { value: { id: 's', name: 'Open' }, reasons: [reason] },
      priority: { value: 'urgent', reasons: [reason] },
      team: { value: null, reasons: [] },
      due: null,
    };
    expect(questionsOf(explanation).map(({ question }) => question)).toEqual(['status', 'priority']);
  });

  it.each([
    ['urgent', 'urgent'],
    [{ id: 's', name: 'Open' }, 'Open'],
    [null, null],
    [undefined, null],
  ])('calls %j %j', (value, name) => expect(nameOfValue(value)).toBe(name));

  it.each([
    [{ sla: { cause: { kind: 'calendar', id: 'c', name: 'Office' } } }, { kind: 'calendar', name: 'Office' }],
    [{ sla: { cause: { kind: 'company', id: 'c', name: null } } }, { kind: 'company', name: null }],
    [{ sla: { policy: 'Standard' } }, null],
    [undefined, null],
  ])('finds in %j what changed elsewhere', (because, cause) => expect(causeOf(because)).toEqual(cause));

  it('names the promises that still run to a time', () => {
    const clocks = [
      { target: 'first_response', dueAt: '2026-11-17T12:00:00Z', endedAt: '2026-11-17T11:00:00Z' },
      { target: 'resolution', dueAt: '2026-11-18T12:00:00Z', endedAt: null },
      { target: 'on_site', dueAt: null, endedAt: null },
    ];
    expect(runningOf(clocks)).toEqual([{ target: 'resolution', dueAt: '2026-11-18T12:00:00Z' }]);
    expect(runningOf(undefined)).toEqual([]);
  });
});
