import { backoff } from './backoff.js';

describe('waiting before the next try', () => {
  it.each([
    [0, 250, 500],
    [1, 500, 1_000],
    [4, 4_000, 8_000],
    [40, 15_000, 30_000],
  ])('attempt %i waits from %i to %i ms', (attempt, least, most) => {
    expect(backoff(attempt, () => 0)).toBe(least);
    expect(backoff(attempt, () => 1)).toBe(most);
  });
});
