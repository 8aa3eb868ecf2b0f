/** How far a zone's clocks stand from UTC, and since when. Pure: what it knows comes from the runtime's zone data. */

/** From `from` (inclusive) to `to` (exclusive) the clocks show UTC + `offset`. All in milliseconds. */
export interface Stretch {
  from: number;
  to: number;
  offset: number;
}

const HOUR = 3_600_000;
const SECOND = 1_000;
/** Clocks are looked at so often; no zone has changed twice within it since 1970. */
const LOOK_EVERY = 12 * HOUR;
/** A runtime's zones, by the name that was asked for. Bounded, because names come from requests. */
const MOST_KNOWN = 1_000;
const known = new Map<string, Zone>();

export function zoneOf(name: string): Zone {
  let zone = known.get(name);
  if (!zone) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, (zone = new Zone(name)));
  }
  return zone;
}

/** Asking the runtime for each instant would cost more than all the rest, so the changes of a year are found once. */
export class Zone {
  private readonly clock: Intl.DateTimeFormat;
  private readonly years = new Map<number, Stretch[]>();
  /** Whoever asks once asks again about a moment near by. */
  private latest: Stretch | undefined;

  constructor(readonly name: string) {
    this.clock = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /** The stretches that cover `from` to `to`, in order; they may reach beyond. */
  stretches(from: number, to: number): Stretch[] {
    const found: Stretch[] = [];
    for (let year = yearOf(from); year <= yearOf(to); year += 1) {
      for (const stretch of this.year(year)) if (stretch.to > from && stretch.from <= to) found.push(stretch);
    }
    return found;
  }

  offsetAt(instant: number): number {
    if (!this.latest || instant < this.latest.from || instant >= this.latest.to)
      this.latest = this.year(yearOf(instant)).find((stretch) => instant < stretch.to)!;
    return this.latest.offset;
  }

  /** What the clocks show, as if it were UTC. */
  wall(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  private year(year: number): Stretch[] {
    let stretches = this.years.get(year);
    if (!stretches) this.years.set(year, (stretches = this.look(year)));
    return stretches;
  }

  private look(year: number): Stretch[] {
    const [begin, end] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
    const stretches: Stretch[] = [];
    let from = begin;
    let offset = this.ask(begin);
    for (let seen = begin; seen < end; seen += LOOK_EVERY) {
      const next = Math.min(seen + LOOK_EVERY, end - SECOND);
      const there = this.ask(next);
      if (there === offset) continue;
      const change = this.changeBetween(seen, next, offset);
      stretches.push({ from, to: change, offset });
      [from, offset] = [change, there];
    }
    return [...stretches, { from, to: end, offset }];
  }

  private changeBetween(before: number, after: number, offset: number): number {
    let [low, high] = [before, after];
    while (high - low > SECOND) {
      const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
      if (this.ask(middle) === offset) low = middle;
      else high = middle;
    }
    return high;
  }

  private ask(instant: number): number {
    const [month, day, year, hour, minute, second] = this.clock.format(instant).split(/\D+/).map(Number);
    return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(instant / SECOND) * SECOND;
  }
}

const yearOf = (instant: number): number => new Date(instant).getUTCFullYear();
