import { itineraries } from './itinerary.rules.js';
import { PRIORITY_WEIGHT } from './planning.types.js';
import type { Booking, Change, Plan, PlanFigures, Problem } from './planning.types.js';

/** What a plan amounts to, read from the plan itself and not from whoever made it. */
export function figuresOf(plan: Plan, problem: Problem): PlanFigures {
  const { list } = itineraries(plan, problem);
  const { weights } = problem;
  const stops = new Map(plan.stops.map((stop) => [stop.visitId, stop]));
  const changes = changesOf(plan, problem);
  const planned = problem.visits.filter(({ id }) => stops.has(id));
  const lateness = planned.map((visit) => ({
    visit,
    late: visit.due === null ? 0 : Math.max(0, stops.get(visit.id)!.start - visit.due),
  }));
  const unplanned = problem.visits.filter(({ id }) => !stops.has(id));
  const travelMinutes = sum(list.map((day) => day.travelMinutes));
  const overtimeMinutes = sum(list.map((day) => day.overtimeMinutes));
  const moved = changes.filter(({ from }) => from !== null).length;
  const strangers = planned.filter(
    ({ id, knownTo }) => knownTo.length > 0 && !stops.get(id)!.technicianIds.some((who) => knownTo.includes(who)),
  );
  return {
    visits: planned.length,
    unplanned: unplanned.length,
    travelMinutes,
    kilometres: sum(list.map((day) => day.kilometres)),
    lateVisits: lateness.filter(({ late }) => late > 1e-6).length,
    lateMinutes: sum(lateness.map(({ late }) => late)),
    overtimeMinutes,
    moved,
    technicians: new Set(list.map((day) => day.technician.id)).size,
    cost:
      weights.travel * travelMinutes +
      weights.overtime * overtimeMinutes +
      weights.late * sum(lateness.map(({ visit, late }) => late * PRIORITY_WEIGHT[visit.priority])) +
      weights.unplanned * sum(unplanned.map(({ priority }) => PRIORITY_WEIGHT[priority])) +
      weights.moved * moved +
      weights.stranger * strangers.length +
      weights.shift * list.length +
      weights.balance * sum(list.map((day) => (day.visitMinutes / 60) ** 2)),
  };
}

/** What of the plan differs from how things stand. */
export function changesOf(plan: Plan, problem: Problem): Change[] {
  const stops = new Map(plan.stops.map((stop) => [stop.visitId, stop]));
  return problem.visits.flatMap(({ id, current }) => {
    const stop = stops.get(id);
    const to = stop ? { start: stop.start, technicianIds: stop.technicianIds } : null;
    return sameBooking(current, to) ? [] : [{ visitId: id, from: current, to }];
  });
}

export function sameBooking(a: Booking | null, b: Booking | null): boolean {
  if (!a || !b) return a === b;
  return (
    Math.abs(a.start - b.start) < 1e-6 &&
    a.technicianIds.length === b.technicianIds.length &&
    a.technicianIds.every((id) => b.technicianIds.includes(id))
  );
}

/** How things stand, as a plan. */
export const planOfToday = (problem: Problem): Plan => ({
  stops: problem.visits.flatMap(({ id, current }) => (current ? [{ visitId: id, ...current }] : [])),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
