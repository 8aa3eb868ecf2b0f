import { openOf, refOf, shownState, stateOf } from './invoice.rules.js';

describe('an invoice', () => {
  it.each([
    ['nothing paid', { total: 100, paid: 0, credited: 0 }, 'issued', 100],
    ['a part paid', { total: 100, paid: 40, credited: 0 }, 'partly_paid', 60],
    ['all paid', { total: 100, paid: 100, credited: 0 }, 'paid', 0],
    ['more than all paid', { total: 100, paid: 130, credited: 0 }, 'paid', 0],
    ['a part credited, the rest paid', { total: 100, paid: 60, credited: 40 }, 'paid', 0],
    ['a part credited', { total: 100, paid: 0, credited: 40 }, 'issued', 60],
    ['all credited', { total: 100, paid: 0, credited: 100 }, 'void', 0],
    ['for nothing', { total: 0, paid: 0, credited: 0 }, 'paid', 0],
  ] as const)('with %s', (_, sums, state, open) => {
    expect([stateOf(sums), openOf(sums)]).toEqual([state, open]);
  });

  it.each([
    ['issued', '2026-03-14', 'overdue'],
    ['issued', '2026-03-15', 'issued'],
    ['partly_paid', '2026-03-14', 'overdue'],
    ['paid', '2026-03-14', 'paid'],
    ['draft', null, 'draft'],
  ] as const)('%s and due on %s', (state, dueOn, shown) => {
    expect(shownState(state, dueOn, '2026-03-15')).toBe(shown);
  });

  it('has a number that sorts', () => {
    expect([refOf('F-', 7), refOf('F-', 123_456)]).toEqual(['F-00007', 'F-123456']);
  });
});
