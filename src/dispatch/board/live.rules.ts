import type { VisitState } from '../../tickets/visit.events.js';

/**
 * How a day really runs: what has happened counts as it was, what is late pushes what comes after it. Pure; computed anew
 * whenever somebody looks, so that nothing has to be corrected when it turns out otherwise.
 */

const MINUTE = 60_000;

export interface LivePlace {
  lat: number | null;
  lng: number | null;
  /** Two visits at one place need no journey. */
  key: string;
}

export interface LiveVisit {
  id: string;
  state: VisitState;
  place: LivePlace | null;
  technicianIds: readonly string[];
  minutes: number;
  plannedFrom: Date;
  plannedTo: Date;
  travelAt: Date | null;
  arrivedAt: Date | null;
  leftAt: Date | null;
  pausedMinutes: number;
  windowTo: Date | null;
  dueAt: Date | null;
}

export interface Live {
  /** When it began, or is expected to. */
  startsAt: Date;
  endsAt: Date;
  /** Behind the planned start. */
  lateMinutes: number;
  /** Beyond the time it was given, while somebody is there. */
  overMinutes: number;
  risk: 'none' | 'late' | 'window' | 'promise';
  /** The visit before it whose delay it suffers. */
  pushedBy: string | null;
}

export interface Leg {
  technicianId: string;
  /** Null: from home. */
  fromVisitId: string | null;
  toVisitId: string;
  departAt: Date;
  arriveAt: Date;
  minutes: number;
  kilometres: number;
  /** The plan leaves less time than the way takes. */
  tight: boolean;
  state: 'planned' | 'under_way' | 'past';
}

export interface Road {
  minutes(from: LivePlace, to: LivePlace): number;
  kilometres(from: LivePlace, to: LivePlace): number;
}

export interface Day {
  visits: readonly LiveVisit[];
  homes: ReadonlyMap<string, LivePlace | null>;
  road: Road;
  now: Date;
}

/** Nobody minds this much. */
const UNNOTICED = 5;

export function liveDay({ visits, homes, road, now }: Day): { live: Map<string, Live>; legs: Leg[] } {
  const live = new Map<string, Live>();
  const legs: Leg[] = [];
  const last = new Map<string, { visit: LiveVisit; live: Live }>();
  for (const visit of [...visits].sort(byStart)) {
    const before = visit.technicianIds.map((id) => ({ id, last: last.get(id) }));
    const found = expected(
      visit,
      before.flatMap((one) => one.last ?? []),
      road,
      now,
    );
    live.set(visit.id, found);
    for (const { id, last: previous } of before) {
      const from = previous ? previous.visit.place : (homes.get(id) ?? null);
      // Who ends today does not set out from where they ended yesterday.
      const sameDay = previous ? visit.plannedFrom.getTime() - previous.live.endsAt.getTime() < 6 * 60 * MINUTE : true;
      const start = sameDay ? from : (homes.get(id) ?? null);
      if (start && visit.place) legs.push(leg(id, sameDay ? (previous ?? null) : null, visit, found, start, road));
      last.set(id, { visit, live: found });
    }
  }
  return { live, legs };
}

const byStart = (a: LiveVisit, b: LiveVisit): number => begin(a) - begin(b) || (a.id < b.id ? -1 : 1);
const begin = (visit: LiveVisit): number => (visit.arrivedAt ?? visit.plannedFrom).getTime();

function expected(visit: LiveVisit, before: readonly { visit: LiveVisit; live: Live }[], road: Road, now: Date): Live {
  const length = Math.max(MINUTE, visit.plannedTo.getTime() - visit.plannedFrom.getTime());
  if (visit.arrivedAt) {
    const given = visit.arrivedAt.getTime() + length + visit.pausedMinutes * MINUTE;
    const ends = visit.leftAt ?? new Date(Math.max(given, now.getTime()));
    const over = visit.leftAt ? 0 : Math.max(0, Math.round((now.getTime() - given) / MINUTE));
    return judged(visit, visit.arrivedAt, ends, over, null);
  }
  if (visit.leftAt) return judged(visit, visit.plannedFrom, visit.leftAt, 0, null);
  const pushes = before
    .filter((one) => visit.plannedFrom.getTime() - one.live.endsAt.getTime() < 6 * 60 * MINUTE)
    .map((one) => ({
      id: one.visit.id,
      at: one.live.endsAt.getTime() + way(one.visit.place, visit.place, road) * MINUTE,
    }));
  const worst = pushes.reduce((a, b) => (b.at > a.at ? b : a), { id: null as string | null, at: 0 });
  let start = Math.max(visit.plannedFrom.getTime(), worst.at);
  if (visit.state === 'en_route' && visit.travelAt) {
    const [from] = before.map((one) => one.visit.place);
    start = visit.travelAt.getTime() + way(from ?? null, visit.place, road) * MINUTE;
  }
  // What should have begun and has not begins now at the earliest.
  start = Math.max(start, now.getTime());
  const pushed = worst.at > visit.plannedFrom.getTime() + UNNOTICED * MINUTE ? worst.id : null;
  return judged(visit, new Date(start), new Date(start + length), 0, pushed);
}

const way = (from: LivePlace | null, to: LivePlace | null, road: Road): number =>
  from && to ? road.minutes(from, to) : 0;

function judged(visit: LiveVisit, startsAt: Date, endsAt: Date, overMinutes: number, pushedBy: string | null): Live {
  const lateMinutes = Math.max(0, Math.round((startsAt.getTime() - visit.plannedFrom.getTime()) / MINUTE));
  const risk =
    visit.dueAt && startsAt > visit.dueAt
      ? 'promise'
      : visit.windowTo && startsAt > visit.windowTo
        ? 'window'
        : lateMinutes > UNNOTICED || overMinutes > UNNOTICED
          ? 'late'
          : 'none';
  return { startsAt, endsAt, lateMinutes, overMinutes, risk, pushedBy };
}

function leg(
  technicianId: string,
  previous: { visit: LiveVisit; live: Live } | null,
  visit: LiveVisit,
  live: Live,
  from: LivePlace,
  road: Road,
): Leg {
  const minutes = road.minutes(from, visit.place!);
  const arriveAt = live.startsAt;
  const departAt = visit.travelAt ?? new Date(arriveAt.getTime() - minutes * MINUTE);
  const room = previous ? (visit.plannedFrom.getTime() - previous.visit.plannedTo.getTime()) / MINUTE : minutes;
  return {
    technicianId,
    fromVisitId: previous?.visit.id ?? null,
    toVisitId: visit.id,
    departAt,
    arriveAt,
    minutes,
    kilometres: Math.round(road.kilometres(from, visit.place!) * 10) / 10,
    tight: minutes > room,
    state: visit.arrivedAt || visit.leftAt ? 'past' : visit.state === 'en_route' ? 'under_way' : 'planned',
  };
}
