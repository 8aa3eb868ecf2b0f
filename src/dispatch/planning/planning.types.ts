/**
 * What planning knows of the world. Everything under planning/ is pure: rows and time come in as these shapes, a plan goes
 * out, and nobody here asks a database, a clock or chance. Lists are read only; a rule never changes what it was given.
 */

/** Minutes since 1970-01-01T00:00Z; fractions are allowed. `minuteOf` and `dateOf` (below) translate. */
export type Minute = number;

/** From included, to not. */
export interface Span {
  readonly from: Minute;
  readonly to: Minute;
}

/** `id` names the place for travel tables (a site, a depot, a home). Without coordinates travel is a fixed guess. */
export interface Place {
  readonly id: string;
  readonly lat: number | null;
  readonly lng: number | null;
}

export interface Travel {
  minutes(from: Place, to: Place): number;
  kilometres(from: Place, to: Place): number;
}

export type Priority = 'low' | 'normal' | 'high' | 'urgent';

// ── Technicians ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Skill {
  readonly skill: string;
  readonly level: number;
  /** A certificate that has run out when the visit ends does not count; null never runs out. */
  readonly until: Minute | null;
}

/** One working day. Travel from `start` and back to `end` is working time; null begins or ends at the visit itself. */
export interface Shift {
  readonly from: Minute;
  readonly to: Minute;
  readonly start: Place | null;
  readonly end: Place | null;
  /** Fixed pauses: no visit runs over one; a journey stands still during it. */
  readonly breaks: readonly Span[];
  /** The label of the calendar week (`2026-W07`) that `limits.weekMinutes` counts in. */
  readonly week: string;
}

export interface Vehicle {
  /** What it has on board for every visit: a ladder, a lift, a meter. */
  readonly tools: readonly string[];
  /** How much it carries in a shift, by kind of load; a kind not named here cannot be carried. */
  readonly capacity: Readonly<Record<string, number>>;
  /** Parts on board at the start of a shift; null where nobody keeps count, and then parts forbid nothing. */
  readonly stock: Readonly<Record<string, number>> | null;
}

/** Null: no limit. Each counts one shift, except the week. */
export interface Limits {
  readonly visits: number | null;
  /** Visits and travel together; waiting does not count. */
  readonly workMinutes: number | null;
  readonly travelMinutes: number | null;
  readonly weekMinutes: number | null;
  /** How far past the end of a shift work may go; 0 forbids overtime. */
  readonly overtimeMinutes: number;
}

export interface Rest {
  /** Between the return of one shift and the departure of the next: 660 where 11 hours are law. */
  readonly betweenShifts: number | null;
  /**
   * No stretch of work may be longer than `mealAfter` without a pause of `mealMinutes`. A pause is what of the gap between two
   * visits is not journey; it may also be taken on the way home. A single visit that is longer has its own pause within it.
   */
  readonly mealAfter: number | null;
  readonly mealMinutes: number;
}

export interface Technician {
  readonly id: string;
  /** Ascending, one after another. */
  readonly shifts: readonly Shift[];
  readonly absences: readonly Span[];
  readonly skills: readonly Skill[];
  /** Empty: everywhere. */
  readonly territories: readonly string[];
  readonly vehicle: Vehicle | null;
  readonly limits: Limits;
  readonly rest: Rest;
  /** When they came home from the last shift before those given here. */
  readonly lastReturn: Minute | null;
  /** Minutes already worked in shifts that are not given here, by week. */
  readonly worked: Readonly<Record<string, number>>;
  /** How far behind the plan they are at this moment; a reason against, not a rule. */
  readonly lateNow: number;
}

// ── Visits ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface SkillNeed {
  readonly skill: string;
  readonly level: number;
}

export interface Booking {
  readonly start: Minute;
  /** As many as the visit's `crew`, each one present from the start to the end. */
  readonly technicianIds: readonly string[];
}

export interface Visit {
  readonly id: string;
  readonly place: Place;
  readonly duration: number;
  /** The visit starts within one of them, the last minute included; empty: at any time. */
  readonly windows: readonly Span[];
  /** The whole visit lies within one of them (the site's opening hours); null: always open. */
  readonly open: readonly Span[] | null;
  /** Every technician of the crew has all of `all` and, where `any` is not empty, one of it. */
  readonly skills: { readonly all: readonly SkillNeed[]; readonly any: readonly SkillNeed[] };
  readonly territory: string | null;
  readonly tools: readonly string[];
  readonly load: Readonly<Record<string, number>>;
  readonly parts: Readonly<Record<string, number>>;
  readonly crew: number;
  /** When somebody must be on site by promise. Late is allowed and dear. */
  readonly due: Minute | null;
  readonly priority: Priority;
  /** Visits that must have ended `gap` minutes before this one starts. */
  readonly after: readonly { readonly visitId: string; readonly gap: number }[];
  /** Where it stands now; null while it is unplanned. */
  readonly current: Booking | null;
  /** Confirmed by the customer, under way or done: it stays where `current` says. */
  readonly locked: boolean;
  /** Technicians who have been at this site or on this ticket; better, not required. */
  readonly knownTo: readonly string[];
  /** Technicians who may not do it. */
  readonly barred: readonly string[];
}

// ── Problem, plan, findings ─────────────────────────────────────────────────────────────────────────────────────────

export interface Weights {
  /** Per minute of travel. */
  readonly travel: number;
  /** Per minute after the promise, times the weight of the priority. */
  readonly late: number;
  /** Per minute after the end of a shift. */
  readonly overtime: number;
  /** Per visit left unplanned, times the weight of the priority. */
  readonly unplanned: number;
  /** Per visit that is planned now and changes its time or its people. */
  readonly moved: number;
  /** Per visit done by a stranger although somebody knows the site. */
  readonly stranger: number;
  /** Per squared hour of visits in a shift: many hours on one van cost more than the same hours on two. */
  readonly balance: number;
  /** Per shift that has any work. */
  readonly shift: number;
  /** Per day of waiting, times the weight of the priority; ranks suggestions only. */
  readonly soon: number;
}

export interface Problem {
  readonly technicians: readonly Technician[];
  readonly visits: readonly Visit[];
  readonly travel: Travel;
  /** Nothing new starts before it; null: no such bound. */
  readonly now: Minute | null;
  /** New starts fall on multiples of it (5: 09:05, 09:10); 0: anywhere. */
  readonly grid: number;
  readonly weights: Weights;
}

export interface Stop extends Booking {
  readonly visitId: string;
}

/** Visits that are not among the stops are unplanned. */
export interface Plan {
  readonly stops: readonly Stop[];
}

export type ViolationCode =
  | 'unknown_visit'
  | 'unknown_technician'
  | 'planned_twice'
  | 'crew_size'
  | 'outside_hours'
  | 'absent'
  | 'break'
  | 'overlap'
  | 'travel'
  | 'window'
  | 'site_closed'
  | 'skill'
  | 'skill_expired'
  | 'territory'
  | 'barred'
  | 'tools'
  | 'load'
  | 'parts'
  | 'limit_visits'
  | 'limit_work'
  | 'limit_travel'
  | 'limit_week'
  | 'rest'
  | 'meal'
  | 'order'
  | 'locked_moved'
  | 'past'
  | 'late';

export interface Violation {
  readonly code: ViolationCode;
  /** False for what costs but is allowed: only `late`. */
  readonly hard: boolean;
  readonly visitId: string | null;
  readonly technicianId: string | null;
  /** The visit it collides with or must wait for. */
  readonly otherVisitId: string | null;
  /** How far off: minutes, or how many too many. */
  readonly by: number;
  /** The skill, tool, part or kind of load. */
  readonly what: string | null;
}

/** Why a slot is where it is in the list; the console words it. `minutes` and `count` are whole numbers. */
export type Reason =
  | { readonly code: 'skill'; readonly skill: string; readonly level: number }
  | { readonly code: 'knows_site' }
  | { readonly code: 'travel'; readonly minutes: number; readonly before: number; readonly after: number }
  | { readonly code: 'before_promise'; readonly minutes: number }
  | { readonly code: 'after_promise'; readonly minutes: number }
  | { readonly code: 'moves_nobody' }
  | { readonly code: 'moves'; readonly count: number }
  | { readonly code: 'unplans'; readonly count: number }
  | { readonly code: 'overtime'; readonly minutes: number }
  | { readonly code: 'late_now'; readonly minutes: number }
  | { readonly code: 'light_day'; readonly minutes: number }
  | { readonly code: 'full_day'; readonly minutes: number };

/** What happens to a visit that stands in the way; `to` null: it goes back to the unplanned. */
export interface Bump {
  readonly visitId: string;
  readonly from: Booking;
  readonly to: Booking | null;
}

export interface Suggestion extends Booking {
  readonly visitId: string;
  readonly end: Minute;
  /** The latest start at which nothing else would have to move: the slack to offer a customer as a window. */
  readonly latestStart: Minute;
  /** Lower is better; in the unit of `weights.travel`, one minute on the road. */
  readonly cost: number;
  readonly reasons: readonly Reason[];
  /** Empty from `suggest`; whom an emergency pushes aside. */
  readonly bumps: readonly Bump[];
}

/** Sums over a plan; what the board shows before and after. */
export interface PlanFigures {
  readonly visits: number;
  readonly unplanned: number;
  readonly travelMinutes: number;
  readonly kilometres: number;
  readonly lateVisits: number;
  readonly lateMinutes: number;
  readonly overtimeMinutes: number;
  readonly moved: number;
  readonly technicians: number;
  readonly cost: number;
}

export interface Change {
  readonly visitId: string;
  readonly from: Booking | null;
  readonly to: Booking | null;
}

export interface Optimised {
  readonly plan: Plan;
  readonly before: PlanFigures;
  readonly after: PlanFigures;
  /** Only visits whose time or people change. */
  readonly changes: readonly Change[];
  readonly unplanned: readonly string[];
  readonly iterations: number;
}

export interface OptimiseOptions {
  readonly seed: number;
  /** Only visits that stand within it, or have no place yet, may move; null: the whole problem. */
  readonly horizon: Span | null;
  /** Rounds of the search. With the same seed and rounds the answer is the same on any machine. */
  readonly iterations: number;
  /** Ends the search early; `elapsedMs` counts from the call. Left out, only `iterations` counts. */
  readonly budget?: { readonly ms: number; elapsedMs(): number };
}

/** Who makes plans: ours, or a VROOM that somebody runs. What comes back has passed the checker either way. */
export interface Planner {
  readonly name: string;
  optimise(problem: Problem, options: OptimiseOptions): Promise<Optimised>;
}

export const minuteOf = (at: Date): Minute => at.getTime() / 60_000;
export const dateOf = (minute: Minute): Date => new Date(Math.round(minute * 60_000));

export const PRIORITY_WEIGHT: Readonly<Record<Priority, number>> = { low: 1, normal: 2, high: 4, urgent: 8 };

/** Nothing is as bad as a visit that nobody makes; a promise outweighs a detour, a customer's calm some minutes on the road. */
export const WEIGHTS: Weights = {
  travel: 1,
  late: 2,
  overtime: 2,
  unplanned: 50_000,
  moved: 20,
  stranger: 15,
  balance: 0.5,
  shift: 0,
  soon: 4,
};
