import { check } from '../planning/check.rules.js';
import type { Minute, Problem, Span, Stop, Violation, ViolationCode } from '../planning/planning.types.js';

/** Which hard rules a plan by hand would break, as a person needs to hear it. Pure; the judge is the planner's own checker. */

/** In the order in which a dispatcher would ask. */
export const BROKEN_RULES = [
  'past',
  'crew_size',
  'outside_hours',
  'absent',
  'break',
  'overlap',
  'travel',
  'window',
  'site_closed',
  'skill',
  'skill_expired',
  'territory',
  'barred',
  'tools',
  'load',
  'parts',
  'home_late',
  'limit_visits',
  'limit_work',
  'limit_travel',
  'limit_week',
  'rest',
  'meal',
  'order',
] as const;
export type BrokenCode = (typeof BROKEN_RULES)[number];

export interface Broken {
  code: BrokenCode;
  visitId: string | null;
  technicianId: string | null;
  /** The visit that it collides with, or that it comes from. */
  otherVisitId: string | null;
  /** Minutes, or how many too many or too few. */
  by: number;
  /** The skill, territory or tool. */
  what: string | null;
}

/** Sayings of the checker about a whole shift: which of its visits they hang on is chance. */
const OF_A_DAY: ReadonlySet<ViolationCode> = new Set([
  'outside_hours',
  'limit_visits',
  'limit_work',
  'limit_travel',
  'limit_week',
  'load',
  'parts',
  'meal',
]);
/** Of somebody who does not work then, all that would be wrong with that day besides follows from it. */
const FOLLOWS: ReadonlySet<ViolationCode> = new Set([
  'outside_hours',
  'limit_visits',
  'limit_work',
  'limit_travel',
  'travel',
  'rest',
  'meal',
]);
const SLACK = 1e-6;

/** What is broken with the moving visits at their places and was not without them. */
export function brokenBy(moving: readonly Stop[], standing: readonly Stop[], problem: Problem): Broken[] {
  const before = check({ stops: standing }, problem);
  const after = check({ stops: [...standing, ...moving] }, problem);
  const off = moving.flatMap((stop) => offHours(stop, problem));
  const isOff = (violation: Violation): boolean => off.some((one) => one.technicianId === violation.technicianId);
  const fresh = added(before, after).filter((one) => one.hard);
  const worksNot = off.filter((one) =>
    fresh.some(({ code, technicianId }) => code === 'outside_hours' && technicianId === one.technicianId),
  );
  return [
    ...worksNot,
    ...fresh.filter((one) => !(isOff(one) && FOLLOWS.has(one.code))).flatMap((one) => told(one)),
  ].toSorted((a, b) => BROKEN_RULES.indexOf(a.code) - BROKEN_RULES.indexOf(b.code));
}

/** What the second list has beside the first. What was broken before and is no worse now is nobody's fault today. */
function added(before: readonly Violation[], after: readonly Violation[]): Violation[] {
  const known = new Map<string, number[]>();
  for (const one of before) known.set(keyOf(one), [...(known.get(keyOf(one)) ?? []), one.by]);
  return after
    .toSorted((a, b) => b.by - a.by)
    .filter((one) => {
      const same = known.get(keyOf(one)) ?? [];
      const at = same.findIndex((by) => by >= one.by - SLACK);
      if (at >= 0) same.splice(at, 1);
      return at < 0;
    });
}

const keyOf = ({ code, technicianId, what, visitId, otherVisitId }: Violation): string =>
  [code, technicianId, what, ...(OF_A_DAY.has(code) ? [] : [visitId, otherVisitId])].join(' ');

/** Who does not work when the visit begins, and how much of it lies outside the hours. */
function offHours(stop: Stop, { technicians, visits }: Problem): Broken[] {
  const duration = visits.find(({ id }) => id === stop.visitId)?.duration ?? 0;
  const its: Span = { from: stop.start, to: stop.start + duration };
  return technicians.flatMap(({ id, shifts }) => {
    if (!stop.technicianIds.includes(id)) return [];
    if (shifts.some(({ from, to }) => from <= stop.start && stop.start < to)) return [];
    const by = duration - shifts.reduce((sum, shift) => sum + overlap(shift, its), 0);
    return [
      { code: 'outside_hours', visitId: stop.visitId, technicianId: id, otherVisitId: null, by, what: null } as const,
    ];
  });
}

const overlap = (a: Span, b: Span): Minute => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

function told({ code, visitId, technicianId, otherVisitId, by, what }: Violation): Broken[] {
  const about = { visitId, technicianId, otherVisitId, by, what };
  switch (code) {
    case 'outside_hours':
      return [{ ...about, code: 'home_late' }];
    case 'crew_size':
      return [{ ...about, code, by: Math.abs(about.by) }];
    // Neither is a matter of where somebody put a bar: whoever plans by hand may move what is confirmed, and says so.
    case 'unknown_visit':
    case 'unknown_technician':
    case 'planned_twice':
    case 'locked_moved':
    case 'late':
      return [];
    default:
      return [{ ...about, code }];
  }
}
