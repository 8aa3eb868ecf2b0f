import type { CompiledCalendar } from '../../hours/business-time.rules.js';
import { dayNumber } from '../../hours/calendar.rules.js';
import { dateIn, openSpans, type Span, type WeekHours } from './week-hours.rules.js';

/** When a technician works, of the own hours and of a calendar. Pure. */

const REACH_MS = 2 * 86_400_000;

export const hasHours = (hours: WeekHours): boolean => Object.values(hours).some((day) => (day?.length ?? 0) > 0);

/**
 * The own hours win; without them, those of the calendar with its holidays and exceptions. Whoever has both works by the own
 * hours, and the days on which the calendar is closed by name (a holiday, an exception without hours) are off all the same.
 */
export function workingSpans(
  { hours, timezone }: { hours: WeekHours; timezone: string },
  calendar: CompiledCalendar | undefined,
  { from, to }: Span,
): Span[] {
  if (hasHours(hours)) {
    const spans = openSpans(hours, timezone, from, to);
    return calendar ? spans.filter((span) => !isOff(calendar, dateIn(span.from, timezone))) : spans;
  }
  if (!calendar) return [];
  return (
    calendar
      // Whole stretches: a shift that has begun before is not shorter for that.
      .openStretches(from.getTime() - REACH_MS, to.getTime() + REACH_MS)
      .map((stretch) => ({ from: new Date(stretch.from), to: new Date(stretch.to) }))
      .filter((span) => span.to > from && span.from < to)
  );
}

function isOff(calendar: CompiledCalendar, date: string): boolean {
  const exception = calendar.definition.exceptions?.find((one) => one.date === date);
  return exception ? exception.hours.length === 0 : calendar.isHoliday(dayNumber(date)!);
}
