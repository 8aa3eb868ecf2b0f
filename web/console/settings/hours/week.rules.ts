import type { Interval, Week, Weekday } from '../../../api/hours.types';

/** A week of opening hours as people write it. Pure: hours in, hours out. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

const DAY_MINUTES = 1440;

/** `9`, `930`, `9:30` and `09h30` all mean half past nine or nine; null for what is no time. */
export function timeFrom(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:h.]?(\d{2}))?h?$/i.exec(typed.trim());
  if (!match) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)];
  const isTime = minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0));
  return isTime ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : null;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** One that ends before it begins goes over midnight. */
export const lengthOf = ([from, to]: Interval): number => {
  const length = minutesOf(to) - minutesOf(from);
  return length > 0 ? length : length + DAY_MINUTES;
};

export const minutesIn = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, interval) => sum + lengthOf(interval), 0);

export const goesOver = ([from, to]: Interval): boolean => minutesOf(to) <= minutesOf(from);

/** What a further interval of a day is first: the afternoon after a morning, else office hours. */
export function nextInterval(intervals: readonly Interval[]): Interval {
  const last = intervals.at(-1);
  if (!last) return ['09:00', '18:00'];
  if (goesOver(last) || minutesOf(last[1]) >= 23 * 60) return ['00:00', '01:00'];
  const begins = Math.min(minutesOf(last[1]) + 60, 23 * 60);
  return [clock(begins), clock(Math.min(begins + 240, DAY_MINUTES))];
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The same hours on every working day, as `from` has them. */
export const copyToWorkdays = (week: Week, from: Weekday): Week => ({
  ...week,
  ...Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, [...(week[from] ?? [])]])),
});

/** Days with the same hours told together: `Mon–Fri 09:00–12:00, 13:00–18:00`. */
export function weekInWords(week: Week, nameOf: (day: Weekday) => string, closed: string): string {
  const isAlways = WEEKDAYS.every((day) => minutesIn(week[day] ?? []) === DAY_MINUTES && week[day]?.length === 1);
  if (isAlways) return '24/7';
  const spans: { first: Weekday; last: Weekday; words: string }[] = [];
  for (const day of WEEKDAYS) {
    const words = (week[day] ?? []).map(([from, to]) => `${from}–${to}`).join(', ');
    const open = spans.at(-1);
    if (open?.words === words) open.last = day;
    else spans.push({ first: day, last: day, words });
  }
  const told = spans
    .filter(({ words }) => words)
    .map(({ first, last, words }) => `${first === last ? nameOf(first) : `${nameOf(first)}–${nameOf(last)}`} ${words}`);
  return told.join(' · ') || closed;
}
