import { describe, expect, it } from '@jest/globals';
import { nearest, pieces, roundTicks, timeTicks, type ChartPoint } from './chart.rules';

const HOUR = 3_600_000;
const points = (...at: number[]): ChartPoint[] => at.map((one) => ({ at: one, value: 1, min: 1, max: 1 }));

describe('a chart', () => {
  it.each([
    [3.2, 8.9, 4, [2, 4, 6, 8, 10]],
    [0, 1, 4, [0, 0.5, 1]],
    [-21.5, -17, 4, [-22, -20, -18, -16]],
    [5, 5, 4, [4, 6]],
    [0, 0, 4, [0, 0.5]],
  ])('has round numbers around %p to %p', (low, high, count, ticks) => {
    expect(roundTicks(low, high, count)).toEqual(ticks);
  });

  it('has round times of the reader’s clock', () => {
    expect(timeTicks(0, 24 * HOUR, 6, -3 * HOUR).map((at) => (at - 3 * HOUR) / HOUR)).toEqual([0, 6, 12, 18]);
    expect(timeTicks(10, 3 * HOUR, 6, 0)).toEqual([HOUR / 2, HOUR, 1.5 * HOUR, 2 * HOUR, 2.5 * HOUR, 3 * HOUR]);
  });

  it('draws no line where nothing came', () => {
    expect(pieces(points(0, 1, 2, 3, 20, 21)).map((piece) => piece.length)).toEqual([4, 2]);
    expect(pieces([])).toEqual([]);
  });

  it.each([
    [-5, 0],
    [4, 0],
    [6, 1],
    [99, 2],
  ])('shows at %p the point %p', (at, found) => {
    expect(nearest(points(0, 10, 20), at)).toBe(found);
  });
});
