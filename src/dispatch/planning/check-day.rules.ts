import { usable } from './itinerary.rules.js';
import type { Itinerary } from './itinerary.rules.js';
import type { Minute, Technician, Violation } from './planning.types.js';

const SLACK = 1e-6;

export function found(code: Violation['code'], about: Partial<Omit<Violation, 'code' | 'hard'>>): Violation {
  return {
    code,
    hard: code !== 'late',
    visitId: null,
    technicianId: null,
    otherVisitId: null,
    by: 0,
    what: null,
    ...about,
  };
}

/** What holds within one shift of one technician. */
export function checkDay(day: Itinerary): Violation[] {
  return [...checkGaps(day), ...checkIdle(day), ...checkEnd(day), ...checkMeal(day), ...checkLimits(day)];
}

function checkGaps({ technician, shift, legs }: Itinerary): Violation[] {
  const idle = [...shift.breaks, ...technician.absences];
  return legs.flatMap((leg, at) => {
    const before = legs[at - 1];
    const about = { technicianId: technician.id, visitId: leg.visit.id, otherVisitId: before?.visit.id ?? null };
    if (before && leg.stop.start < before.end - SLACK)
      return [found('overlap', { ...about, by: before.end - leg.stop.start })];
    const free = usable(before?.end ?? shift.from, leg.stop.start, idle);
    return free < leg.travelMinutes - SLACK ? [found('travel', { ...about, by: leg.travelMinutes - free })] : [];
  });
}

function checkIdle({ technician, shift, legs }: Itinerary): Violation[] {
  const kinds = [
    { code: 'break' as const, spans: shift.breaks },
    { code: 'absent' as const, spans: technician.absences },
  ];
  return legs.flatMap((leg) =>
    kinds.flatMap(({ code, spans }) => {
      const by = leg.end - leg.stop.start - usable(leg.stop.start, leg.end, spans);
      return by > SLACK ? [found(code, { technicianId: technician.id, visitId: leg.visit.id, by })] : [];
    }),
  );
}

/** Home by the end of the shift, plus the overtime that is allowed, and before the next shift begins. */
function checkEnd(day: Itinerary): Violation[] {
  const { technician, shift, legs } = day;
  const next = technician.shifts.find((other) => other.from > shift.from);
  const latest = Math.min(shift.to + technician.limits.overtimeMinutes, next?.from ?? Infinity);
  const by = pauses(day).homeAt - latest;
  return by > SLACK
    ? [found('outside_hours', { technicianId: technician.id, visitId: legs.at(-1)!.visit.id, by })]
    : [];
}

/** Walks through the day and takes each possible pause as late as it helps. */
export function pauses(day: Itinerary): { homeAt: Minute; hungry: { visitId: string; by: number } | null } {
  const { mealAfter, mealMinutes } = day.technician.rest;
  if (mealAfter === null) return { homeAt: day.homeAt, hungry: null };
  let since = day.departure;
  let free = day.departure;
  let hungry: { visitId: string; by: number } | null = null;
  for (const [at, leg] of day.legs.entries()) {
    const spare = leg.stop.start - free - leg.travelMinutes;
    if (at > 0 && spare >= mealMinutes - SLACK && free <= since + mealAfter + SLACK)
      since = Math.min(leg.stop.start - mealMinutes, since + mealAfter) + mealMinutes;
    // Whoever is at one customer longer than that eats there; they must only have arrived in time.
    const ownPause = leg.visit.duration > mealAfter;
    const by = (ownPause ? leg.stop.start : leg.end) - since - mealAfter;
    if (by > SLACK) hungry ??= { visitId: leg.visit.id, by };
    if (ownPause) since = leg.end;
    free = leg.end;
  }
  const eatsOnTheWay = day.homeAt - since > mealAfter + SLACK;
  return { homeAt: eatsOnTheWay ? day.homeAt + mealMinutes : day.homeAt, hungry };
}

function checkMeal(day: Itinerary): Violation[] {
  const { hungry } = pauses(day);
  return hungry ? [found('meal', { technicianId: day.technician.id, ...hungry })] : [];
}

function checkLimits(day: Itinerary): Violation[] {
  const { technician, legs } = day;
  const { limits, vehicle } = technician;
  const about = { technicianId: technician.id, visitId: legs.at(-1)!.visit.id };
  const over = (code: Violation['code'], is: number, most: number | null): Violation[] =>
    most !== null && is > most + SLACK ? [found(code, { ...about, by: is - most })] : [];
  return [
    ...over('limit_visits', legs.length, limits.visits),
    ...over('limit_work', day.visitMinutes + day.travelMinutes, limits.workMinutes),
    ...over('limit_travel', day.travelMinutes, limits.travelMinutes),
    ...checkGoods('load', day, vehicle?.capacity ?? {}),
    ...(vehicle?.stock ? checkGoods('parts', day, vehicle.stock) : []),
  ];
}

function checkGoods(code: 'load' | 'parts', day: Itinerary, holds: Readonly<Record<string, number>>): Violation[] {
  const needs = new Map<string, number>();
  for (const { visit } of day.legs) {
    for (const [what, count] of Object.entries(visit[code])) needs.set(what, (needs.get(what) ?? 0) + count);
  }
  const technicianId: Technician['id'] = day.technician.id;
  const visitId = day.legs.at(-1)!.visit.id;
  return [...needs]
    .filter(([what, count]) => count > (holds[what] ?? 0))
    .map(([what, count]) => found(code, { technicianId, visitId, by: count - (holds[what] ?? 0), what }));
}
