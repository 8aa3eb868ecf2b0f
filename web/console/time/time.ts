/** Words for times, in the reader's language and time zone. All pure: `now` and the zone are given. */
export interface Reader {
  language: string;
  timeZone: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const cache = new Map<string, Intl.DateTimeFormat>();
function format(reader: Reader, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${reader.language}|${reader.timeZone}|${name}`;
  let found = cache.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(reader.language, { ...options, timeZone: reader.timeZone });
    cache.set(key, found);
  }
  return found;
}

/** A day as a key that sorts: `2026-11-17`. */
export const dayKey = (at: string | Date, reader: Reader): string =>
  format({ ...reader, language: 'sv-SE' }, 'day', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(at),
  );

export const clockTime = (at: string | Date, reader: Reader): string =>
  format(reader, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

const weekday = (at: Date, reader: Reader): string => {
  const word = format(reader, 'weekday', { weekday: 'short' }).format(at).replace('.', '');
  return word.charAt(0).toLocaleUpperCase(reader.language) + word.slice(1);
};

/** `14:02` today, `Mon 16:42` within six days, `6 Oct` this year, else with the year. */
export function shortTime(at: string | Date, now: Date, reader: Reader): string {
  const date = new Date(at);
  if (dayKey(date, reader) === dayKey(now, reader)) return clockTime(date, reader);
  if (Math.abs(now.getTime() - date.getTime()) < 6 * DAY) return `${weekday(date, reader)} ${clockTime(date, reader)}`;
  return shortDate(date, now, reader);
}

export function shortDate(at: string | Date, now: Date, reader: Reader): string {
  const date = new Date(at);
  const sameYear = dayKey(date, reader).slice(0, 4) === dayKey(now, reader).slice(0, 4);
  return sameYear
    ? format(reader, 'date', { day: 'numeric', month: 'short' }).format(date)
    : format(reader, 'year', { day: 'numeric', month: 'short', year: 'numeric' }).format(date);
}

export const fullTime = (at: string | Date, reader: Reader): string =>
  format(reader, 'full', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at));

/** The words of a day separator. */
export function dayWords(at: string | Date, now: Date, reader: Reader, today: string, yesterday: string): string {
  const date = new Date(at);
  const words = format(reader, 'long', { day: 'numeric', month: 'long' }).format(date);
  const key = dayKey(date, reader);
  if (key === dayKey(now, reader)) return `${today}, ${words}`;
  if (key === dayKey(new Date(now.getTime() - DAY), reader)) return `${yesterday}, ${words}`;
  if (key.slice(0, 4) === dayKey(now, reader).slice(0, 4)) {
    return format(reader, 'longday', { weekday: 'long', day: 'numeric', month: 'long' }).format(date);
  }
  return format(reader, 'longyear', { day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}

/** `4 min`, `1 h 10 min`, `3 d`. Units read the same in the languages we speak. */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.round(Math.abs(ms) / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours < 24) return rest ? `${hours} h ${String(rest).padStart(2, '0')} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}

export interface Due {
  tone: 'plain' | 'warn' | 'bad';
  late: boolean;
  words: string;
  /** The words say when, not how long. */
  isTime?: boolean;
}

const SOON = 30 * MINUTE;

/** What is left until `dueAt`: words always, colour only where it is late or soon. */
export function dueIn(dueAt: string, now: Date, reader: Reader): Due {
  const left = new Date(dueAt).getTime() - now.getTime();
  if (left < 0) return { tone: 'bad', late: true, words: span(left) };
  if (left <= SOON) return { tone: 'warn', late: false, words: span(left) };
  if (left < 8 * HOUR) return { tone: 'plain', late: false, words: span(left) };
  return { tone: 'plain', late: false, words: shortTime(dueAt, now, reader), isTime: true };
}

/** Bytes for people. */
export function size(bytes: number, language: string): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'B'] : bytes < 1e6 ? [bytes / 1e3, 'KB'] : [bytes / 1e6, 'MB'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}
