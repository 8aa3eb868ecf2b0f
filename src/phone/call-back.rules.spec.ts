import { inTurn, nextAttempt } from './call-back.rules.js';

describe('somebody who asked to be called back', () => {
  const noon = new Date('2026-03-12T12:00:00Z');

  it.each([
    ['once', 1, '2026-03-12T12:05:00.000Z'],
    ['twice', 2, '2026-03-12T12:20:00.000Z'],
    ['three times', 3, undefined],
    ['more often', 7, undefined],
  ])('and was not reached %s', (_, attempts, next) => {
    expect(nextAttempt(attempts, noon)?.toISOString()).toBe(next);
  });

  const held = (id: string) => ({ id, direction: 'in' as const });
  const owed = (id: string) => ({ id, direction: 'out' as const });
  it.each([
    ['is offered when nobody has waited longer', [owed('a'), held('b')], ['a', 'b']],
    ['waits while somebody who has waited longer holds the line', [held('b'), owed('a')], ['b']],
    ['comes one after the other', [owed('a'), owed('b'), held('c')], ['a', 'c']],
  ])('%s', (_, ringing, offered) => {
    expect(inTurn(ringing).map(({ id }) => id)).toEqual(offered);
  });
});
