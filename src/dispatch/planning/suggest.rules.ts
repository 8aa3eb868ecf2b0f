import { bestIn, turnOf } from './insertion.rules.js';
import { modelOf } from './model.rules.js';
import type { Job, Model, Tour } from './model.rules.js';
import type { Minute, Problem, Span, Suggestion, Visit } from './planning.types.js';
import { reasonsFor } from './reasons.rules.js';
import { Solution } from './solution.rules.js';
import { rewind } from './tour.rules.js';
import type { Timed } from './tour.rules.js';

export interface SuggestOptions {
  /** Where to look; empty: in every shift of the problem. */
  readonly days: readonly Span[];
  readonly limit: number;
}

/** So many of the best gaps are looked at closely. */
const CLOSE_LOOKS = 40;
/** Other starts offered in a long gap, so that a customer can choose between morning and afternoon. */
const STEP = 120;
const STARTS_A_GAP = 4;
const A_TECHNICIAN_A_DAY = 2;
const MOMENTS_A_DAY = 40;
const DAY = 1_440;

interface Slot {
  readonly start: Minute;
  readonly cost: number;
  readonly people: readonly { tour: Tour; timed: Timed; sequence: readonly number[] }[];
}

/**
 * Where a visit could go while everything that is planned stays where it is, best first: little travel, within the promise,
 * to somebody who knows the place, without overtime, soon, and not always to the same people.
 */
export function suggest(visit: Visit, problem: Problem, options: SuggestOptions): Suggestion[] {
  const model = modelOf(withoutPlace(visit, problem), null, { allStand: true });
  const solution = Solution.ofToday(model, null);
  const job = model.jobs[model.jobOf.get(visit.id)!]!;
  const tours = toursIn(model, options.days);
  const slots = visit.crew > 1 ? crewSlots(solution, job, tours) : singleSlots(solution, job, tours);
  return spread(
    slots.toSorted((a, b) => a.cost - b.cost || a.start - b.start),
    options.limit,
  ).map((slot) => suggestionOf(solution, job, slot));
}

function withoutPlace(visit: Visit, problem: Problem): Problem {
  const others = problem.visits.filter(({ id }) => id !== visit.id);
  return { ...problem, visits: [...others, { ...visit, current: null, locked: false }] };
}

export const toursIn = (model: Model, days: readonly Span[]): Tour[] =>
  model.tours.filter(
    ({ shift, latest }) =>
      (model.problem.now === null || latest > model.problem.now) &&
      (days.length === 0 || days.some((day) => shift.from < day.to && shift.to > day.from)),
  );

function singleSlots(solution: Solution, job: Job, tours: readonly Tour[]): Slot[] {
  const turn = turnOf(solution, job);
  if (!turn) return [];
  const found = tours.flatMap((tour) => gapsOf(solution, job, tour, turn));
  const best = found.toSorted((a, b) => a.cost - b.cost || a.start - b.start).slice(0, CLOSE_LOOKS);
  return best.flatMap((slot) => [slot, ...laterStarts(solution, job, slot, turn)]);
}

/** The earliest start in each gap of a tour that keeps every rule. */
function gapsOf(solution: Solution, job: Job, tour: Tour, turn: Span): Slot[] {
  const { sequence, timed, closed } = solution.standing[tour.index]!;
  const { model } = solution;
  if (closed || model.mayUntil(job.index, tour.index) === -Infinity) return [];
  const slots: Slot[] = [];
  for (let at = 0; at <= sequence.length; at += 1) {
    const before = at > 0 ? timed.starts[at - 1]! + model.jobs[sequence[at - 1]!]!.duration : tour.shift.from;
    const after = at < sequence.length ? timed.starts[at]! : tour.latest;
    if (after - before < job.duration) continue;
    const longer = sequence.toSpliced(at, 0, job.index);
    const first = solution.trial(tour.index, longer);
    const start = first?.starts[at];
    if (!first || start === undefined) continue;
    if (start >= turn.from && start <= turn.to)
      slots.push(slotOf(solution, job, [{ tour, timed: first, sequence: longer }]));
    else if (start < turn.from) slots.push(...pinned(solution, job, { tour, sequence: longer }, turn.from));
  }
  return slots;
}

function pinned(
  solution: Solution,
  job: Job,
  place: { tour: Tour; sequence: readonly number[] },
  start: Minute,
): Slot[] {
  const { grid } = solution.model.problem;
  const at = grid > 0 ? Math.ceil((start - 1e-6) / grid) * grid : start;
  const allowed = job.starts.some((span) => at >= span.from - 1e-6 && at <= span.to + 1e-6);
  const its = allowed
    ? solution.trial(place.tour.index, place.sequence, { pins: solution.pinsWith(job.index, at) })
    : null;
  return its ? [slotOf(solution, job, [{ ...place, timed: its }])] : [];
}

function laterStarts(solution: Solution, job: Job, slot: Slot, turn: Span): Slot[] {
  const [{ tour, sequence }] = slot.people as [Slot['people'][number]];
  const last = Math.min(turn.to, latestStart(solution, job, slot));
  const starts: Minute[] = [];
  for (let start = slot.start + STEP; start <= last && starts.length < STARTS_A_GAP; start += STEP) starts.push(start);
  return starts.flatMap((start) => pinned(solution, job, { tour, sequence }, start));
}

/** A crew begins together: each moment at which one of them could, with the cheapest others who can as well. */
function crewSlots(solution: Solution, job: Job, tours: readonly Tour[]): Slot[] {
  const turn = turnOf(solution, job);
  if (!turn) return [];
  const byDay = new Map<number, Set<Minute>>();
  for (const slot of tours.flatMap((tour) => gapsOf(solution, job, tour, turn))) {
    const day = Math.floor(slot.start / DAY);
    byDay.set(day, (byDay.get(day) ?? new Set()).add(slot.start));
  }
  const moments = [...byDay.values()].flatMap((starts) =>
    [...starts].toSorted((a, b) => a - b).slice(0, MOMENTS_A_DAY),
  );
  return moments.flatMap((start) => {
    const able = tours
      .filter((tour) => tour.shift.from <= start && tour.latest >= start + job.duration)
      .flatMap((tour) => {
        const option = bestIn(solution, job, tour.index, start);
        return option
          ? [{ cost: option.cost, tour, timed: option.into[0]!.timed, sequence: option.into[0]!.sequence }]
          : [];
      })
      .toSorted((a, b) => a.cost - b.cost);
    const crew = able.filter(
      (one, at) => able.findIndex((other) => other.tour.technician === one.tour.technician) === at,
    );
    if (crew.length < job.visit.crew) return [];
    return [slotOf(solution, job, crew.slice(0, job.visit.crew))];
  });
}

function slotOf(solution: Solution, job: Job, people: Slot['people']): Slot {
  const { now, weights } = solution.model.problem;
  const [first] = people as [Slot['people'][number]];
  const start = first.timed.starts[first.sequence.indexOf(job.index)]!;
  const wait = now === null ? 0 : Math.max(0, start - now) / DAY;
  let cost = weights.soon * wait * job.weight;
  for (const { tour, timed } of people) {
    cost += timed.cost - solution.standing[tour.index]!.timed.cost;
    if (isToday(tour, now)) cost += tour.technician.lateNow * weights.travel;
  }
  return { start, cost, people };
}

export const isToday = ({ shift }: Tour, now: Minute | null): boolean =>
  now !== null && shift.from - DAY / 2 <= now && now <= shift.to;

/** How long this one visit could wait without anything else having to move. */
function latestStart(solution: Solution, job: Job, slot: Slot): Minute {
  const { model } = solution;
  let latest =
    job.starts.find((span) => slot.start >= span.from - 1e-6 && slot.start <= span.to + 1e-6)?.to ?? slot.start;
  for (const { tour, timed, sequence } of slot.people) {
    const at = sequence.indexOf(job.index);
    const next = sequence[at + 1];
    const road = next === undefined ? homeRoad(model, tour, job) : model.minutes(job.place, model.jobs[next]!.place);
    const by = next === undefined ? Math.max(tour.shift.to, timed.home) : timed.starts[at + 1]!;
    latest = clear(tour, Math.min(latest, rewind(by, road, tour.idle) - job.duration), job);
  }
  if (job.due < Infinity && slot.start <= job.due) latest = Math.min(latest, job.due);
  const { grid } = model.problem;
  for (let tries = 0; tries < 4 && latest > slot.start; tries += 1) {
    const start = grid > 0 ? Math.floor((latest + 1e-6) / grid) * grid : latest;
    const pins = solution.pinsWith(job.index, start);
    if (
      start >= slot.start &&
      slot.people.every(({ tour, sequence }) => solution.trial(tour.index, sequence, { pins }))
    )
      return start;
    latest = slot.start + (latest - slot.start) / 2;
  }
  return slot.start;
}

/** Out of the pauses, backwards. */
function clear({ idle }: Tour, latest: Minute, job: Job): Minute {
  return idle.reduceRight(
    (at, pause) => (at < pause.to && at + job.duration > pause.from ? pause.from - job.duration : at),
    latest,
  );
}

const homeRoad = (model: Model, tour: Tour, job: Job): number =>
  tour.end < 0 ? 0 : model.minutes(job.place, tour.end);

/** The best, but not ten times the same technician on the same day. */
function spread(slots: readonly Slot[], limit: number): Slot[] {
  const seen = new Map<string, number>();
  const chosen: Slot[] = [];
  for (const slot of slots) {
    if (chosen.length === limit) break;
    const key = slot.people.map(({ tour }) => tour.index).join();
    const times = seen.get(key) ?? 0;
    if (times >= A_TECHNICIAN_A_DAY || chosen.some((other) => sameSlot(other, slot))) continue;
    seen.set(key, times + 1);
    chosen.push(slot);
  }
  return chosen;
}

const sameSlot = (a: Slot, b: Slot): boolean =>
  Math.abs(a.start - b.start) < 1e-6 &&
  a.people.length === b.people.length &&
  a.people.every(({ tour }, at) => tour.technician === b.people[at]!.tour.technician);

function suggestionOf(solution: Solution, job: Job, slot: Slot): Suggestion {
  return {
    visitId: job.visit.id,
    technicianIds: slot.people.map(({ tour }) => tour.technician.id),
    start: slot.start,
    end: slot.start + job.duration,
    latestStart: latestStart(solution, job, slot),
    cost: slot.cost,
    reasons: [...reasonsFor(solution, job, slot), { code: 'moves_nobody' }],
    bumps: [],
  };
}
