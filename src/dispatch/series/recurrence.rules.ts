import { createRequire } from 'node:module';
import { DateTime } from 'luxon';

/** Its ES build is for bundlers only; Node reads the other one, which names no exports. */
const { RRule } = createRequire(import.meta.url)('rrule') as typeof import('rrule');

/** When work that comes back is due again. Pure. */

export interface Recurrence {
  /** RFC 5545, such as `FREQ=MONTHLY;BYDAY=1TU`. */
  rule: string;
  zone: string;
  startsAt: Date;
}

const MOST = 400;
const FREQUENT = /FREQ=(SECONDLY|MINUTELY|HOURLY)/i;

/** What is wrong with a rule, or nothing. */
export function recurrenceProblem(rule: string): string | null {
  if (/[\r\n]/.test(rule) || /DTSTART|RDATE|EXDATE|TZID/i.test(rule)) return 'must hold the rule alone';
  if (FREQUENT.test(rule)) return 'must be daily at most';
  try {
    const options = RRule.parseString(rule);
    return options.freq === undefined ? 'must say how often, such as FREQ=MONTHLY' : null;
  } catch {
    return 'must be a rule such as FREQ=MONTHLY;BYDAY=1TU';
  }
}

/**
 * Occurrences after `after` until `until`. The rule counts on the wall clock of its zone, so that "09:00" stays 09:00 when
 * summer time begins; only then does it become an instant.
 */
export function occurrences({ rule, zone, startsAt }: Recurrence, after: Date, until: Date): Date[] {
  const options = { ...RRule.parseString(rule), dtstart: wallOf(startsAt, zone), tzid: null };
  const found: Date[] = [];
  new RRule(options).between(wallOf(after, zone), wallOf(until, zone), false, (at, count) => {
    found.push(at);
    return count < MOST;
  });
  return found.map((at) => instantOf(at, zone)).filter((at) => at > after && at <= until);
}

/** The wall clock, as if it were UTC: the only time that the library counts right. */
function wallOf(at: Date, zone: string): Date {
  return DateTime.fromJSDate(at, { zone }).setZone('utc', { keepLocalTime: true }).toJSDate();
}

function instantOf(wall: Date, zone: string): Date {
  return DateTime.fromJSDate(wall, { zone: 'utc' }).setZone(zone, { keepLocalTime: true }).toJSDate();
}
