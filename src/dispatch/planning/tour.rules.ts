import type { Job, Model, Tour } from './model.rules.js';
import type { Minute, Span } from './planning.types.js';

/** What other tours of the same technician leave to this one. */
export interface Bounds {
  readonly departure: Minute;
  readonly home: Minute;
  readonly work: number;
}

export const UNBOUND: Bounds = { departure: -Infinity, home: Infinity, work: Infinity };

/** A tour with times. `starts` runs beside the sequence of jobs. */
export interface Timed {
  readonly cost: number;
  readonly starts: readonly Minute[];
  readonly departure: Minute;
  readonly home: Minute;
  /** Visits and travel. */
  readonly work: number;
}

/** Starts that are fixed, by job. */
export interface Pins {
  get(job: number): Minute | undefined;
}

const SLACK = 1e-6;
const EMPTY: Timed = { cost: 0, starts: [], departure: Infinity, home: -Infinity, work: 0 };

/**
 * Gives a sequence its times, each as early as rules allow; null where rules forbid the sequence. Where visits stand in the
 * plan already, a second try leaves each at its time if that is cheaper than moving it.
 */
export function timed(model: Model, tour: Tour, sequence: readonly number[], of: Given): Timed | null {
  if (sequence.length === 0) return EMPTY;
  const early = pass(model, tour, sequence, of, false);
  if (!sequence.some((index) => staysHere(model.jobs[index]!, tour))) return early;
  const kept = pass(model, tour, sequence, of, true);
  if (!early || !kept) return early ?? kept;
  return kept.cost <= early.cost ? kept : early;
}

const staysHere = (job: Job, tour: Tour): boolean =>
  job.current !== null && !job.frozen && job.current.technicianIds.includes(tour.technician.id);

export interface Given {
  readonly pins: Pins;
  readonly bounds: Bounds;
  /** Dearer than this is of no use, and not worth the rest of the sum. */
  readonly ceiling: number;
}

function pass(model: Model, tour: Tour, sequence: readonly number[], terms: Given, keep: boolean): Timed | null {
  const { limits, rest } = tour.technician;
  const { weights } = model;
  const meal = rest.mealAfter ?? Infinity;
  if (limits.visits !== null && sequence.length > limits.visits) return null;
  if (!carries(model, tour, sequence)) return null;

  const starts: Minute[] = [];
  let free = Math.max(tour.shift.from, terms.bounds.departure);
  let place = tour.start;
  let since = 0;
  let departure = 0;
  let travel = 0;
  let serving = 0;
  let cost = weights.shift;
  for (let at = 0; at < sequence.length; at += 1) {
    const job = model.jobs[sequence[at]!]!;
    const pin = terms.pins.get(job.index);
    const until = job.frozen ? Infinity : model.mayUntil(job.index, tour.index);
    if (until === -Infinity) return null;
    const road = place < 0 ? 0 : model.minutes(place, job.place);
    const ready = forward(free, road, tour.idle);
    let start = startOf(model, tour, job, ready, pin, keep);
    if (at > 0 && meal < Infinity) {
      const mealless = start - free - road < rest.mealMinutes - SLACK;
      const needed = (job.duration > meal ? start : start + job.duration) - since > meal + SLACK;
      if (mealless && needed) {
        start = startOf(model, tour, job, Math.max(ready, free + road + rest.mealMinutes), pin, keep);
      }
      if (start - free - road >= rest.mealMinutes - SLACK && free <= since + meal + SLACK)
        since = Math.min(start - rest.mealMinutes, since + meal) + rest.mealMinutes;
    }
    if (start === Infinity) return null;
    if (at === 0) since = departure = rewind(start, road, tour.idle);
    const end = start + job.duration;
    if (end > until + SLACK || end > tour.latest + SLACK) return null;
    if ((job.duration > meal ? start : end) - since > meal + SLACK) return null;
    if (job.duration > meal) since = end;
    starts.push(start);
    travel += road;
    serving += job.duration;
    cost += road * weights.travel + visitCost(model, tour, job, start);
    if (cost > terms.ceiling) return null;
    free = end;
    place = job.place;
  }

  const road = tour.end < 0 ? 0 : model.minutes(place, tour.end);
  let home = forward(free, road, tour.idle);
  if (home - since > meal + SLACK) home += rest.mealMinutes;
  travel += road;
  const work = travel + serving;
  if (home > tour.latest + SLACK || home > terms.bounds.home + SLACK || work > terms.bounds.work + SLACK) return null;
  if (limits.workMinutes !== null && work > limits.workMinutes + SLACK) return null;
  if (limits.travelMinutes !== null && travel > limits.travelMinutes + SLACK) return null;
  cost += road * weights.travel + Math.max(0, home - tour.shift.to) * weights.overtime;
  cost += weights.balance * (serving / 60) ** 2;
  return { cost, starts, departure, home, work };
}

/** What one visit adds to the cost of a tour, besides the road. */
export function visitCost({ weights }: Model, tour: Tour, job: Job, start: Minute): number {
  if (job.frozen) return 0;
  let cost = start > job.due ? (start - job.due) * weights.late * job.weight : 0;
  const { id } = tour.technician;
  if (job.known.size > 0 && !job.known.has(id)) cost += weights.stranger / job.visit.crew;
  if (job.current && !(job.current.technicianIds.includes(id) && Math.abs(job.current.start - start) < SLACK))
    cost += weights.moved / job.visit.crew;
  return cost;
}

function startOf(model: Model, tour: Tour, job: Job, ready: Minute, pin: Minute | undefined, keep: boolean): Minute {
  if (pin !== undefined) return pin >= ready - SLACK && !meets(tour.idle, pin, job.duration) ? pin : Infinity;
  if (keep && job.current && staysHere(job, tour) && job.current.start >= ready - SLACK) {
    const { start } = job.current;
    const allowed = job.starts.some((span) => start >= span.from - SLACK && start <= span.to + SLACK);
    if (allowed && !meets(tour.idle, start, job.duration)) return start;
  }
  return earliest(job, ready, tour.idle, model.problem.grid);
}

/** The first start at or after `ready` that lies in a span of the job and lets it end before the next pause. */
export function earliest(job: Job, ready: Minute, idle: readonly Span[], grid: number): Minute {
  for (const span of job.starts) {
    if (span.to < ready - SLACK) continue;
    let start = onGrid(Math.max(ready, span.from), grid);
    for (const pause of idle) {
      if (start < pause.to - SLACK && start + job.duration > pause.from + SLACK) start = onGrid(pause.to, grid);
    }
    if (start <= span.to + SLACK) return start;
  }
  return Infinity;
}

const onGrid = (at: Minute, grid: number): Minute => (grid > 0 ? Math.ceil((at - SLACK) / grid) * grid : at);

const meets = (idle: readonly Span[], start: Minute, duration: number): boolean =>
  idle.some((pause) => start < pause.to - SLACK && start + duration > pause.from + SLACK);

function carries(model: Model, tour: Tour, sequence: readonly number[]): boolean {
  let needs: Map<string, number> | null = null;
  for (const index of sequence) {
    for (const [what, count] of model.jobs[index]!.goods) {
      if (!tour.countsParts && what.startsWith('part ')) continue;
      needs ??= new Map();
      const sum = (needs.get(what) ?? 0) + count;
      if (sum > (tour.holds.get(what) ?? 0)) return false;
      needs.set(what, sum);
    }
  }
  return true;
}

/** Travel stands still in a pause. `idle` is ascending and does not overlap. */
export function forward(from: Minute, minutes: number, idle: readonly Span[]): Minute {
  let at = from;
  let left = minutes;
  for (let index = 0; index < idle.length && left > 0; index += 1) {
    const pause = idle[index]!;
    if (pause.to <= at) continue;
    if (pause.from - at >= left) break;
    if (pause.from > at) left -= pause.from - at;
    at = pause.to;
  }
  return at + left;
}

export function rewind(by: Minute, minutes: number, idle: readonly Span[]): Minute {
  let at = by;
  let left = minutes;
  for (let index = idle.length - 1; index >= 0 && left > 0; index -= 1) {
    const pause = idle[index]!;
    if (pause.from >= at) continue;
    if (at - pause.to >= left) break;
    if (pause.to < at) left -= at - pause.to;
    at = pause.from;
  }
  return at - left;
}
