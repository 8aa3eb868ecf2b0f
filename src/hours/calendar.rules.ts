/** When somebody works, as people write it down. Pure: words in, numbers or complaints out. */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** `["09:00", "18:00"]`; `["22:00", "06:00"]` ends on the next day; `"24:00"` is the end of the day. */
export type Interval = [from: string, to: string];

export interface Exception {
  date: string;
  /** None: closed on that day. */
  hours: Interval[];
  name?: string;
}

export interface Holiday {
  date: string;
  name?: string;
  /** On the same day of every year, whatever year `date` says. */
  yearly?: boolean;
}

export interface CalendarDefinition {
  timezone: string;
  hours: Partial<Record<Weekday, Interval[]>>;
  exceptions?: Exception[];
  holidays?: (string | Holiday)[];
}

export interface Problem {
  path: string;
  message: string;
}

/** In milliseconds since the day's midnight on the wall; beyond a day where it ends on the next. */
export type Span = readonly [from: number, to: number];

const MINUTE = 60_000;
export const DAY = 86_400_000;
const MOST_INTERVALS = 24;
const MOST_DATES = 2_000;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Undefined where it is no time of the day. */
function minutesOf(text: unknown, { end }: { end: boolean }): number | undefined {
  if (typeof text !== 'string') return undefined;
  if (end && text === '24:00') return 1_440;
  const match = CLOCK.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

export function spanOf([from, to]: Interval): Span {
  const begin = minutesOf(from, { end: false }) ?? 0;
  const end = minutesOf(to, { end: true }) ?? 0;
  return [begin * MINUTE, (end > begin ? end : end + 1_440) * MINUTE];
}

/** The day's number since 1970, or undefined where there is no such day. */
export function dayNumber(date: unknown): number | undefined {
  const match = typeof date === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) : null;
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real ? at.getTime() / DAY : undefined;
}

export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
/** 1 January 1970 was a Thursday. */
export const weekdayOf = (day: number): Weekday => WEEKDAYS[(((day + 3) % 7) + 7) % 7]!;
/** The same for the same day of any year. */
export const yearlyKey = (day: number): string => dateOf(day).slice(5);

export const asHoliday = (given: string | Holiday): Holiday => (typeof given === 'string' ? { date: given } : given);

/** What is wrong with a calendar that somebody gives us, each with its place. None: it can be compiled. */
export function calendarProblems(given: unknown): Problem[] {
  if (!isObject(given)) return [{ path: '', message: 'expects a calendar' }];
  return [
    ...zoneProblems(given.timezone),
    ...weekProblems(given.hours),
    ...listProblems(given.exceptions, 'exceptions', exceptionProblems),
    ...repeated(given.exceptions),
    ...listProblems(given.holidays, 'holidays', holidayProblems),
  ];
}

export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || name.length > 60 || !/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const zoneProblems = (zone: unknown): Problem[] =>
  isTimeZone(zone) ? [] : [{ path: 'timezone', message: 'expects an IANA time zone, such as America/Sao_Paulo' }];

function weekProblems(hours: unknown): Problem[] {
  if (!isObject(hours)) return [{ path: 'hours', message: 'expects a list of intervals for each of mon to sun' }];
  return Object.entries(hours).flatMap(([day, list]) =>
    (WEEKDAYS as readonly string[]).includes(day)
      ? intervalProblems(list, `hours.${day}`)
      : [{ path: `hours.${day}`, message: `expects one of ${WEEKDAYS.join(', ')}` }],
  );
}

function intervalProblems(list: unknown, path: string): Problem[] {
  if (!Array.isArray(list) || list.length > MOST_INTERVALS)
    return [{ path, message: `expects a list of at most ${MOST_INTERVALS} intervals` }];
  const problems = (list as unknown[]).flatMap((one, at) => intervalProblem(one, `${path}[${at}]`));
  if (problems.length > 0) return problems;
  const spans = (list as Interval[]).map(spanOf).sort((a, b) => a[0] - b[0]);
  const clash = spans.some((span, at) => at > 0 && span[0] < spans[at - 1]![1]);
  return clash ? [{ path, message: 'has intervals that overlap' }] : [];
}

function intervalProblem(one: unknown, path: string): Problem[] {
  const [from, to] = Array.isArray(one) && one.length === 2 ? (one as unknown[]) : [];
  const begin = minutesOf(from, { end: false });
  const end = minutesOf(to, { end: true });
  if (begin === undefined || end === undefined)
    return [{ path, message: 'expects two times such as ["09:00", "18:00"]; the end of a day is "24:00"' }];
  return begin === end ? [{ path, message: 'begins when it ends; a whole day is ["00:00", "24:00"]' }] : [];
}

function listProblems(list: unknown, path: string, of: (one: unknown, path: string) => Problem[]): Problem[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list) || list.length > MOST_DATES)
    return [{ path, message: `expects a list of at most ${MOST_DATES} days` }];
  return (list as unknown[]).flatMap((one, at) => of(one, `${path}[${at}]`));
}

/** Two answers to what the hours of a day are. */
function repeated(exceptions: unknown): Problem[] {
  if (!Array.isArray(exceptions)) return [];
  const dates = (exceptions as unknown[]).map((one) => (isObject(one) ? one.date : undefined));
  const again = dates.findIndex((date, at) => typeof date === 'string' && dates.indexOf(date) < at);
  return again < 0 ? [] : [{ path: `exceptions[${again}].date`, message: 'stands in the list already' }];
}

function exceptionProblems(one: unknown, path: string): Problem[] {
  if (!isObject(one)) return [{ path, message: 'expects a date and the hours of that day' }];
  return [
    ...dateProblems(one.date, `${path}.date`),
    ...intervalProblems(one.hours, `${path}.hours`),
    ...nameProblems(one.name, `${path}.name`),
  ];
}

function holidayProblems(one: unknown, path: string): Problem[] {
  if (typeof one === 'string') return dateProblems(one, path);
  if (!isObject(one)) return [{ path, message: 'expects a date' }];
  const yearly =
    one.yearly === undefined || typeof one.yearly === 'boolean'
      ? []
      : [{ path: `${path}.yearly`, message: 'expects true or false' }];
  return [...dateProblems(one.date, `${path}.date`), ...nameProblems(one.name, `${path}.name`), ...yearly];
}

const dateProblems = (date: unknown, path: string): Problem[] =>
  dayNumber(date) === undefined ? [{ path, message: 'expects a day such as 2026-12-25' }] : [];

const nameProblems = (name: unknown, path: string): Problem[] =>
  name === undefined || (typeof name === 'string' && name.length <= 200)
    ? []
    : [{ path, message: 'expects at most 200 characters' }];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
