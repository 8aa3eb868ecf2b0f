import { repair } from './repair.rules.js';
import type { Job, Model, Tour } from './model.rules.js';
import { modelOf } from './model.rules.js';
import type { Minute, Place, Plan, Problem, Span } from './planning.types.js';
import { Solution } from './solution.rules.js';
import type { VroomAnswer, VroomBreak, VroomJob, VroomProblem, VroomVehicle } from './vroom.types.js';

const PROFILE = 'car';
const PRIORITIES = { low: 10, normal: 30, high: 60, urgent: 100 } as const;
/** VROOM wants a bound where we have none. */
const ENOUGH = 1_000_000;

export interface VroomRequest {
  readonly body: VroomProblem;
  readonly today: Solution;
  /** What a job's id in the request stands for. */
  readonly jobOf: ReadonlyMap<number, number>;
}

/**
 * The problem in VROOM's words: a shift is a vehicle, a visit a job. Visits that stay where they are become jobs that one
 * vehicle alone can do, at one moment. What VROOM has no words for (crews, order, rest, weeks) is mended by `fromVroom`.
 */
export function toVroom(problem: Problem, horizon: Span | null): VroomRequest {
  const model = modelOf(problem, horizon);
  const today = Solution.ofToday(model, horizon);
  const tours = model.tours.filter(({ index }) => !today.standing[index]!.closed);
  const wanted = model.jobs.filter((job) => !job.frozen && !job.coupled && job.starts.length > 0);
  const terms = new Terms(model, tours, wanted);
  const jobOf = new Map(wanted.map((job) => [job.index + 1, job.index]));
  const fixed = tours.flatMap(({ index }) =>
    today.standing[index]!.sequence.map((job) => model.jobs[job]!)
      .filter((job) => job.frozen || job.coupled)
      .map((job) => ({ job, tour: index, start: today.startOf(job.index)! })),
  );
  const held = fixed.map(({ job, tour, start }, at): VroomJob => {
    const id = model.jobs.length + 1 + at;
    jobOf.set(id, job.index);
    return terms.job(job, { id, skills: [terms.own(tour)], windows: [{ from: start, to: start }] });
  });
  const free = wanted.map((job) => terms.job(job, { id: job.index + 1, skills: terms.fit(job), windows: job.starts }));
  const body = {
    vehicles: tours.map((tour) => terms.vehicle(tour)),
    jobs: [...free, ...held],
    matrices: terms.matrices(),
  };
  return { body, today, jobOf };
}

/**
 * VROOM's order of visits under our own rules: each tour gets our times, what breaks a rule leaves it, and what is left over
 * goes where its absence would be regretted most. So whatever comes back passes the checker.
 */
export function fromVroom({ today, jobOf }: VroomRequest, answer: VroomAnswer): Plan {
  const solution = today.copy();
  const { jobs } = solution.model;
  for (const { index, frozen, coupled } of jobs) if (!frozen && !coupled) solution.remove(index);
  for (const route of answer.routes ?? []) {
    const tour = route.vehicle - 1;
    const standing = solution.standing[tour];
    if (!standing || standing.closed) continue;
    const stays = new Set(standing.sequence);
    const asked = route.steps.flatMap(({ type, id }) => (type === 'job' ? [jobOf.get(id ?? -1) ?? -1] : []));
    let sequence = [...new Set(asked)].filter((job) => stays.has(job) || solution.unplanned.has(job));
    // What stays and was not answered is put back by its time.
    for (const job of standing.sequence) if (!sequence.includes(job)) sequence = byTime(solution, sequence, job);
    let its = solution.trial(tour, sequence);
    while (!its && sequence.some((job) => !stays.has(job))) {
      const loose = sequence.filter((job) => !stays.has(job));
      const drop = loose.toSorted((a, b) => jobs[a]!.weight - jobs[b]!.weight).at(0);
      sequence = sequence.filter((job) => job !== drop);
      its = solution.trial(tour, sequence);
    }
    if (!its) continue;
    solution.put(tour, sequence, its);
    for (const job of sequence) solution.unplanned.delete(job);
  }
  repair(solution, { depth: 2, noise: 0, dice: null });
  return solution.plan();
}

function byTime(solution: Solution, sequence: readonly number[], job: number): number[] {
  const start = solution.startOf(job) ?? 0;
  const at = sequence.findIndex((other) => (solution.startOf(other) ?? -Infinity) > start);
  return sequence.toSpliced(at === -1 ? sequence.length : at, 0, job);
}

/** Numbers for what VROOM knows by number only: places, skills, goods and seconds. */
class Terms {
  private readonly places = new Map<string, number>();
  private readonly list: Place[] = [];
  private readonly goods: readonly string[];
  private readonly origin: Minute;

  constructor(
    private readonly model: Model,
    private readonly tours: readonly Tour[],
    private readonly wanted: readonly Job[],
  ) {
    this.goods = [...new Set(wanted.flatMap((job) => job.goods.map(([what]) => what)))].toSorted();
    this.origin = Math.floor(Math.min(...tours.map(({ shift }) => shift.from), ENOUGH * 1_000));
  }

  /** A skill that one vehicle alone has. */
  own(tour: number): number {
    return tour + 1;
  }

  /** One skill stands for everything a technician must be or have for the job: VROOM's skills know no levels and no "one of". */
  fit(job: Job): number[] {
    return this.tours.every(({ index }) => this.able(job, index)) ? [] : [this.model.tours.length + 1 + job.index];
  }

  job(job: Job, of: { id: number; skills: readonly number[]; windows: readonly Span[] }): VroomJob {
    return {
      id: of.id,
      description: job.visit.id,
      location_index: this.place(job.visit.place),
      service: Math.round(job.duration * 60),
      delivery: this.goods.map((what) => job.goods.find(([name]) => name === what)?.[1] ?? 0),
      skills: of.skills,
      priority: PRIORITIES[job.visit.priority],
      time_windows: of.windows.map((span) => this.window(span)),
    };
  }

  vehicle(tour: Tour): VroomVehicle {
    const { technician, shift, index } = tour;
    const { limits } = technician;
    const fits = this.wanted.filter((job) => this.able(job, index)).flatMap((job) => this.fit(job));
    return {
      id: index + 1,
      profile: PROFILE,
      description: technician.id,
      ...(shift.start ? { start_index: this.place(shift.start) } : {}),
      ...(shift.end ? { end_index: this.place(shift.end) } : {}),
      capacity: this.goods.map((what) =>
        what.startsWith('part ') && !tour.countsParts ? ENOUGH : (tour.holds.get(what) ?? 0),
      ),
      skills: [this.own(index), ...fits],
      time_window: this.window({ from: shift.from, to: tour.latest }),
      breaks: this.breaks(tour),
      ...(limits.visits === null ? {} : { max_tasks: limits.visits }),
      ...(limits.travelMinutes === null ? {} : { max_travel_time: Math.floor(limits.travelMinutes * 60) }),
    };
  }

  matrices(): VroomProblem['matrices'] {
    const { travel } = this.model.problem;
    const table = (of: (from: Place, to: Place) => number): number[][] =>
      this.list.map((from) => this.list.map((to) => Math.round(of(from, to))));
    return {
      [PROFILE]: {
        durations: table((from, to) => travel.minutes(from, to) * 60),
        distances: table((from, to) => travel.kilometres(from, to) * 1_000),
      },
    };
  }

  private able(job: Job, tour: number): boolean {
    return this.model.mayUntil(job.index, tour) > this.model.tours[tour]!.shift.from;
  }

  /** Fixed pauses at their time; a meal somewhere in the hours in which the law wants it, unless a fixed one serves. */
  private breaks({ technician, shift, latest, idle }: Tour): VroomBreak[] {
    const within = idle
      .map(({ from, to }) => ({ from: Math.max(from, shift.from), to: Math.min(to, latest) }))
      .filter(({ from, to }) => from < to);
    const { mealAfter, mealMinutes } = technician.rest;
    const fixed = within.map((span, at) => ({
      id: at + 1,
      time_windows: [this.window({ from: span.from, to: span.from })],
      service: Math.round((span.to - span.from) * 60),
    }));
    const hungry = mealAfter !== null && shift.to - shift.from > mealAfter;
    if (!hungry || within.some(({ from, to }) => to - from >= mealMinutes)) return fixed;
    const window = this.window({ from: shift.to - mealAfter - mealMinutes, to: shift.from + mealAfter });
    const meal = { id: fixed.length + 1, time_windows: [window], service: Math.round(mealMinutes * 60) };
    return window[0] <= window[1] ? [...fixed, meal] : fixed;
  }

  private window({ from, to }: Span): [number, number] {
    const second = (at: Minute): number =>
      Math.round((Math.max(this.origin, Math.min(at, this.origin + ENOUGH)) - this.origin) * 60);
    return [second(from), second(to)];
  }

  private place(place: Place): number {
    const known = this.places.get(place.id);
    if (known !== undefined) return known;
    this.places.set(place.id, this.list.length);
    return this.list.push(place) - 1;
  }
}
