import { PRIORITY_WEIGHT } from './planning.types.js';
import type { Booking, Minute, Place, Problem, Shift, Span, Technician, Visit, Weights } from './planning.types.js';

/** The problem as the search wants it: numbers instead of names, and everything that never changes computed once. */
export interface Model {
  readonly problem: Problem;
  readonly weights: Weights;
  readonly jobs: readonly Job[];
  readonly tours: readonly Tour[];
  readonly jobOf: ReadonlyMap<string, number>;
  readonly toursOf: ReadonlyMap<string, readonly Tour[]>;
  minutes(from: number, to: number): number;
  /** The latest end at which the tour's technician may still finish the job: their certificates; -Infinity: never. */
  mayUntil(job: number, tour: number): Minute;
}

export interface Job {
  readonly index: number;
  readonly visit: Visit;
  readonly place: number;
  readonly duration: number;
  /** When it may start, both ends included, ascending. */
  readonly starts: readonly Span[];
  /** The promise, or now where it is already broken: what is lost no longer decides. */
  readonly due: Minute;
  readonly weight: number;
  readonly current: Booking | null;
  /** Stays where it is: locked, begun, or outside the horizon. */
  readonly frozen: boolean;
  /** Bound to other tours by its crew or its order, so its start is fixed as soon as it is planned. */
  readonly coupled: boolean;
  readonly before: readonly { job: number; gap: number }[];
  readonly behind: readonly { job: number; gap: number }[];
  readonly goods: readonly (readonly [string, number])[];
  readonly known: ReadonlySet<string>;
}

/** One shift of one technician. */
export interface Tour {
  readonly index: number;
  /** The technician's number. */
  readonly person: number;
  readonly technician: Technician;
  readonly shift: Shift;
  readonly start: number;
  readonly end: number;
  readonly latest: Minute;
  readonly idle: readonly Span[];
  readonly holds: ReadonlyMap<string, number>;
  readonly countsParts: boolean;
  /** Tours of the same technician, which share rest and the week. */
  readonly siblings: readonly number[];
}

/** Above this a full table of journeys costs more than the few that are asked for. */
const TABLE_PLACES = 400;

/** `allStand`: whatever has a place keeps it. */
export function modelOf(problem: Problem, horizon: Span | null, { allStand = false } = {}): Model {
  const places = new Places(problem);
  const jobOf = new Map(problem.visits.map((visit, index) => [visit.id, index]));
  const behind = successors(problem, jobOf);
  const jobs = problem.visits.map((visit, index) =>
    jobFrom(problem, visit, { index, horizon, jobOf, behind, places, allStand }),
  );
  const tours = toursFrom(problem, places);
  const people = problem.technicians.length;
  const until = new Float64Array(jobs.length * people).fill(NaN);
  return {
    problem,
    weights: problem.weights,
    jobs,
    tours,
    jobOf,
    toursOf: new Map(problem.technicians.map(({ id }) => [id, tours.filter(({ technician }) => technician.id === id)])),
    minutes: places.minutes(),
    mayUntil(job, tour) {
      const { technician, person } = tours[tour]!;
      const key = job * people + person;
      if (Number.isNaN(until[key])) until[key] = qualifiedUntil(jobs[job]!.visit, technician);
      return until[key]!;
    },
  };
}

function jobFrom(
  problem: Problem,
  visit: Visit,
  of: {
    index: number;
    horizon: Span | null;
    jobOf: ReadonlyMap<string, number>;
    behind: readonly { job: number; gap: number }[][];
    places: Places;
    allStand: boolean;
  },
): Job {
  const { index, horizon, jobOf } = of;
  const begun = visit.current !== null && problem.now !== null && visit.current.start < problem.now;
  const elsewhere =
    visit.current !== null &&
    horizon !== null &&
    (visit.current.start < horizon.from || visit.current.start >= horizon.to);
  const before =
    visit.after.length === 0
      ? NOTHING
      : visit.after.flatMap(({ visitId, gap }) => {
          const job = jobOf.get(visitId);
          return job === undefined ? [] : [{ job, gap }];
        });
  const behind = of.behind[index]!;
  return {
    index,
    visit,
    place: of.places.indexOf(visit.place),
    duration: visit.duration,
    starts: startSpans(visit, problem.now, horizon),
    due: visit.due === null ? Infinity : Math.max(visit.due, problem.now ?? -Infinity),
    weight: PRIORITY_WEIGHT[visit.priority],
    current: visit.current,
    frozen: visit.current !== null && (of.allStand || visit.locked || begun || elsewhere),
    coupled: visit.crew > 1 || before.length > 0 || behind.length > 0,
    before,
    behind,
    goods: goodsOf(visit),
    known: visit.knownTo.length === 0 ? NOBODY : new Set(visit.knownTo),
  };
}

/** Shared by the thousands that have none. */
const NOTHING: readonly never[] = [];
const NOBODY: ReadonlySet<string> = new Set();

function goodsOf({ load, parts }: Visit): readonly (readonly [string, number])[] {
  const goods = [
    ...Object.entries(load).map(([what, count]) => [`load ${what}`, count] as const),
    ...Object.entries(parts).map(([what, count]) => [`part ${what}`, count] as const),
  ].filter(([, count]) => count > 0);
  return goods.length === 0 ? NOTHING : goods;
}

function successors(problem: Problem, jobOf: ReadonlyMap<string, number>): { job: number; gap: number }[][] {
  const behind: { job: number; gap: number }[][] = problem.visits.map(() => []);
  for (const [job, visit] of problem.visits.entries()) {
    for (const { visitId, gap } of visit.after) behind[jobOf.get(visitId) ?? -1]?.push({ job, gap });
  }
  return behind;
}

/** Windows of the customer and opening hours of the site, met, as moments at which work may start. */
function startSpans(visit: Visit, now: Minute | null, horizon: Span | null): Span[] {
  const from = Math.max(now ?? -Infinity, horizon?.from ?? -Infinity);
  const to = horizon ? horizon.to : Infinity;
  const wanted = visit.windows.length > 0 ? visit.windows : [{ from: -Infinity, to: Infinity }];
  const open = visit.open?.map((span) => ({ from: span.from, to: span.to - visit.duration })) ?? [
    { from: -Infinity, to: Infinity },
  ];
  return wanted
    .flatMap((a) => open.map((b) => ({ from: Math.max(a.from, b.from, from), to: Math.min(a.to, b.to, to) })))
    .filter((span) => span.from <= span.to)
    .toSorted((a, b) => a.from - b.from);
}

function toursFrom(problem: Problem, places: Places): readonly Tour[] {
  const tours: Tour[] = [];
  for (const [person, technician] of problem.technicians.entries()) {
    const first = tours.length;
    const siblings = technician.shifts.map((_, at) => first + at);
    for (const [at, shift] of technician.shifts.entries()) {
      const next = technician.shifts[at + 1];
      const holds = new Map<string, number>();
      for (const [what, count] of Object.entries(technician.vehicle?.capacity ?? {})) holds.set(`load ${what}`, count);
      for (const [what, count] of Object.entries(technician.vehicle?.stock ?? {})) holds.set(`part ${what}`, count);
      const countsParts = Boolean(technician.vehicle?.stock);
      tours.push({
        index: first + at,
        person,
        technician,
        shift,
        start: shift.start ? places.indexOf(shift.start) : -1,
        end: shift.end ? places.indexOf(shift.end) : -1,
        latest: Math.min(shift.to + technician.limits.overtimeMinutes, next?.from ?? Infinity),
        idle: idleSpans(technician, shift),
        holds,
        countsParts,
        siblings,
      });
    }
  }
  return tours;
}

/** Breaks and absences of a shift, merged and ascending. */
function idleSpans(technician: Technician, shift: Shift): Span[] {
  const merged: { from: Minute; to: Minute }[] = [];
  const near = technician.absences.filter((span) => span.to > shift.from - 1_440 && span.from < shift.to + 1_440);
  for (const { from, to } of [...shift.breaks, ...near].toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

function qualifiedUntil(visit: Visit, technician: Technician): Minute {
  const { territories, vehicle } = technician;
  if (visit.barred.includes(technician.id)) return -Infinity;
  if (visit.territory !== null && territories.length > 0 && !territories.includes(visit.territory)) return -Infinity;
  if (!visit.tools.every((tool) => vehicle?.tools.includes(tool))) return -Infinity;
  const holds = (need: { skill: string; level: number }): Minute =>
    Math.max(
      -Infinity,
      ...technician.skills
        .filter(({ skill, level }) => skill === need.skill && level >= need.level)
        .map(({ until }) => until ?? Infinity),
    );
  const all = Math.min(Infinity, ...visit.skills.all.map(holds));
  return visit.skills.any.length > 0 ? Math.min(all, Math.max(...visit.skills.any.map(holds))) : all;
}

class Places {
  private readonly list: Place[] = [];
  private readonly at = new Map<string, number>();

  constructor(private readonly problem: Problem) {}

  indexOf(place: Place): number {
    const known = this.at.get(place.id);
    if (known !== undefined) return known;
    this.at.set(place.id, this.list.length);
    return this.list.push(place) - 1;
  }

  /** Asks for each journey once. Call it when every place has been seen. */
  minutes(): (from: number, to: number) => number {
    const { list } = this;
    const { travel } = this.problem;
    const size = list.length;
    if (size <= TABLE_PLACES) {
      const table = new Float64Array(size * size).fill(-1);
      return (from, to) => {
        const key = from * size + to;
        if (table[key]! < 0) table[key] = travel.minutes(list[from]!, list[to]!);
        return table[key]!;
      };
    }
    const asked = new Map<number, number>();
    return (from, to) => {
      const key = from * size + to;
      let minutes = asked.get(key);
      if (minutes === undefined) asked.set(key, (minutes = travel.minutes(list[from]!, list[to]!)));
      return minutes;
    };
  }
}
