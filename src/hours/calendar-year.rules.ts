import type { CompiledCalendar } from './business-time.rules.js';
import { asHoliday, DAY, dateOf, weekdayOf, yearlyKey, type Interval, type Weekday } from './calendar.rules.js';

/** A year day by day, as it really is. Pure. */

export interface CalendarDay {
  date: string;
  weekday: Weekday;
  kind: 'regular' | 'closed' | 'holiday' | 'exception';
  name?: string;
  hours: Interval[];
  minutes: number;
  clocks?: 'forward' | 'back' | 'skipped';
}

const MINUTE = 60_000;

export function daysOf(calendar: CompiledCalendar, year: number): CalendarDay[] {
  const [first, end] = [Date.UTC(year, 0) / DAY, Date.UTC(year + 1, 0) / DAY];
  return Array.from({ length: end - first }, (_, at) => dayOf(calendar, first + at));
}

function dayOf(calendar: CompiledCalendar, day: number): CalendarDay {
  const date = dateOf(day);
  const { exceptions = [], holidays = [], hours } = calendar.definition;
  const exception = exceptions.find((one) => one.date === date);
  const holiday = holidays
    .map(asHoliday)
    .find((one) => one.date === date || (one.yearly && one.date.slice(5) === yearlyKey(day)));
  const weekday = weekdayOf(day);
  const plain = hours[weekday] ?? [];
  const name = exception?.name ?? holiday?.name;
  const clocks = clocksOn(calendar, day);
  return {
    date,
    weekday,
    kind: exception ? 'exception' : holiday ? 'holiday' : plain.length > 0 ? 'regular' : 'closed',
    ...(name && { name }),
    hours: exception ? exception.hours : holiday ? [] : plain,
    minutes: minutesOf(calendar, day),
    ...(clocks && { clocks }),
  };
}

/** Of the intervals that begin on the day, as long as they really are. */
function minutesOf(calendar: CompiledCalendar, day: number): number {
  const spans = calendar.spansOf(day);
  if (spans.length === 0) return 0;
  const stretches = calendar.zone.stretches((day - 2) * DAY, (day + 3) * DAY);
  let open = 0;
  for (const [from, to] of spans) {
    for (const stretch of stretches) {
      const begin = Math.max(day * DAY + from - stretch.offset, stretch.from);
      const end = Math.min(day * DAY + to - stretch.offset, stretch.to);
      if (begin < end) open += end - begin;
    }
  }
  return open / MINUTE;
}

function clocksOn(calendar: CompiledCalendar, day: number): CalendarDay['clocks'] {
  const wholeDay = calendar.zone
    .stretches((day - 2) * DAY, (day + 3) * DAY)
    .map(({ from, to, offset }) => Math.min((day + 1) * DAY - offset, to) - Math.max(day * DAY - offset, from))
    .filter((part) => part > 0)
    .reduce((sum, part) => sum + part, 0);
  if (wholeDay === DAY) return undefined;
  return wholeDay === 0 ? 'skipped' : wholeDay < DAY ? 'forward' : 'back';
}
