import { sameBooking } from './figures.rules.js';
import { bestCoupled, bestIn, insert } from './insertion.rules.js';
import type { Option } from './insertion.rules.js';
import { modelOf } from './model.rules.js';
import type { Job, Tour } from './model.rules.js';
import type { Booking, Bump, Problem, Reason, Span, Suggestion, Visit } from './planning.types.js';
import { reasonsFor } from './reasons.rules.js';
import { repair } from './repair.rules.js';
import { Solution } from './solution.rules.js';
import { toursIn } from './suggest.rules.js';

export interface EmergencyOptions {
  readonly days: readonly Span[];
  readonly limit: number;
  /** At most so many visits leave a tour to make room. */
  readonly bumps: number;
}

/**
 * Where an emergency goes when it must, and whom it pushes aside: visits that nobody has confirmed may start at another time,
 * go to somebody else, or lose their place when they weigh no more than the emergency. Confirmed ones stay. Best first.
 */
export function emergency(visit: Visit, problem: Problem, options: EmergencyOptions): Suggestion[] {
  const urgent = { ...visit, current: null, locked: false };
  const whole = { ...problem, visits: [...problem.visits.filter(({ id }) => id !== visit.id), urgent] };
  const model = modelOf(whole, null);
  const today = Solution.ofToday(model, null);
  const job = model.jobs[model.jobOf.get(visit.id)!]!;
  // What has no place today is another question; it must not fill the room that is made.
  const waiting = new Set([...today.unplanned].filter((index) => index !== job.index));
  for (const index of waiting) today.unplanned.delete(index);

  const answers = job.coupled
    ? [withPeople(today, job)].filter((one) => one !== null)
    : toursIn(model, options.days).flatMap((tour) => inTour(today, job, tour, options.bumps));
  return answers.toSorted((a, b) => a.cost - b.cost || a.start - b.start).slice(0, options.limit);
}

/** A crew is taken where it can begin together; nobody else loses a place for it, but others may start later. */
function withPeople(today: Solution, job: Job): Suggestion | null {
  const option = bestCoupled(today, job);
  return option ? outcome(today, job, { solution: today.copy(), option }) : null;
}

/** The cheapest way into one tour: as it is, or with one or two visits out of it that then find another place or none. */
function inTour(today: Solution, job: Job, tour: Tour, most: number): Suggestion[] {
  const { model } = today;
  const { sequence, closed } = today.standing[tour.index]!;
  if (closed || model.mayUntil(job.index, tour.index) === -Infinity) return [];
  const lighter = sequence.filter((index) => {
    const other = model.jobs[index]!;
    return !other.frozen && !other.coupled && other.weight <= job.weight;
  });
  const leaving: number[][] = [[]];
  if (most >= 1) leaving.push(...lighter.map((one) => [one]));
  if (most >= 2) leaving.push(...lighter.flatMap((one, at) => lighter.slice(at + 1).map((two) => [one, two])));

  let best: Suggestion | null = null;
  for (const out of leaving) {
    const solution = today.copy();
    if (!out.every((index) => solution.remove(index))) continue;
    const option = bestIn(solution, job, tour.index);
    const found = option ? outcome(today, job, { solution, option }) : null;
    if (found && (!best || found.cost < best.cost)) best = found;
  }
  return best ? [best] : [];
}

function outcome(today: Solution, job: Job, way: { solution: Solution; option: Option }): Suggestion {
  const { solution, option } = way;
  insert(solution, job, option);
  repair(solution, { depth: 2, noise: 0, dice: null });
  const people = solution.toursWith(job.index).map((index) => ({
    tour: solution.model.tours[index]!,
    timed: solution.standing[index]!.timed,
    sequence: solution.standing[index]!.sequence,
  }));
  const start = solution.startOf(job.index)!;
  const bumps = bumpsOf(solution, job);
  const moved = bumps.filter(({ to }) => to !== null).length;
  const unplanned = bumps.length - moved;
  const because: Reason[] = [];
  if (bumps.length === 0) because.push({ code: 'moves_nobody' });
  if (moved > 0) because.push({ code: 'moves', count: moved });
  if (unplanned > 0) because.push({ code: 'unplans', count: unplanned });
  return {
    visitId: job.visit.id,
    technicianIds: people.map(({ tour }) => tour.technician.id),
    start,
    end: start + job.duration,
    latestStart: start,
    cost: solution.cost - (today.cost - today.penalty(job)),
    reasons: [...reasonsFor(today, job, { start, people }), ...because],
    bumps,
  };
}

/** Against how things stand, not against what the search made of them. */
function bumpsOf(after: Solution, job: Job): Bump[] {
  const then = bookings(after);
  const bumps: Bump[] = [];
  for (const { index, visit, current } of after.model.jobs) {
    if (!current || index === job.index) continue;
    const to = then.get(index) ?? null;
    if (!sameBooking(current, to) && (to || after.unplanned.has(index)))
      bumps.push({ visitId: visit.id, from: current, to });
  }
  return bumps;
}

function bookings({ standing, model }: Solution): Map<number, Booking> {
  const found = new Map<number, Booking>();
  for (const [index, { sequence, timed }] of standing.entries()) {
    for (const [at, job] of sequence.entries()) {
      const { frozen, current } = model.jobs[job]!;
      const others = found.get(job)?.technicianIds ?? [];
      const technicianIds = [...others, model.tours[index]!.technician.id];
      found.set(job, frozen && current ? current : { start: timed.starts[at]!, technicianIds });
    }
  }
  return found;
}
