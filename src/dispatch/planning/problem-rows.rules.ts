import { DateTime } from 'luxon';
import { DAY, WEEKDAYS, weekdayOf } from '../../hours/calendar.rules.js';
import { zoneOf } from '../../hours/zone.rules.js';
import { minuteOf, WEIGHTS } from './planning.types.js';
import type { Minute, Place, Priority, Problem, Shift, Span, Technician, Travel, Visit } from './planning.types.js';

/** A technician as the tables know one; what is left out of limits and rest is no limit. */
export interface TechnicianRow {
  readonly id: string;
  readonly timezone: string;
  readonly baseLat: number | null;
  readonly baseLng: number | null;
  /** `validUntil`: the last day on which a certificate counts, `2026-11-18`. */
  readonly skills: readonly { skillId: string; level: number; validUntil: string | null }[];
  readonly territories: readonly { id: string }[];
  readonly absences: readonly Instants[];
  readonly vehicle: { tools?: readonly string[]; capacity?: Readonly<Record<string, number>> } | null;
  readonly limits: {
    visits?: number | null;
    workMinutes?: number | null;
    travelMinutes?: number | null;
    weekMinutes?: number | null;
    overtimeMinutes?: number;
  };
  readonly rest: { betweenShifts?: number | null; mealAfter?: number | null; mealMinutes?: number };
}

export interface VisitRow {
  readonly id: string;
  readonly state: string;
  readonly minutes: number;
  readonly technicianCount: number;
  readonly place: { siteId: string | null; lat: number | null; lng: number | null } | null;
  readonly territory: { id: string } | null;
  readonly skills: readonly { skillId: string; level: number }[];
  readonly tools: readonly string[];
  readonly technicians: readonly { id: string }[];
  readonly windowFrom: Date | null;
  readonly windowTo: Date | null;
  readonly plannedFrom: Date | null;
  readonly plannedTo: Date | null;
  readonly dueAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly ticket: { priority: Priority };
}

export interface Instants {
  readonly from: Date;
  readonly to: Date;
}

/** What rows alone do not tell. */
export interface Around {
  readonly now: Date;
  readonly grid: number;
  readonly travel: Travel;
  /** When each technician works, in the span that is planned. */
  readonly hours: ReadonlyMap<string, readonly Instants[]>;
  readonly lateNow: ReadonlyMap<string, number>;
  readonly lastReturn: ReadonlyMap<string, Date>;
  /** Minutes of shifts that are not given, by week, of each technician; left out: none. */
  readonly worked?: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** Technicians who have been there before, by visit. */
  readonly knownTo: ReadonlyMap<string, readonly string[]>;
  /** Opening hours of the site, by visit. */
  readonly open: ReadonlyMap<string, readonly Instants[]>;
}

/** A longer pause between two intervals of hours parts two shifts; a shorter one is a break. */
const LONGEST_BREAK = 240;
const SETTLED = new Set(['confirmed', 'en_route', 'on_site', 'paused', 'done', 'could_not']);

/** The problem as planning wants it. Cancelled visits are not part of it. */
export function problemFromRows(
  technicians: readonly TechnicianRow[],
  visits: readonly VisitRow[],
  around: Around,
): Problem {
  return {
    technicians: technicians.map((row) => technicianOf(row, around)),
    visits: visits.filter(({ state }) => state !== 'cancelled').map((row) => visitOf(row, around)),
    travel: around.travel,
    now: minuteOf(around.now),
    grid: around.grid,
    weights: WEIGHTS,
  };
}

/** Every place between which somebody might drive, for a road router. */
export const placesOf = (technicians: readonly TechnicianRow[], visits: readonly VisitRow[]): Place[] => [
  ...technicians.map(({ id, baseLat, baseLng }) => ({ id: `base ${id}`, lat: baseLat, lng: baseLng })),
  ...visits.map(placeOf),
];

function technicianOf(row: TechnicianRow, around: Around): Technician {
  const home: Place | null = row.baseLat === null ? null : { id: `base ${row.id}`, lat: row.baseLat, lng: row.baseLng };
  const last = around.lastReturn.get(row.id);
  return {
    id: row.id,
    shifts: shiftsOf((around.hours.get(row.id) ?? []).map(spanOf), home, row.timezone),
    absences: row.absences.map(spanOf),
    skills: row.skills.map(({ skillId, level, validUntil }) => ({
      skill: skillId,
      level,
      until: validUntil === null ? null : endOfDay(validUntil, row.timezone),
    })),
    territories: row.territories.map(({ id }) => id),
    vehicle: row.vehicle && { tools: row.vehicle.tools ?? [], capacity: row.vehicle.capacity ?? {}, stock: null },
    limits: {
      visits: row.limits.visits ?? null,
      workMinutes: row.limits.workMinutes ?? null,
      travelMinutes: row.limits.travelMinutes ?? null,
      weekMinutes: row.limits.weekMinutes ?? null,
      overtimeMinutes: row.limits.overtimeMinutes ?? 0,
    },
    rest: {
      betweenShifts: row.rest.betweenShifts ?? null,
      mealAfter: row.rest.mealAfter ?? null,
      mealMinutes: row.rest.mealMinutes ?? 0,
    },
    lastReturn: last ? minuteOf(last) : null,
    worked: around.worked?.get(row.id) ?? {},
    lateNow: around.lateNow.get(row.id) ?? 0,
  };
}

/** Intervals of hours as shifts: 8 to 12 and 13 to 17 is one with a break, 8 to 12 and 18 to 22 are two. */
export function shiftsOf(hours: readonly Span[], home: Place | null, timezone: string): Shift[] {
  const shifts: { from: Minute; to: Minute; breaks: Span[] }[] = [];
  for (const { from, to } of hours.toSorted((a, b) => a.from - b.from)) {
    const last = shifts.at(-1);
    if (last && from - last.to <= LONGEST_BREAK) {
      if (from > last.to) last.breaks.push({ from: last.to, to: from });
      last.to = Math.max(last.to, to);
    } else shifts.push({ from, to, breaks: [] });
  }
  return shifts.map((shift) => ({ ...shift, start: home, end: home, week: weekOf(shift.from, timezone) }));
}

function visitOf(row: VisitRow, around: Around): Visit {
  const { plannedFrom, plannedTo } = row;
  const planned = plannedFrom && row.technicians.length > 0;
  const length = plannedFrom && plannedTo ? minuteOf(plannedTo) - minuteOf(plannedFrom) : row.minutes;
  const locked = SETTLED.has(row.state) || row.confirmedAt !== null;
  return {
    id: row.id,
    place: placeOf(row),
    // What stands keeps the room it was given; what moves needs what the work takes.
    duration: locked ? length : row.minutes,
    windows: windowOf(row),
    open: around.open.get(row.id)?.map(spanOf) ?? null,
    skills: { all: row.skills.map(({ skillId, level }) => ({ skill: skillId, level })), any: [] },
    territory: row.territory?.id ?? null,
    tools: row.tools,
    load: {},
    parts: {},
    crew: row.technicianCount,
    due: row.dueAt ? minuteOf(row.dueAt) : null,
    priority: row.ticket.priority,
    after: [],
    current: planned ? { start: minuteOf(plannedFrom), technicianIds: row.technicians.map(({ id }) => id) } : null,
    locked: Boolean(planned) && locked,
    knownTo: around.knownTo.get(row.id) ?? [],
    barred: [],
  };
}

/** Visits at one site are at one place; an address without a site is a place by itself. */
const placeOf = ({ id, place }: VisitRow): Place => ({
  id: place?.siteId ? `site ${place.siteId}` : `visit ${id}`,
  lat: place?.lat ?? null,
  lng: place?.lng ?? null,
});

/** The customer's window as moments at which the visit may start; open at the end that is not given. */
function windowOf({ windowFrom, windowTo }: VisitRow): Span[] {
  if (!windowFrom && !windowTo) return [];
  return [{ from: windowFrom ? minuteOf(windowFrom) : -Infinity, to: windowTo ? minuteOf(windowTo) : Infinity }];
}

const spanOf = ({ from, to }: Instants): Span => ({ from: minuteOf(from), to: minuteOf(to) });

const endOfDay = (date: string, zone: string): Minute =>
  minuteOf(DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf('day').toJSDate());

/** The week of ISO 8601, such as `2026-W47`: it belongs to the year of its Thursday. */
function weekOf(at: Minute, zone: string): string {
  const day = Math.floor(zoneOf(zone).wall(at * 60_000) / DAY);
  const thursday = day + 3 - WEEKDAYS.indexOf(weekdayOf(day));
  let week = weeks.get(thursday);
  if (!week) weeks.set(thursday, (week = nameOfWeek(thursday)));
  return week;
}

/** Few, and asked for by every shift of everybody. */
const weeks = new Map<number, string>();

function nameOfWeek(thursday: number): string {
  const year = new Date(thursday * DAY).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0) / DAY) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
