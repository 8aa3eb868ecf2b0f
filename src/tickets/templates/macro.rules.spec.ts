import { faultsOfActions, planOf } from './macro.rules.js';
import { fillIn } from './template.rules.js';

const noon = new Date('2026-03-15T12:00:00Z');

describe('a macro', () => {
  it('comes to one change and what is said', () => {
    const plan = planOf(
      [
        { type: 'status', value: 'solved' },
        { type: 'priority', value: 'low' },
        { type: 'assignee', value: 'me' },
        { type: 'tag', value: 'swap' },
        { type: 'untag', value: 'new' },
        { type: 'snooze', value: 90 },
        { type: 'reply', value: 'Bye' },
      ],
      { tags: ['new', 'vip'] },
      'u-1',
      noon,
    );

    expect(plan).toEqual({
      change: {
        status: 'solved',
        priority: 'low',
        assigneeId: 'u-1',
        tags: ['vip', 'swap'],
        snoozedUntil: new Date('2026-03-15T13:30:00Z'),
      },
      say: [{ kind: 'reply', text: 'Bye' }],
    });
  });

  it.each([
    [{ type: 'status', value: 'done' }, 'actions[0].value'],
    [{ type: 'explode' }, 'actions[0].type'],
    [{ type: 'toString' }, 'actions[0].type'],
    [{ type: 'snooze', value: -1 }, 'actions[0].value'],
    [{ type: 'note', value: ' ' }, 'actions[0].value'],
    [{ type: 'tag', value: 'a', more: 1 }, 'actions[0].more'],
    [null, 'actions[0].type'],
  ])('is refused with %j', (action, path) => {
    expect(faultsOfActions([action])).toMatchObject([{ path }]);
  });
});

describe('a prepared text', () => {
  it('is filled in where something is known', () => {
    const values = {
      'customer.name': 'Ana Souza',
      'customer.first_name': 'Ana',
      'ticket.number': '7',
      'ticket.subject': 'x',
      'agent.name': 'Rui',
    };

    expect(fillIn('Hi {{customer.first_name}}, #{{ ticket.number }} {{constructor}} {{agent.phone}}', values)).toBe(
      'Hi Ana, #7 {{constructor}} {{agent.phone}}',
    );
  });
});
