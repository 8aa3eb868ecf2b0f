import { expect, it } from '@jest/globals';
import { inOrderOfDue } from './due.rules';

const ticket = (id: string, dueAt: string | null, state: 'running' | 'paused' = 'running') => ({
  id,
  promise: dueAt ? { target: 'resolution' as const, state, startedAt: '2026-03-01T08:00:00Z', dueAt } : null,
});

it('what is due first stands first, and what rests last', () => {
  const given = [
    ticket('rests', '2026-03-01T09:00:00Z', 'paused'),
    ticket('later', '2026-03-03T09:00:00Z'),
    ticket('no promise', null),
    ticket('first', '2026-03-02T09:00:00Z'),
  ];

  expect(inOrderOfDue(given).map(({ id }) => id)).toEqual(['first', 'later', 'rests', 'no promise']);
});
