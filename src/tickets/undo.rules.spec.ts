import { restorable, traces, type Fields } from './undo.rules.js';

const open: Fields = {
  statusId: 's-open',
  category: 'open',
  solvedAt: null,
  priority: 2,
  tags: ['a'],
  assigneeId: null,
};
const solved: Fields = { ...open, statusId: 's-solved', category: 'solved', solvedAt: '2026-03-15T12:00:00.000Z' };

describe('what an action changed', () => {
  it('is kept, and nothing else', () => {
    expect(traces(open, { ...open, priority: 4 })).toEqual({ before: { priority: 2 }, after: { priority: 4 } });
  });

  it('comes back where nobody changed it since', () => {
    const done = traces(open, { ...solved, priority: 4 });

    expect(restorable({ ...solved, priority: 4 }, done)).toEqual({
      statusId: 's-open',
      category: 'open',
      solvedAt: null,
      priority: 2,
    });
  });

  it('stays where somebody has changed it since', () => {
    const done = traces(open, { ...open, priority: 4, assigneeId: 'u-1' });

    expect(restorable({ ...open, priority: 1, assigneeId: 'u-1' }, done)).toEqual({ assigneeId: null });
  });

  it('stays together: a ticket with another status does not get back half of the old one', () => {
    const done = traces(open, solved);

    expect(restorable({ ...solved, statusId: 's-solved-else' }, done)).toEqual({});
  });
});
