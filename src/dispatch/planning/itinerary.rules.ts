import type { Minute, Plan, Problem, Shift, Span, Stop, Technician, Visit } from './planning.types.js';

/** What a technician does in one shift by a plan, journeys included: for the checker, the figures and the board. */
export interface Itinerary {
  readonly technician: Technician;
  readonly shift: Shift;
  /** Ascending by start. */
  readonly legs: readonly Leg[];
  /** The latest that is early enough for the first visit. */
  readonly departure: Minute;
  readonly homeMinutes: number;
  /** The earliest, without a meal on the way. */
  readonly homeAt: Minute;
  readonly travelMinutes: number;
  readonly kilometres: number;
  readonly visitMinutes: number;
  readonly overtimeMinutes: number;
}

export interface Leg {
  readonly visit: Visit;
  readonly stop: Stop;
  readonly end: Minute;
  /** From the place before: the visit before, or where the shift starts. */
  readonly travelMinutes: number;
}

export interface Itineraries {
  readonly list: readonly Itinerary[];
  /** Stops before a technician's first shift. */
  readonly homeless: readonly { technician: Technician; visit: Visit; stop: Stop }[];
}

/** A stop belongs to the last shift that has begun when it starts. Stops of strangers to the problem are left out. */
export function itineraries(plan: Plan, problem: Problem): Itineraries {
  const visits = new Map(problem.visits.map((visit) => [visit.id, visit]));
  const homeless: { technician: Technician; visit: Visit; stop: Stop }[] = [];
  const list: Itinerary[] = [];
  const stopsOf = new Map<string, Stop[]>();
  for (const stop of plan.stops) {
    for (const id of stop.technicianIds) stopsOf.set(id, [...(stopsOf.get(id) ?? []), stop]);
  }
  for (const technician of problem.technicians) {
    const byShift = new Map<Shift, { visit: Visit; stop: Stop }[]>();
    for (const stop of stopsOf.get(technician.id) ?? []) {
      const visit = visits.get(stop.visitId);
      if (!visit) continue;
      const shift = technician.shifts.findLast((one) => one.from <= stop.start);
      if (!shift) homeless.push({ technician, visit, stop });
      else byShift.set(shift, [...(byShift.get(shift) ?? []), { visit, stop }]);
    }
    for (const shift of technician.shifts) {
      const stops = byShift.get(shift);
      if (stops) list.push(itinerary(problem, technician, shift, stops));
    }
  }
  return { list, homeless };
}

function itinerary(
  problem: Problem,
  technician: Technician,
  shift: Shift,
  stops: readonly { visit: Visit; stop: Stop }[],
): Itinerary {
  const idle = [...shift.breaks, ...technician.absences];
  const legs: Leg[] = [];
  let place = shift.start;
  let kilometres = 0;
  for (const { visit, stop } of stops.toSorted((a, b) => a.stop.start - b.stop.start)) {
    const travelMinutes = place ? problem.travel.minutes(place, visit.place) : 0;
    if (place) kilometres += problem.travel.kilometres(place, visit.place);
    legs.push({ visit, stop, end: stop.start + visit.duration, travelMinutes });
    place = visit.place;
  }
  const last = legs.at(-1)!;
  const homeMinutes = shift.end ? problem.travel.minutes(last.visit.place, shift.end) : 0;
  if (shift.end) kilometres += problem.travel.kilometres(last.visit.place, shift.end);
  const homeAt = onward(last.end, homeMinutes, idle);
  return {
    technician,
    shift,
    legs,
    departure: backward(legs[0]!.stop.start, legs[0]!.travelMinutes, idle),
    homeMinutes,
    homeAt,
    travelMinutes: legs.reduce((sum, leg) => sum + leg.travelMinutes, homeMinutes),
    kilometres,
    visitMinutes: legs.reduce((sum, leg) => sum + leg.visit.duration, 0),
    overtimeMinutes: Math.max(0, homeAt - shift.to),
  };
}

/** How much of a span is left when the idle spans are taken out; overlapping ones count once. */
export function usable(from: Minute, to: Minute, idle: readonly Span[]): number {
  let left = Math.max(0, to - from);
  let seen = from;
  for (const span of idle.toSorted((a, b) => a.from - b.from)) {
    const begin = Math.max(span.from, seen);
    const end = Math.min(span.to, to);
    if (end > begin) {
      left -= end - begin;
      seen = end;
    }
  }
  return left;
}

/** The earliest moment by which `minutes` of travel have been done, standing still while idle. */
export function onward(from: Minute, minutes: number, idle: readonly Span[]): Minute {
  let at = from;
  let left = minutes;
  for (const span of idle.toSorted((a, b) => a.from - b.from)) {
    if (span.to <= at || left <= 0) continue;
    const free = span.from - at;
    if (free >= left) break;
    left -= Math.max(0, free);
    at = span.to;
  }
  return at + left;
}

/** The latest moment from which `minutes` of travel are done by `by`. */
export function backward(by: Minute, minutes: number, idle: readonly Span[]): Minute {
  return -onward(
    -by,
    minutes,
    idle.map((span) => ({ from: -span.to, to: -span.from })),
  );
}
