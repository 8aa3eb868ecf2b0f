import { DateTime } from 'luxon';
import { DAY, weekdayOf } from '../../hours/calendar.rules.js';
import { zoneOf, type Zone } from '../../hours/zone.rules.js';

/** Weekly hours of a person or a place, and the days that come of them. Pure. */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
/** Intervals of wall-clock times, such as `[["08:00", "12:00"], ["13:00", "17:00"]]`. An end of 24:00 is midnight. */
export type WeekHours = Partial<Record<Weekday, [string, string][]>>;

export interface Span {
  from: Date;
  to: Date;
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

const minutesOf = (time: string): number | null => {
  if (time === '24:00') return 1440;
  const [, hours, minutes] = TIME.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
};

/** What is wrong with given hours, or nothing. Intervals may not overlap; one that ends before it begins runs over midnight. */
export function hoursProblem(hours: unknown): string | null {
  if (typeof hours !== 'object' || hours === null || Array.isArray(hours)) return 'must be an object of weekdays';
  for (const [day, intervals] of Object.entries(hours)) {
    if (!WEEKDAYS.includes(day as Weekday)) return `knows no day "${day.slice(0, 20)}"; use ${WEEKDAYS.join(', ')}`;
    if (!Array.isArray(intervals) || intervals.length > 12) return `${day} must be a list of at most 12 intervals`;
    let last = -1;
    for (const interval of intervals as unknown[]) {
      if (!Array.isArray(interval) || interval.length !== 2) return `${day} must hold pairs such as ["08:00", "17:00"]`;
      const [from, to] = interval.map((time) => (typeof time === 'string' ? minutesOf(time) : null));
      if (from === null || from === undefined || to === null || to === undefined || from === 1440 || from === to)
        return `${day} must hold pairs of times such as ["08:00", "17:00"]`;
      if (from < last) return `${day} has intervals that overlap or stand in the wrong order`;
      last = to < from ? 1440 : to;
    }
  }
  return null;
}

/** Open spans that touch [from, to), in order, as instants. Days are those of the zone, so that its summer time counts. */
export function openSpans(hours: WeekHours, zone: string, from: Date, to: Date): Span[] {
  const clocks = zoneOf(zone);
  const spans: Span[] = [];
  const last = Math.floor(clocks.wall(to.getTime()) / DAY);
  // A day earlier: an interval of yesterday may run over midnight.
  for (let day = Math.floor(clocks.wall(from.getTime()) / DAY) - 1; day <= last; day += 1) {
    for (const [start, stop] of hours[weekdayOf(day)] ?? []) {
      const begin = instantAt(clocks, day, start);
      const end = instantAt(clocks, stop <= start ? day + 1 : day, stop);
      if (end > from.getTime() && begin < to.getTime() && end > begin)
        spans.push({ from: new Date(begin), to: new Date(end) });
    }
  }
  return spans;
}

/** The first instant at which clocks show the time on that day; where they leap over it, the one at which they do. */
function instantAt(clocks: Zone, day: number, time: string): number {
  const wall = day * DAY + (minutesOf(time) ?? 0) * 60_000;
  const before = clocks.offsetAt(wall - DAY);
  const there = clocks.offsetAt(wall - before);
  if (there === before) return wall - before;
  const again = clocks.offsetAt(wall - there);
  return wall - Math.min(there, again);
}

/** The date `2026-11-18` in a zone, from its midnight to the next one. */
export function dayOf(date: string, zone: string): Span | null {
  const day = DateTime.fromISO(date, { zone });
  if (!day.isValid) return null;
  return { from: day.startOf('day').toJSDate(), to: day.startOf('day').plus({ days: 1 }).toJSDate() };
}

export const dateIn = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toISODate() ?? '';

export const overlapMinutes = (a: Span, b: Span): number =>
  Math.max(0, (Math.min(a.to.getTime(), b.to.getTime()) - Math.max(a.from.getTime(), b.from.getTime())) / 60_000);
