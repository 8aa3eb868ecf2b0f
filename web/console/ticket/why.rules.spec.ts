import { describe, expect, it } from '@jest/globals';
import { nameOfValue, questionsOf } from './why.rules';

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
});
