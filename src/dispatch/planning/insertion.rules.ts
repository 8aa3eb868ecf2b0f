import type { Job } from './model.rules.js';
import { earliest } from './tour.rules.js';
import type { Pins, Timed } from './tour.rules.js';
import type { Minute } from './planning.types.js';
import type { Solution } from './solution.rules.js';

/** One way to plan a job: into these tours, at the cost that this adds. `pin` fixes the start of a coupled job. */
export interface Option {
  readonly cost: number;
  readonly into: readonly { tour: number; sequence: readonly number[]; timed: Timed }[];
  readonly pin: Minute | null;
}

const MOST_TIMES = 24;

export function insert(solution: Solution, job: Job, option: Option): void {
  if (option.pin !== null) solution.pins.set(job.index, option.pin);
  for (const { tour, sequence, timed } of option.into) solution.put(tour, sequence, timed);
  solution.unplanned.delete(job.index);
}

/** The best place in one tour, or null. */
export function bestIn(solution: Solution, job: Job, tourIndex: number, pin: Minute | null = null): Option | null {
  const { model } = solution;
  const { sequence, timed: now, closed } = solution.standing[tourIndex]!;
  if (closed || model.mayUntil(job.index, tourIndex) === -Infinity) return null;
  const pins = pin === null ? solution.pins : solution.pinsWith(job.index, pin);
  let best: Option | null = null;
  for (let at = 0; at <= sequence.length; at += 1) {
    if (!fits(solution, job, { tourIndex, at, pins })) continue;
    const longer = sequence.toSpliced(at, 0, job.index);
    const its = solution.trial(tourIndex, longer, { pins, ceiling: best ? best.cost + now.cost : Infinity });
    const cost = its ? its.cost - now.cost : Infinity;
    if (its && (!best || cost < best.cost))
      best = { cost, into: [{ tour: tourIndex, sequence: longer, timed: its }], pin };
  }
  return best;
}

/** Cheap and certain: whether the windows of two neighbours alone forbid the place. */
function fits(solution: Solution, job: Job, place: { tourIndex: number; at: number; pins: Pins }): boolean {
  const { jobs, minutes } = solution.model;
  const { tourIndex, at, pins } = place;
  const { sequence } = solution.standing[tourIndex]!;
  const before = at > 0 ? jobs[sequence[at - 1]!]! : null;
  const after = at < sequence.length ? jobs[sequence[at]!]! : null;
  return (!before || canFollow(before, job)) && (!after || canFollow(job, after));

  function canFollow(a: Job, b: Job): boolean {
    const [from, to] = [pins.get(a.index) ?? a.starts[0]?.from, pins.get(b.index) ?? b.starts.at(-1)?.to];
    return from === undefined || to === undefined || from + a.duration + minutes(a.place, b.place) <= to + 1e-6;
  }
}

/**
 * A job that needs several people at once, or its turn among others: tries each moment at which somebody could begin, and
 * takes the cheapest crew.
 */
export function bestCoupled(solution: Solution, job: Job): Option | null {
  const bounds = turnOf(solution, job);
  if (!bounds) return null;
  let best: Option | null = null;
  for (const start of momentsFor(solution, job, bounds)) {
    const perTechnician = new Map<string, Option>();
    for (const tour of solution.model.tours) {
      if (start < tour.shift.from || start >= tour.latest) continue;
      const option = bestIn(solution, job, tour.index, start);
      const known = perTechnician.get(tour.technician.id);
      if (option && (!known || option.cost < known.cost)) perTechnician.set(tour.technician.id, option);
    }
    const crew = [...perTechnician.values()].toSorted((a, b) => a.cost - b.cost).slice(0, job.visit.crew);
    if (crew.length < job.visit.crew) continue;
    const cost = crew.reduce((sum, one) => sum + one.cost, 0);
    if (!best || cost < best.cost) best = { cost, into: crew.flatMap(({ into }) => into), pin: start };
  }
  return best;
}

/** Not before what must come first has ended, not so late that what must follow comes too early; null: its turn is not yet. */
export function turnOf(solution: Solution, job: Job): { from: Minute; to: Minute } | null {
  let from = -Infinity;
  let to = Infinity;
  for (const earlier of job.before) {
    const start = solution.startOf(earlier.job);
    if (start === undefined) return null;
    from = Math.max(from, start + solution.model.jobs[earlier.job]!.duration + earlier.gap);
  }
  for (const later of job.behind) {
    const start = solution.startOf(later.job);
    if (start !== undefined) to = Math.min(to, start - job.duration - later.gap);
  }
  return { from, to };
}

function momentsFor(solution: Solution, job: Job, turn: { from: Minute; to: Minute }): Minute[] {
  const { model } = solution;
  const moments = new Set<Minute>();
  const add = (start: Minute): void => {
    const allowed = job.starts.some((span) => start >= span.from - 1e-6 && start <= span.to + 1e-6);
    if (allowed && start >= turn.from - 1e-6 && start <= turn.to + 1e-6) moments.add(start);
  };
  const { current } = job;
  if (current) add(current.start);
  for (const tour of model.tours) {
    const { sequence, timed, closed } = solution.standing[tour.index]!;
    if (closed || model.mayUntil(job.index, tour.index) === -Infinity) continue;
    for (let at = 0; at <= sequence.length; at += 1) {
      const before = at > 0 ? model.jobs[sequence[at - 1]!]! : null;
      const free = before ? timed.starts[at - 1]! + before.duration : tour.shift.from;
      const place = before ? before.place : tour.start;
      const ready = Math.max(turn.from, free + (place < 0 ? 0 : model.minutes(place, job.place)));
      add(earliest(job, ready, tour.idle, model.problem.grid));
    }
  }
  return [...moments].toSorted((a, b) => a - b).slice(0, MOST_TIMES);
}
