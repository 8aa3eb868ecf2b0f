import { seenUntil } from './catch-up.rules.js';

describe('until when every call is known', () => {
  const at = (time: string) => new Date(`2026-03-12T${time}:00Z`);

  it.each([
    ['until now, where all are over', [], at('12:00')],
    ['until the first that goes on', [at('11:50'), at('11:20')], at('11:20')],
    ['until a day ago, where one never ends', [new Date('2026-03-01T00:00:00Z')], new Date('2026-03-11T12:00:00Z')],
    ['until now, where a clock is ahead', [at('12:30')], at('12:00')],
  ])('%s', (_, unsettled, until) => {
    expect(seenUntil(at('12:00'), unsettled)).toEqual(until);
  });
});
