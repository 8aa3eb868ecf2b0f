import { actionProblems, actionsOfMacro, planOf, tagsBack, type RuleAction } from './rule.rules.js';
import { changedFields, previousFrom } from './changed-fields.rules.js';

const noon = new Date('2026-03-15T12:00:00Z');
const ticket = { priority: 2, type: 'question', tags: ['new', 'vip'] };
const id = '01900000-0000-7000-8000-000000000001';
const plan = (...actions: RuleAction[]) => planOf(actions, ticket, noon);

describe('what a rule’s actions come to', () => {
  it.each<[string, RuleAction[], object]>([
    ['a priority', [{ type: 'priority', value: 'urgent' }], { priority: 4 }],
    ['at least what it has already', [{ type: 'priority_at_least', value: 'low' }], { priority: 2 }],
    ['at least more than it has', [{ type: 'priority_at_least', value: 'high' }], { priority: 3 }],
    ['at most less than it has', [{ type: 'priority_at_most', value: 'low' }], { priority: 1 }],
    [
      'the later over the earlier',
      [
        { type: 'priority', value: 'urgent' },
        { type: 'priority_at_most', value: 'high' },
      ],
      { priority: 3 },
    ],
    ['a category', [{ type: 'status', value: 'solved' }], { category: 'solved' }],
    [
      'a status after a category',
      [
        { type: 'status', value: 'solved' },
        { type: 'status', value: id },
      ],
      { statusId: id },
    ],
    [
      'tags set and taken',
      [
        { type: 'tag', value: ' Swap ' },
        { type: 'untag', value: 'NEW' },
      ],
      { tags: ['swap', 'vip'] },
    ],
    ['tags that are there already', [{ type: 'tag', value: 'vip' }], {}],
    ['nobody', [{ type: 'assignee', value: null }], { assigneeId: null }],
    ['sleep', [{ type: 'snooze', value: 90 }], { snoozedUntil: new Date('2026-03-15T13:30:00Z') }],
  ])('%s', (_, actions, change) => {
    expect(plan(...actions).change).toEqual(change);
  });

  it('takes the kind of visit from the type of the ticket, where that is one', () => {
    const visit: RuleAction = { type: 'visit', value: 'by_type' };

    expect(plan(visit).visits).toEqual(['repair']);
    expect(plan({ type: 'type', value: 'Report delivery' }, visit).visits).toEqual(['report_delivery']);
    expect(plan({ type: 'visit', value: 'training' }).visits).toEqual(['training']);
  });

  it('gives nothing of a macro to whoever runs it, because nobody does', () => {
    expect(
      actionsOfMacro([
        { type: 'assignee', value: 'me' },
        { type: 'tag', value: 'x' },
      ]),
    ).toEqual([{ type: 'tag', value: 'x' }]);
  });
});

describe('an action', () => {
  it.each<[string, unknown]>([
    ['actions[0].type', null],
    ['actions[0].type', { type: 'constructor' }],
    ['actions[0].value', { type: 'priority', value: 'huge' }],
    ['actions[0].value', { type: 'webhook', value: 'ftp://a.example' }],
    ['actions[0].value', { type: 'webhook', value: 'https://user:secret@a.example' }],
    ['actions[0].value', { type: 'notify', value: { users: [], teams: [], text: 'x' } }],
    ['actions[0].value', { type: 'notify', value: { users: [id], teams: [], text: ' ' } }],
    ['actions[0].value', { type: 'visit', value: 'party' }],
    ['actions[0].shoe', { type: 'tag', value: 'x', shoe: 1 }],
  ])('is refused at %s', (path, action) => {
    expect(actionProblems([action])).toMatchObject([{ path }]);
  });
});

describe('tags that a rule changed', () => {
  it.each([
    ['come back', ['a', 'x'], ['x'], ['b'], ['a', 'b'], false],
    ['stay where somebody took them since', ['a'], ['x'], [], ['a'], true],
    ['stay where somebody gave them back since', ['a', 'b'], [], ['b'], ['a', 'b'], true],
  ])('%s', (_, now, tagged, untagged, tags, kept) => {
    expect(tagsBack(now, { tagged, untagged })).toEqual({ tags, kept });
  });
});

describe('what changed', () => {
  it('is named as conditions name it, and a status brings its category', () => {
    expect(changedFields(['statusId', 'lastMessageAt', 'priority', 'dueAt'])).toEqual([
      'status',
      'priority',
      'category',
    ]);
    expect(changedFields(['lastMessageAt', 'dueAt', 'dueMetric'])).toEqual([]);
  });

  it('was before what the history says first', () => {
    expect(
      previousFrom([
        { type: 'ticket.priority-changed', from: 1, category: null },
        { type: 'ticket.priority-changed', from: 3, category: null },
        { type: 'ticket.status-changed', from: id, category: 'open' },
        { type: 'ticket.assigned', from: null, category: null },
        { type: 'message.added', from: null, category: null },
      ]),
    ).toEqual({ priority: 'low', status: id, category: 'open', assignee: null });
  });
});
