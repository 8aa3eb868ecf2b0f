import { checkDay, found, pauses } from './check-day.rules.js';
import { itineraries } from './itinerary.rules.js';
import type { Minute, Plan, Problem, Stop, Technician, Violation, Visit } from './planning.types.js';

/**
 * Whether a plan keeps every rule, whoever made it: our solver, another one, or a hand on the board. Written apart from the
 * solver and sharing none of its arithmetic, so that a mistake has to be made twice before anybody drives to a closed door.
 */
export function check(plan: Plan, problem: Problem): Violation[] {
  const days = itineraries(plan, problem);
  const known = new Known(plan, problem);
  return [
    ...plan.stops.flatMap((stop) => checkStop(stop, known)),
    ...days.homeless.map(({ technician, visit, stop }) =>
      found('outside_hours', {
        visitId: visit.id,
        technicianId: technician.id,
        by: (technician.shifts[0]?.from ?? stop.start + visit.duration) - stop.start,
      }),
    ),
    ...days.list.flatMap(checkDay),
    ...problem.technicians.flatMap((technician) => checkDays(technician, days.list)),
    ...lockedAndGone(plan, problem),
  ];
}

export const broken = (plan: Plan, problem: Problem): Violation[] => check(plan, problem).filter(({ hard }) => hard);

const SLACK = 1e-6;

class Known {
  readonly visits: ReadonlyMap<string, Visit>;
  readonly technicians: ReadonlyMap<string, Technician>;
  /** Of a visit that is planned twice, the first. */
  readonly stops: ReadonlyMap<string, Stop>;
  readonly now: Minute | null;

  constructor(plan: Plan, problem: Problem) {
    this.visits = new Map(problem.visits.map((visit) => [visit.id, visit]));
    this.technicians = new Map(problem.technicians.map((technician) => [technician.id, technician]));
    this.stops = new Map(plan.stops.toReversed().map((stop) => [stop.visitId, stop]));
    this.now = problem.now;
  }
}

function checkStop(stop: Stop, known: Known): Violation[] {
  const visit = known.visits.get(stop.visitId);
  if (!visit) return [found('unknown_visit', { visitId: stop.visitId })];
  const violations: Violation[] = [];
  const say = (code: Violation['code'], about: Partial<Violation> = {}): void => {
    violations.push(found(code, { visitId: visit.id, ...about }));
  };

  if (known.stops.get(visit.id) !== stop) say('planned_twice');
  const people = new Set(stop.technicianIds);
  if (people.size !== visit.crew || people.size !== stop.technicianIds.length)
    say('crew_size', { by: people.size - visit.crew });

  const stands = sameAsNow(stop, visit);
  if (visit.locked && visit.current && !stands) say('locked_moved', { by: Math.abs(stop.start - visit.current.start) });
  if (known.now !== null && stop.start < known.now - SLACK && !stands) say('past', { by: known.now - stop.start });
  checkTimes(stop, visit, say);
  checkOrder(stop, visit, known, say);
  for (const id of people) {
    const technician = known.technicians.get(id);
    if (!technician) say('unknown_technician', { technicianId: id });
    else checkPerson(technician, stop, visit, say);
  }
  return violations;
}

type Say = (code: Violation['code'], about?: Partial<Violation>) => void;

function checkTimes(stop: Stop, visit: Visit, say: Say): void {
  const end = stop.start + visit.duration;
  const inside = visit.windows.some(({ from, to }) => stop.start >= from - SLACK && stop.start <= to + SLACK);
  if (visit.windows.length > 0 && !inside) {
    const off = visit.windows.map(({ from, to }) => Math.max(from - stop.start, stop.start - to));
    say('window', { by: Math.min(...off) });
  }
  if (visit.open && !visit.open.some(({ from, to }) => stop.start >= from - SLACK && end <= to + SLACK)) {
    const off = visit.open.map(({ from, to }) => Math.max(0, from - stop.start) + Math.max(0, end - to));
    say('site_closed', { by: off.length > 0 ? Math.min(...off) : visit.duration });
  }
  if (visit.due !== null && stop.start > visit.due + SLACK) say('late', { by: stop.start - visit.due });
}

function checkOrder(stop: Stop, visit: Visit, known: Known, say: Say): void {
  for (const { visitId, gap } of visit.after) {
    const earlier = known.visits.get(visitId);
    // Not in the problem: done or gone, nothing to wait for.
    if (!earlier) continue;
    const its = known.stops.get(visitId);
    const ready = its ? its.start + earlier.duration + gap : Infinity;
    if (stop.start < ready - SLACK) say('order', { otherVisitId: visitId, by: its ? ready - stop.start : 0 });
  }
}

function checkPerson(technician: Technician, stop: Stop, visit: Visit, say: Say): void {
  const technicianId = technician.id;
  const end = stop.start + visit.duration;
  const has = (need: { skill: string; level: number }, at: number): boolean =>
    technician.skills.some(
      (own) => own.skill === need.skill && own.level >= need.level && (own.until === null || own.until >= at - SLACK),
    );
  const lacks = (need: { skill: string; level: number }): void =>
    say(has(need, -Infinity) ? 'skill_expired' : 'skill', { technicianId, what: need.skill });

  visit.skills.all.filter((need) => !has(need, end)).forEach(lacks);
  if (visit.skills.any.length > 0 && !visit.skills.any.some((need) => has(need, end)))
    lacks(visit.skills.any.find((need) => has(need, -Infinity)) ?? visit.skills.any[0]!);
  if (
    visit.territory !== null &&
    technician.territories.length > 0 &&
    !technician.territories.includes(visit.territory)
  )
    say('territory', { technicianId, what: visit.territory });
  if (visit.barred.includes(technicianId)) say('barred', { technicianId });
  const onBoard = technician.vehicle?.tools ?? [];
  visit.tools.filter((tool) => !onBoard.includes(tool)).forEach((tool) => say('tools', { technicianId, what: tool }));
}

/** What holds between the days of one technician: rest, and the hours of a week. */
function checkDays(technician: Technician, all: ReturnType<typeof itineraries>['list']): Violation[] {
  const days = all.filter((day) => day.technician === technician);
  const violations: Violation[] = [];
  const rest = technician.rest.betweenShifts;
  let home = technician.lastReturn;
  const weeks = new Map<string, number>();
  for (const day of days) {
    const first = day.legs[0]!.visit.id;
    if (rest !== null && home !== null && day.departure - home < rest - SLACK)
      violations.push(
        found('rest', { technicianId: technician.id, visitId: first, by: rest - (day.departure - home) }),
      );
    home = pauses(day).homeAt;
    const { week } = day.shift;
    weeks.set(week, (weeks.get(week) ?? technician.worked[week] ?? 0) + day.travelMinutes + day.visitMinutes);
  }
  const most = technician.limits.weekMinutes;
  for (const [week, minutes] of weeks) {
    if (most !== null && minutes > most + SLACK)
      violations.push(found('limit_week', { technicianId: technician.id, by: minutes - most, what: week }));
  }
  return violations;
}

function lockedAndGone(plan: Plan, problem: Problem): Violation[] {
  const planned = new Set(plan.stops.map(({ visitId }) => visitId));
  return problem.visits
    .filter((visit) => visit.locked && visit.current && !planned.has(visit.id))
    .map((visit) => found('locked_moved', { visitId: visit.id }));
}

function sameAsNow(stop: Stop, { current }: Visit): boolean {
  return (
    current !== null &&
    Math.abs(current.start - stop.start) < SLACK &&
    current.technicianIds.length === stop.technicianIds.length &&
    current.technicianIds.every((id) => stop.technicianIds.includes(id))
  );
}
