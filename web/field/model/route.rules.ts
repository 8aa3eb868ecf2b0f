import type { Day, Visit } from './day.types.js';
import { isEnded } from './pending.rules.js';

/** The day as a line of stops. Pure. */

export type Stop =
  | {
      what: 'visit';
      at: string;
      visit: Visit;
      place: number;
      passed: boolean;
      hop: { minutes: number; km: number | null } | null;
    }
  | { what: 'break'; at: string; until: string; passed: boolean };

export interface Summary {
  done: number;
  visits: number;
  travelMinutes: number;
  kilometres: number;
  ends: string | null;
}

const startOf = (visit: Visit): string => visit.arrivedAt ?? visit.plannedFrom ?? '';
export const endOf = (visit: Visit): string => visit.leftAt ?? visit.plannedTo ?? '';
const isUnderWay = (visit: Visit): boolean => ['en_route', 'on_site', 'paused'].includes(visit.state);

export function routeOf({ visits, hours }: Pick<Day, 'visits' | 'hours'>, now: string): Stop[] {
  const ordered = visits.filter((visit) => !visit.gone);
  const breaks = hours.slice(1).flatMap((span, at): Stop[] => {
    const from = hours[at]!.to;
    return span.from > from ? [{ what: 'break', at: from, until: span.from, passed: span.from <= now }] : [];
  });
  const stops: Stop[] = ordered.map((visit, at) => ({
    what: 'visit',
    at: startOf(visit),
    visit,
    place: at + 1,
    passed: isEnded(visit.state) || isUnderWay(visit),
    hop: visit.travelMinutes ? { minutes: visit.travelMinutes, km: visit.travelKilometres } : null,
  }));
  // The server’s order of visits stands; only the breaks are put between them.
  for (const pause of breaks) {
    const before = stops.findIndex((stop) => stop.what === 'visit' && stop.at >= pause.at);
    if (stops.length > 0) stops.splice(before === -1 ? stops.length : before, 0, pause);
  }
  return stops;
}

/** The one that is worked at, or else the next to go to. */
export function nextOf(visits: readonly Visit[]): Visit | undefined {
  const own = visits.filter((visit) => !visit.gone);
  return (
    own.find((visit) => visit.state === 'on_site' || visit.state === 'paused') ??
    own.find(isUnderWay) ??
    own.find((visit) => !isEnded(visit.state))
  );
}

export function summaryOf({ visits }: Pick<Day, 'visits'>): Summary {
  const own = visits.filter((visit) => !visit.gone && visit.state !== 'cancelled');
  const ahead = own.filter(
    (visit) => visit.state === 'scheduled' || visit.state === 'confirmed' || visit.state === 'en_route',
  );
  return {
    done: own.filter((visit) => isEnded(visit.state)).length,
    visits: own.length,
    travelMinutes: ahead.reduce((sum, visit) => sum + (visit.travelMinutes ?? 0), 0),
    kilometres: ahead.reduce((sum, visit) => sum + (visit.travelKilometres ?? 0), 0),
    ends: own.map(endOf).toSorted().at(-1) || null,
  };
}

/** Milliseconds of work on site so far, without pauses. */
export function workedMs(
  visit: Pick<Visit, 'arrivedAt' | 'leftAt' | 'pausedAt' | 'pausedMinutes'>,
  now: number,
): number {
  if (!visit.arrivedAt) return 0;
  const until = visit.leftAt ? Date.parse(visit.leftAt) : visit.pausedAt ? Date.parse(visit.pausedAt) : now;
  return Math.max(0, until - Date.parse(visit.arrivedAt) - visit.pausedMinutes * 60_000);
}

/** A link that every phone opens with the app of its choice. */
export function mapLink(place: Visit['place'], apple: boolean): string | null {
  if (!place) return null;
  const at = place.lat !== null && place.lng !== null ? `${place.lat},${place.lng}` : null;
  const words = encodeURIComponent(place.address || place.name);
  if (apple) return `https://maps.apple.com/?daddr=${at ?? words}`;
  return at ? `geo:${at}?q=${at}(${encodeURIComponent(place.name || place.address)})` : `geo:0,0?q=${words}`;
}
