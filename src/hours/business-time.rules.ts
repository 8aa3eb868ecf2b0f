import {
  asHoliday,
  DAY,
  dayNumber,
  spanOf,
  weekdayOf,
  WEEKDAYS,
  yearlyKey,
  type CalendarDefinition,
  type Span,
  type Weekday,
} from './calendar.rules.js';
import { zoneOf, type Zone } from './zone.rules.js';

/**
 * Time that counts. A calendar is open at an instant exactly when the clocks on its wall show a time within the hours of
 * that day: an hour that the clocks skip is not there, an hour that they repeat is there twice. An interval belongs to
 * the day on which it begins, so the night before a holiday ends in its morning. Pure.
 */

export interface Pause {
  from: Date;
  to: Date;
}

export interface Segment {
  from: Date;
  to: Date;
  minutes: number;
}

/** Nothing is open for two years, or the time asked for would take decades: there is no such instant. */
export class NeverOpens extends Error {}

/** Open stretches of one piece of time, in order; `before`: how much was open in the block before each. */
interface Block {
  from: number[];
  to: number[];
  before: number[];
  total: number;
}

const MINUTE = 60_000;
const BLOCK = 28 * DAY;
/** Two years without an open minute: never. */
const EMPTY_BLOCKS = 27;
const MOST_BLOCKS = 60 * 13;
/** Zones reach from UTC-12 to UTC+14, and an interval up to a day into the next. */
const REACH_DAYS = 3;

/** A calendar ready to be asked. Open stretches are made when they are first needed, four weeks at a time. */
export class CompiledCalendar {
  readonly zone: Zone;
  private readonly week: Record<Weekday, Span[]>;
  private readonly exceptions = new Map<number, Span[]>();
  private readonly holidays = new Set<number>();
  private readonly yearly = new Set<string>();
  private readonly blocks = new Map<number, Block>();

  constructor(readonly definition: CalendarDefinition) {
    this.zone = zoneOf(definition.timezone);
    this.week = Object.fromEntries(WEEKDAYS.map((day) => [day, (definition.hours[day] ?? []).map(spanOf)])) as Record<
      Weekday,
      Span[]
    >;
    for (const { date, hours } of definition.exceptions ?? []) this.exceptions.set(dayNumber(date)!, hours.map(spanOf));
    for (const { date, yearly } of (definition.holidays ?? []).map(asHoliday)) {
      if (yearly) this.yearly.add(date.slice(5));
      else this.holidays.add(dayNumber(date)!);
    }
  }

  /** The hours of a day: its exception, none on a holiday, else those of the weekday. */
  spansOf(day: number): Span[] {
    const exception = this.exceptions.get(day);
    if (exception) return exception;
    return this.isHoliday(day) ? [] : this.week[weekdayOf(day)];
  }

  isHoliday(day: number): boolean {
    return this.holidays.has(day) || (this.yearly.size > 0 && this.yearly.has(yearlyKey(day)));
  }

  isOpenAt(instant: number): boolean {
    const block = this.block(Math.floor(instant / BLOCK));
    const at = lastAtOrBefore(block.from, instant);
    return at >= 0 && instant < block.to[at]!;
  }

  /** Open milliseconds from `from` until `to`. */
  openBetween(from: number, to: number): number {
    if (to <= from) return 0;
    const [first, last] = [Math.floor(from / BLOCK), Math.floor(to / BLOCK)];
    let open = this.openBefore(last, to) - this.openBefore(first, from);
    for (let at = first; at < last; at += 1) open += this.block(at).total;
    return open;
  }

  /** The first instant at which that much was open since `start`. */
  after(start: number, open: number): number {
    if (open <= 0) return start;
    let number = Math.floor(start / BLOCK);
    let wanted = open + this.openBefore(number, start);
    for (let seen = 0, empty = 0; seen < MOST_BLOCKS && empty < EMPTY_BLOCKS; seen += 1, number += 1) {
      const block = this.block(number);
      if (wanted <= block.total) {
        // The last stretch before which less was open: at the very end of a stretch, its end and not the next one's begin.
        const at = lastBefore(block.before, wanted);
        return block.from[at]! + wanted - block.before[at]!;
      }
      wanted -= block.total;
      empty = block.total === 0 ? empty + 1 : 0;
    }
    throw new NeverOpens('the calendar is not open for that long');
  }

  /** The open stretches between two instants, in order, joined where one goes on in the other. */
  openStretches(from: number, to: number): { from: number; to: number }[] {
    const found: { from: number; to: number }[] = [];
    for (let number = Math.floor(from / BLOCK); number * BLOCK < to; number += 1) {
      const block = this.block(number);
      for (let at = 0; at < block.from.length; at += 1) {
        const [begin, end] = [Math.max(block.from[at]!, from), Math.min(block.to[at]!, to)];
        if (begin >= end) continue;
        const before = found.at(-1);
        if (before?.to === begin) before.to = end;
        else found.push({ from: begin, to: end });
      }
    }
    return found;
  }

  private openBefore(number: number, instant: number): number {
    const block = this.block(number);
    const at = lastAtOrBefore(block.from, instant);
    return at < 0 ? 0 : block.before[at]! + Math.min(instant, block.to[at]!) - block.from[at]!;
  }

  private block(number: number): Block {
    let block = this.blocks.get(number);
    if (!block) this.blocks.set(number, (block = this.make(number * BLOCK, (number + 1) * BLOCK)));
    return block;
  }

  private make(begin: number, end: number): Block {
    const stretches = this.zone.stretches(begin, end);
    const open: [number, number][] = [];
    const lastDay = Math.ceil(end / DAY) + REACH_DAYS;
    for (let day = Math.floor(begin / DAY) - REACH_DAYS; day <= lastDay; day += 1) {
      for (const [from, to] of this.spansOf(day)) {
        for (const { from: since, to: until, offset } of stretches) {
          const first = Math.max(day * DAY + from - offset, since, begin);
          const last = Math.min(day * DAY + to - offset, until, end);
          if (first < last) open.push([first, last]);
        }
      }
    }
    return joined(open);
  }
}

function joined(open: [number, number][]): Block {
  open.sort((a, b) => a[0] - b[0]);
  const block: Block = { from: [], to: [], before: [], total: 0 };
  for (const [from, to] of open) {
    const last = block.to.length - 1;
    if (last >= 0 && from <= block.to[last]!) block.to[last] = Math.max(block.to[last]!, to);
    else {
      block.from.push(from);
      block.to.push(to);
    }
  }
  for (let at = 0; at < block.from.length; at += 1) {
    block.before.push(block.total);
    block.total += block.to[at]! - block.from[at]!;
  }
  return block;
}

/** When `minutes` of open time have passed since `start`, pauses not counted. */
export function due(calendar: CompiledCalendar, start: Date, minutes: number, pauses: readonly Pause[] = []): Date {
  let at = start.getTime();
  let wanted = Math.round(minutes * MINUTE);
  for (const pause of tidied(pauses)) {
    if (pause.to <= at) continue;
    const open = calendar.openBetween(at, pause.from);
    if (open >= wanted) break;
    wanted -= open;
    at = Math.max(at, pause.to);
  }
  return new Date(calendar.after(at, wanted));
}

/** Open minutes between two instants, pauses not counted. */
export function between(calendar: CompiledCalendar, from: Date, to: Date, pauses: readonly Pause[] = []): number {
  return openMillis(calendar, from, to, pauses) / MINUTE;
}

export function openMillis(calendar: CompiledCalendar, from: Date, to: Date, pauses: readonly Pause[] = []): number {
  return counted(from, to, pauses).reduce((sum, part) => sum + calendar.openBetween(part.from, part.to), 0);
}

/** The stretches that count between two instants: what a promise's time is made of. */
export function segments(calendar: CompiledCalendar, from: Date, to: Date, pauses: readonly Pause[] = []): Segment[] {
  return counted(from, to, pauses)
    .flatMap((part) => calendar.openStretches(part.from, part.to))
    .map((part) => ({ from: new Date(part.from), to: new Date(part.to), minutes: (part.to - part.from) / MINUTE }));
}

export const isOpenAt = (calendar: CompiledCalendar, at: Date): boolean => calendar.isOpenAt(at.getTime());

/** The next instant, from `from` on, at which it is open. */
export function nextOpening(calendar: CompiledCalendar, from: Date): Date {
  const at = from.getTime();
  return calendar.isOpenAt(at) ? from : new Date(calendar.after(at, 1) - 1);
}

/** What is left of a stretch of time without its pauses. */
function counted(from: Date, to: Date, pauses: readonly Pause[]): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let at = from.getTime();
  const end = to.getTime();
  for (const pause of tidied(pauses)) {
    if (pause.from >= end) break;
    if (pause.from > at) parts.push({ from: at, to: pause.from });
    at = Math.max(at, pause.to);
  }
  if (at < end) parts.push({ from: at, to: end });
  return parts;
}

function tidied(pauses: readonly Pause[]): { from: number; to: number }[] {
  return pauses
    .map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }))
    .filter((pause) => pause.from < pause.to)
    .sort((a, b) => a.from - b.from);
}

/** Index of the last value that is not greater; -1 where all are. */
function lastAtOrBefore(values: number[], wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the last value that is smaller; the first is always taken to be. */
function lastBefore(values: number[], wanted: number): number {
  let [low, high] = [1, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Day and night, every day: for promises by the clock. */
export const ALWAYS_OPEN = new CompiledCalendar({
  timezone: 'UTC',
  hours: Object.fromEntries(WEEKDAYS.map((day) => [day, [['00:00', '24:00']]])) as CalendarDefinition['hours'],
});
