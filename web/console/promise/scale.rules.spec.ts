import { describe, expect, it } from '@jest/globals';
import { closedForAll, marksOf, scaleOf } from './scale.rules';

const at = (hour: number, day = 17) => Date.UTC(2026, 10, day, hour);
const night = { from: at(18), to: at(8, 18) };
const hourIn = (instant: number) => new Date(instant).getUTCHours();

describe('the track of a promise', () => {
  it('goes from its first to its last instant, and holds what lies outside at its ends', () => {
    const scale = scaleOf({ from: at(8), to: at(12) }, []);
    expect([at(7), at(8), at(10), at(12), at(13)].map(scale.at)).toEqual([0, 0, 0.5, 1, 1]);
  });

  it('draws a night narrow and a lunch break as it is', () => {
    const scale = scaleOf({ from: at(8), to: at(18, 18) }, [night, { from: at(12), to: at(13) }]);
    const nightWidth = scale.at(night.to) - scale.at(night.from);
    const lunchWidth = scale.at(at(13)) - scale.at(at(12));
    expect(nightWidth).toBeLessThan(0.06);
    expect(lunchWidth).toBeGreaterThan(0.04);
  });

  it('never runs backwards', () => {
    const scale = scaleOf({ from: at(8), to: at(18, 18) }, [night]);
    const places = Array.from({ length: 35 }, (_, hour) => scale.at(at(8 + hour)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('squeezes only what is closed for every promise', () => {
    expect(closedForAll([[night], [{ from: at(20), to: at(6, 18) }]])).toEqual([{ from: at(20), to: at(6, 18) }]);
    expect(closedForAll([[night], []])).toEqual([]);
    expect(closedForAll([])).toEqual([]);
  });

  it('marks as many hours as can be read, and none in the night', () => {
    const scale = scaleOf({ from: at(8), to: at(18, 18) }, [night]);
    const marks = marksOf(scale, [night], hourIn);
    expect(marks.length).toBeGreaterThan(3);
    expect(marks.length).toBeLessThanOrEqual(8);
    expect(marks.some((mark) => mark > night.from && mark < night.to)).toBe(false);
  });
});
