import { describe, expect, it } from '@jest/globals';
import { closedForAll, gapsOf, labelsOf, marksOf, scaleOf } from './scale.rules';

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

  it('is closed where no clock of its calendar says that it is open, also long after one of them ended', () => {
    const iso = (instant: number) => new Date(instant).toISOString();
    const calendar = { id: 'c', name: 'Office', version: 1, timezone: 'UTC' };
    const open = [17, 18].map((day) => ({ from: iso(at(8, day)), to: iso(at(18, day)), minutes: 600 }));
    const ended = { calendar, open: open.slice(0, 1), dueAt: iso(at(10)), endedAt: iso(at(9)) };
    const runs = { calendar, open, dueAt: iso(at(12)), endedAt: null };
    const whole = { from: at(8), to: at(22, 18) };

    const expected = [night, { from: at(18, 18), to: at(22, 18) + 6 * 3_600_000 }];
    expect(gapsOf(ended, [ended, runs], whole, at(22, 18))).toEqual(expected);
    expect(gapsOf({ ...runs, calendar: null }, [runs], whole, at(22, 18))).toEqual([]);
  });

  it('marks as many hours as can be read, and none in the night', () => {
    const scale = scaleOf({ from: at(8), to: at(18, 18) }, [night]);
    const marks = marksOf(scale, [night], hourIn);
    expect(marks.length).toBeGreaterThan(3);
    expect(marks.length).toBeLessThanOrEqual(8);
    expect(marks.some((mark) => mark > night.from && mark < night.to)).toBe(false);
  });

  it('writes no hour over another, nor under the flag at the present', () => {
    const scale = scaleOf({ from: at(8), to: at(18) }, []);
    const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
    const marks = [8, 9, 10, 12, 14, 16].map((hour) => at(hour));
    const labels = labelsOf(marks, scale, dayOf, { day: 0.26, hour: 0.13 }, at(14));

    expect(labels).toEqual([
      { at: at(8), isNewDay: true },
      { at: at(12), isNewDay: false },
      { at: at(16), isNewDay: false },
    ]);
  });
});
