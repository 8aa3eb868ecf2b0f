import { ASPECTS, reasonsFor, type Fact } from './explain.rules.js';

const ana = { kind: 'user' as const, id: 'u-1', name: 'Ana' };
const system = { kind: 'system' as const, id: null, name: 'Frontdesk' };
const at = new Date('2026-03-15T12:00:00Z');
const fact = (type: string, more: Partial<Fact> = {}): Fact => ({
  type,
  actor: ana,
  at,
  data: {},
  because: null,
  ...more,
});
const aspect = (question: string) => ASPECTS.find((a) => a.question === question)!;

describe('why', () => {
  it.each([
    ['it is as every ticket begins', 'priority', [fact('ticket.created', { data: { priority: 2 } })], 'default'],
    ['somebody opened it so', 'priority', [fact('ticket.created', { data: { priority: 4 } })], 'opened'],
    [
      'its line belongs to a team',
      'team',
      [fact('ticket.created', { data: { teamId: 't-1' }, because: { inbox: 'Support' } })],
      'line',
    ],
    ['somebody chose it', 'assignee', [fact('ticket.assigned', { data: { to: 'u-2' } })], 'hand'],
    ['a message moved it', 'status', [fact('ticket.status-changed', { because: { message: 'm-1' } })], 'message'],
    ['a macro did', 'mode', [fact('ticket.mode-changed', { because: { macro: { name: 'Visit' } } })], 'macro'],
    ['a rule did', 'status', [fact('ticket.status-changed', { actor: system, because: { rule: 'x' } })], 'rule'],
    ['it was taken back', 'status', [fact('ticket.status-changed', { because: { undo: 'b-1' } })], 'undo'],
  ])('%s', (_, question, history, code) => {
    expect(reasonsFor(aspect(question), history)[0]).toMatchObject({ code });
  });

  it('the last word stands first', () => {
    const history = [
      fact('ticket.created', { data: { priority: 2 } }),
      fact('ticket.priority-changed', { data: { from: 2, to: 4 }, because: { rule: 'vip' }, actor: system }),
      fact('ticket.priority-changed', { data: { from: 4, to: 3 } }),
    ];

    expect(reasonsFor(aspect('priority'), history).map((r) => r.code)).toEqual(['hand', 'rule', 'default']);
  });
});
