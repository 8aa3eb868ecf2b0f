import fc from 'fast-check';
import { WEIGHTS } from '../../../src/dispatch/planning/planning.types.js';
import type {
  Booking,
  Place,
  Problem,
  Technician,
  Travel,
  Visit,
} from '../../../src/dispatch/planning/planning.types.js';

/** A Monday, 00:00 UTC, in minutes. */
export const MONDAY = Date.UTC(2026, 1, 2) / 60_000;
export const DAY = 1_440;
export const at = (hour: number, minute = 0, day = 0): number => MONDAY + day * DAY + hour * 60 + minute;
export const spot = (x: number, y: number): Place => ({ id: `${x},${y}`, lat: y, lng: x });

/** Streets in squares, five minutes a block: easy to follow in the head. */
export const blocks: Travel = {
  minutes: (a, b) => 5 * (Math.abs(a.lng! - b.lng!) + Math.abs(a.lat! - b.lat!)),
  kilometres: (a, b) => Math.abs(a.lng! - b.lng!) + Math.abs(a.lat! - b.lat!),
};

export function aTechnician(more: Partial<Technician> & { days?: number } = {}): Technician {
  const { days = 1, ...rest } = more;
  const home = spot(0, 0);
  return {
    id: 'tina',
    shifts: Array.from({ length: days }, (_, day) => ({
      from: at(8, 0, day),
      to: at(17, 0, day),
      start: home,
      end: home,
      breaks: [{ from: at(12, 0, day), to: at(13, 0, day) }],
      week: '2026-W06',
    })),
    absences: [],
    skills: [],
    territories: [],
    vehicle: { tools: [], capacity: {}, stock: null },
    limits: { visits: null, workMinutes: null, travelMinutes: null, weekMinutes: null, overtimeMinutes: 0 },
    rest: { betweenShifts: 660, mealAfter: 360, mealMinutes: 60 },
    lastReturn: null,
    worked: {},
    lateNow: 0,
    ...rest,
  };
}

export function aVisit(id: string, more: Partial<Visit> = {}): Visit {
  return {
    id,
    place: spot(1, 0),
    duration: 60,
    windows: [],
    open: null,
    skills: { all: [], any: [] },
    territory: null,
    tools: [],
    load: {},
    parts: {},
    crew: 1,
    due: null,
    priority: 'normal',
    after: [],
    current: null,
    locked: false,
    knownTo: [],
    barred: [],
    ...more,
  };
}

export function aProblem(more: Partial<Problem> = {}): Problem {
  return { technicians: [aTechnician()], visits: [], travel: blocks, now: null, grid: 5, weights: WEIGHTS, ...more };
}

export const by = (start: number, ...technicianIds: string[]): Booking => ({ start, technicianIds });

const SKILLS = ['network', 'printer'];
const place = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })).map(([x, y]) => spot(x, y));
const quarter = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: from * 4, max: to * 4 }).map((quarters) => quarters * 15);

/** Absent three times out of four: a rule that always bites leaves nothing to plan. */
const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.tuple(fc.integer({ min: 0, max: 3 }), value).map(([die, its]) => (die === 0 ? its : null));

const technician = (id: string, days: number): fc.Arbitrary<Technician> =>
  fc
    .record({
      home: place,
      from: quarter(6, 10),
      hours: quarter(4, 11),
      lunch: fc.option(quarter(11, 13)),
      absence: sometimes(fc.tuple(quarter(8, 16), quarter(1, 3))),
      skills: fc.constantFrom(SKILLS, SKILLS, SKILLS, SKILLS.slice(0, 1), []),
      level: fc.constantFrom(1, 2, 3, 3),
      until: sometimes(quarter(8, 40)),
      territories: fc.constantFrom([], [], [], ['north'], ['south']),
      tools: fc.constantFrom([], ['ladder']),
      stock: fc.option(fc.integer({ min: 0, max: 3 })),
      visits: sometimes(fc.integer({ min: 1, max: 4 })),
      work: sometimes(quarter(3, 9)),
      week: sometimes(quarter(6, 20)),
      overtime: fc.constantFrom(0, 0, 60),
      meal: fc.option(fc.constant(360)),
      lastReturn: sometimes(quarter(-4, 0)),
    })
    .map((of): Technician => ({
      ...aTechnician({ id }),
      shifts: Array.from({ length: days }, (_, day) => ({
        from: at(0, of.from, day),
        to: at(0, Math.min(of.from + of.hours, DAY), day),
        start: of.home,
        end: of.home,
        breaks: of.lunch === null ? [] : [{ from: at(0, of.lunch, day), to: at(0, of.lunch + 45, day) }],
        week: '2026-W06',
      })),
      absences: of.absence ? [{ from: at(0, of.absence[0]), to: at(0, of.absence[0] + of.absence[1]) }] : [],
      skills: of.skills.map((skill) => ({
        skill,
        level: of.level,
        until: of.until === null ? null : at(0, of.until),
      })),
      territories: of.territories,
      vehicle: { tools: of.tools, capacity: { boxes: 5 }, stock: of.stock === null ? null : { fan: of.stock } },
      limits: {
        visits: of.visits,
        workMinutes: of.work,
        travelMinutes: null,
        weekMinutes: of.week,
        overtimeMinutes: of.overtime,
      },
      rest: { betweenShifts: 660, mealAfter: of.meal, mealMinutes: 60 },
      lastReturn: of.lastReturn === null ? null : at(0, of.lastReturn),
    }));

const visit = (id: string, days: number): fc.Arbitrary<Visit> =>
  fc
    .record({
      place,
      duration: quarter(1, 3),
      window: fc.option(fc.tuple(quarter(6, 16), quarter(0, 4), fc.integer({ min: 0, max: days - 1 }))),
      open: sometimes(fc.tuple(quarter(6, 10), quarter(14, 20))),
      all: fc.constantFrom([], [], ['network'], ['printer']),
      any: fc.constantFrom(false, false, true),
      level: fc.integer({ min: 1, max: 2 }),
      territory: sometimes(fc.constantFrom('north', 'south')),
      tools: fc.constantFrom([], [], [], ['ladder']),
      boxes: fc.integer({ min: 0, max: 2 }),
      fans: fc.constantFrom(0, 0, 1),
      due: fc.option(quarter(8, 30)),
      priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
      known: fc.subarray(['t0', 't1']),
    })
    .map((of): Visit => ({
      ...aVisit(id),
      place: of.place,
      duration: of.duration,
      windows: of.window
        ? [{ from: at(0, of.window[0], of.window[2]), to: at(0, of.window[0] + of.window[1], of.window[2]) }]
        : [],
      open: of.open
        ? Array.from({ length: days }, (_, day) => ({ from: at(0, of.open![0], day), to: at(0, of.open![1], day) }))
        : null,
      skills: {
        all: of.all.map((skill) => ({ skill, level: of.level })),
        any: of.any ? SKILLS.map((skill) => ({ skill, level: 1 })) : [],
      },
      territory: of.territory,
      tools: of.tools,
      load: of.boxes > 0 ? { boxes: of.boxes } : {},
      parts: of.fans > 0 ? { fan: of.fans } : {},
      due: of.due === null ? null : at(0, of.due),
      priority: of.priority as Visit['priority'],
      knownTo: of.known,
    }));

/** Small worlds in which every rule bites now and then. */
export function problems(size: {
  technicians: number;
  visits: number;
  days: number;
  /** With visits that need two people and visits that wait for others. */
  coupled: boolean;
}): fc.Arbitrary<Problem> {
  return fc
    .record({
      technicians: fc.tuple(...Array.from({ length: size.technicians }, (_, n) => technician(`t${n}`, size.days))),
      visits: fc
        .tuple(...Array.from({ length: size.visits }, (_, n) => visit(`v${n}`, size.days)))
        .chain((all) =>
          fc.integer({ min: Math.min(2, all.length), max: all.length }).map((count) => all.slice(0, count)),
        ),
      pair: fc.boolean(),
      order: fc.boolean(),
      grid: fc.constantFrom(5, 15),
    })
    .map(({ technicians, visits, pair, order, grid }) => {
      if (size.coupled && pair && size.technicians > 1) visits[0] = { ...visits[0]!, crew: 2 };
      if (size.coupled && order && visits.length > 2)
        visits[2] = { ...visits[2]!, after: [{ visitId: visits[1]!.id, gap: 15 }] };
      return aProblem({ technicians, visits, grid });
    });
}

/** The problem as it stands once a plan is agreed on; every `lockEach`-th visit is confirmed. */
export function agreed(problem: Problem, stops: readonly (Booking & { visitId: string })[], lockEach: number): Problem {
  return {
    ...problem,
    visits: problem.visits.map((one, index) => {
      const stop = stops.find(({ visitId }) => visitId === one.id);
      if (!stop) return one;
      return { ...one, current: by(stop.start, ...stop.technicianIds), locked: index % lockEach === 0 };
    }),
  };
}
