/** What devices send, read without believing anything. Pure. */

export const MAX_READINGS = 5_000;
export const MAX_BATCH_BYTES = 1024 * 1024;
/** A device's clock may be ahead of ours by as much. */
export const AHEAD_MS = 120_000;
const MAX_ID = 200;
const MAX_NAME = 100;
const MAX_VALUE = 1e15;
/** Epoch in milliseconds, from 2001 to 2100; smaller numbers are seconds. */
const FIRST_MS = 1e12;
const LAST_MS = 4.1e12;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

export type RefusalCode = 'malformed' | 'unknown_device' | 'unknown_metric' | 'in_the_future' | 'too_old';

export interface Reading {
  /** Its place in the batch. */
  index: number;
  id?: string;
  /** As the sender calls it; left out where the key is of one device. */
  device?: string;
  metric: string;
  value: number;
  at: number;
}

export interface RefusedReading {
  index: number;
  id?: string;
  /** Which member is wrong, as `readings[3].value`. */
  path: string;
  code: RefusalCode;
  message: string;
}

export interface Mistake {
  path: string;
  message: string;
}

export interface Batch {
  id?: string;
  readings: Reading[];
  refused: RefusedReading[];
}

type Raw = Record<string, unknown>;

/** A batch as a whole is refused only where nothing of it can be told apart. */
export function readBatch(body: unknown): Batch | { mistakes: Mistake[] } {
  if (!isObject(body)) return wrong('', 'must be an object with a list of readings');
  const { id, device, readings } = body;
  if (id !== undefined && !isText(id, MAX_ID)) return wrong('id', `must be a text of 1 to ${MAX_ID} characters`);
  if (device !== undefined && !isText(device, MAX_NAME))
    return wrong('device', `must be a text of 1 to ${MAX_NAME} characters`);
  if (!Array.isArray(readings)) return wrong('readings', 'must be a list');
  if (readings.length === 0) return wrong('readings', 'must hold at least one reading');
  if (readings.length > MAX_READINGS) return wrong('readings', `may hold ${MAX_READINGS} readings at most`);
  const batch: Batch = { ...(id !== undefined && { id }), readings: [], refused: [] };
  readings.forEach((raw: unknown, index) => {
    const read = readOne(raw, index, device);
    if ('code' in read) batch.refused.push(read);
    else batch.readings.push(read);
  });
  return batch;
}

function readOne(raw: unknown, index: number, device: string | undefined): Reading | RefusedReading {
  if (!isObject(raw)) return refused({ index }, '', 'malformed', 'must be an object');
  const id = isText(raw.id, MAX_ID) ? raw.id : undefined;
  const which = { index, ...(id !== undefined && { id }) };
  const no = (path: string, message: string) => refused(which, path, 'malformed', message);
  if (raw.id !== undefined && id === undefined) return no('id', `must be a text of 1 to ${MAX_ID} characters`);
  const whose = raw.device ?? device;
  if (whose !== undefined && !isText(whose, MAX_NAME))
    return no('device', `must be a text of 1 to ${MAX_NAME} characters`);
  if (!isText(raw.metric, MAX_NAME)) return no('metric', 'must be the name of a metric');
  const value = typeof raw.value === 'boolean' ? Number(raw.value) : raw.value;
  if (typeof value !== 'number' || !Number.isFinite(value)) return no('value', 'must be a number, true or false');
  if (Math.abs(value) > MAX_VALUE) return no('value', 'is too large');
  const at = momentOf(raw.time);
  if (typeof at === 'string') return no('time', at);
  return { ...which, ...(whose !== undefined && { device: whose }), metric: raw.metric, value, at };
}

/** Milliseconds, or what is wrong. */
function momentOf(time: unknown): number | string {
  if (typeof time === 'number') {
    if (time > 0 && time < FIRST_MS) return 'seems to be in seconds; give milliseconds';
    if (!Number.isInteger(time) || time < FIRST_MS || time > LAST_MS) return 'must be whole milliseconds since 1970';
    return time;
  }
  const parsed = typeof time === 'string' && ISO.test(time) ? Date.parse(time) : Number.NaN;
  if (!Number.isFinite(parsed) || parsed < FIRST_MS || parsed > LAST_MS)
    return 'must be a moment such as 2026-03-15T12:00:00Z, or milliseconds since 1970';
  return parsed;
}

/** Whether it comes at a time at which it can still be taken; undefined: it can. */
export function untimely({ index, id, at }: Reading, now: number, lateDays: number): RefusedReading | undefined {
  const which = { index, ...(id !== undefined && { id }) };
  if (at > now + AHEAD_MS)
    return refused(which, 'time', 'in_the_future', 'lies in the future; is the clock of the device right?');
  if (at < now - lateDays * 86_400_000)
    return refused(which, 'time', 'too_old', `is older than ${lateDays} days; so late nothing is taken any more`);
  return undefined;
}

export function refused(
  which: { index: number; id?: string },
  path: string,
  code: RefusalCode,
  message: string,
): RefusedReading {
  return { ...which, path: `readings[${which.index}]${path && `.${path}`}`, code, message };
}

const wrong = (path: string, message: string) => ({ mistakes: [{ path, message }] });

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max && !value.includes('\u0000');
