import { describe, expect, it } from '@jest/globals';
import { reasonsOf } from './why.rules';

describe('what the "Why?" popover shows', () => {
  it('reads a question with its value and reasons', () => {
    const because = [{ type: 'ticket.priority-changed', actor: { name: 'Rui' }, at: '2026-11-17T12:00:00Z' }];
    expect(reasonsOf({ priority: { value: 'urgent', reasons: because } })).toMatchObject([
      { question: 'priority', value: 'urgent', reasons: [{ words: 'ticket.priority-changed', by: 'Rui' }] },
    ]);
  });

  it('reads a plain sentence', () => {
    expect(reasonsOf({ assignee: { value: { name: 'Ana' }, because: 'Ana took it', at: 'x' } })).toEqual([
      { question: 'assignee', value: 'Ana', reasons: [{ words: 'Ana took it', by: undefined, at: 'x' }] },
    ]);
  });

  it('leaves out what has no answer', () => {
    expect(reasonsOf({ ticketId: 't', policy: null, deadlines: [] })).toEqual([]);
  });
});
