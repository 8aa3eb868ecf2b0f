import { BUILT_IN_VIEWS, faultsOf, narrowed, varies, type TicketFilter } from './ticket-filter.rules.js';

const id = '01900000-0000-7000-8000-000000000001';

describe('a filter', () => {
  it.each([
    [{}],
    [{ status: ['unsolved', 'solved', id], priority: ['low'], assignee: 'me', team: 'none', snoozed: false }],
    [{ company: id, contact: id, channel: 'anything', tag: 'vip', due: 'soon' }],
  ])('may be %j', (filter) => {
    expect(faultsOf(filter)).toEqual([]);
  });

  it.each([
    [{ status: 'open' }, 'status'],
    [{ status: [] }, 'status'],
    [{ status: ['done'] }, 'status'],
    [{ priority: ['huge'] }, 'priority'],
    [{ assignee: 'ana' }, 'assignee'],
    [{ team: 7 }, 'team'],
    [{ company: 'Acme' }, 'company'],
    [{ snoozed: 'yes' }, 'snoozed'],
    [{ due: 'someday' }, 'due'],
    [{ q: 'words' }, 'q'],
    [{ constructor: 1 }, 'constructor'],
  ])('may not be %j', (filter, path) => {
    expect(faultsOf(filter)).toMatchObject([{ path }]);
  });

  it('of every built-in view is one that people could save', () => {
    for (const view of BUILT_IN_VIEWS) expect([view.key, faultsOf({ ...view.filter })]).toEqual([view.key, []]);
  });

  it.each([
    [{ status: ['unsolved'], snoozed: false }, false],
    [{ assignee: 'me', team: 'mine', due: 'soon' }, false],
    [{ tag: 'vip' }, true],
    [{ status: ['open', '01900000-0000-7000-8000-000000000001'] }, true],
  ] as const)('%j is found best in a way that depends on its values: %j', (filter, expected) => {
    expect(varies(filter as unknown as TicketFilter)).toBe(expected);
  });

  it('narrows the view it is added to', () => {
    expect(narrowed({ status: ['unsolved'], snoozed: false }, { tag: 'vip', status: ['new'] })).toEqual({
      status: ['new'],
      snoozed: false,
      tag: 'vip',
    });
  });
});
