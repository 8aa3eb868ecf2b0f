import type { DatedException, Holiday, Week } from '../../../api/hours.types';
import { WEEKDAYS } from './week.rules';

/** What a day of the year is, as the year view draws it. Pure: dates are `2026-12-25`, without a time zone. */
export interface Hours {
  hours: Week;
  exceptions: DatedException[];
  holidays: Holiday[];
}

export type DayKind = 'open' | 'closed' | 'special' | 'holiday';
export interface Day {
  date: string;
  number: number;
  kind: DayKind;
  name?: string;
}

/** A dated exception says most, then a holiday, then the week. */
export function dayOf(date: string, { hours, exceptions, holidays }: Hours): Day {
  const number = Number(date.slice(8));
  const exception = exceptions.find((one) => one.date === date);
  if (exception) {
    const kind = exception.hours.length > 0 ? 'special' : 'holiday';
    return { date, number, kind, ...(exception.name && { name: exception.name }) };
  }
  const holiday = holidays.find((one) => one.date === date || (one.yearly && one.date.slice(5) === date.slice(5)));
  if (holiday) return { date, number, kind: 'holiday', ...(holiday.name && { name: holiday.name }) };
  return { date, number, kind: (hours[weekdayOf(date)] ?? []).length > 0 ? 'open' : 'closed' };
}

const weekdayOf = (date: string) => WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;

/** The days of a month, and how many places of its first week (from Monday) stay empty. */
export function monthOf(year: number, month: number, hours: Hours): { empty: number; days: Day[] } {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const key = (day: number) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return {
    empty: WEEKDAYS.indexOf(weekdayOf(key(1))),
    days: Array.from({ length }, (_, at) => dayOf(key(at + 1), hours)),
  };
}
