import { minuteOf } from './planning.types.js';
import { problemFromRows, shiftsOf } from './problem-rows.rules.js';
import type { Around, TechnicianRow, VisitRow } from './problem-rows.rules.js';

const at = (time: string): Date => new Date(`2026-02-02T${time}:00-03:00`);
const technician: TechnicianRow = {
  id: 'tina',
  timezone: 'America/Sao_Paulo',
  baseLat: -23.5,
  baseLng: -46.6,
  skills: [{ skillId: 'lift', level: 2, validUntil: '2026-02-02' }],
  territories: [{ id: 'north' }],
  absences: [],
  vehicle: { tools: ['ladder'] },
  limits: { visits: 6 },
  rest: { betweenShifts: 660 },
};
const visit: VisitRow = {
  id: 'one',
  state: 'scheduled',
  minutes: 60,
  technicianCount: 1,
  place: { siteId: 'plant', lat: -23.6, lng: -46.7 },
  territory: { id: 'north' },
  skills: [{ skillId: 'lift', level: 1 }],
  tools: ['ladder'],
  technicians: [{ id: 'tina' }],
  windowFrom: at('08:00'),
  windowTo: null,
  plannedFrom: at('09:00'),
  plannedTo: at('10:30'),
  dueAt: at('12:00'),
  confirmedAt: null,
  ticket: { priority: 'high' },
};
const around: Around = {
  now: at('07:00'),
  grid: 5,
  travel: { minutes: () => 10, kilometres: () => 5 },
  hours: new Map([
    [
      'tina',
      [
        { from: at('08:00'), to: at('12:00') },
        { from: at('13:00'), to: at('17:00') },
      ],
    ],
  ]),
  lateNow: new Map(),
  lastReturn: new Map(),
  knownTo: new Map([['one', ['tina']]]),
  open: new Map(),
};

describe('a problem made of rows', () => {
  it('has a shift with a break, a certificate that lasts to the end of its day, and no limits nobody set', () => {
    const [tina] = problemFromRows([technician], [visit], around).technicians;

    expect(tina!.shifts).toHaveLength(1);
    expect(tina!.shifts[0]).toMatchObject({
      week: '2026-W06',
      breaks: [{ from: minuteOf(at('12:00')), to: minuteOf(at('13:00')) }],
    });
    expect(tina!.skills[0]!.until).toBe(minuteOf(new Date('2026-02-03T00:00:00-03:00')));
    expect(tina!.limits).toEqual({
      visits: 6,
      workMinutes: null,
      travelMinutes: null,
      weekMinutes: null,
      overtimeMinutes: 0,
    });
  });

  it.each([
    ['a planned visit may move', {}, { locked: false, duration: 60 }],
    ['a confirmed one stays, with the room it was given', { confirmedAt: at('07:00') }, { locked: true, duration: 90 }],
    ['one under way stays', { state: 'on_site' }, { locked: true }],
    ['one without people has no place yet', { technicians: [] }, { current: null, locked: false }],
  ])('%s', (_, change, expected) => {
    const [one] = problemFromRows([technician], [{ ...visit, ...change }], around).visits;

    expect(one).toMatchObject({ place: { id: 'site plant' }, priority: 'high', knownTo: ['tina'], ...expected });
  });

  it('leaves out what was cancelled', () => {
    expect(problemFromRows([], [{ ...visit, state: 'cancelled' }], around).visits).toEqual([]);
  });

  it('has two shifts where the pause is long', () => {
    const hours = [
      { from: 480, to: 720 },
      { from: 1_080, to: 1_320 },
    ];

    expect(shiftsOf(hours, null, 'UTC').map(({ from, to, breaks }) => ({ from, to, breaks }))).toEqual([
      { from: 480, to: 720, breaks: [] },
      { from: 1_080, to: 1_320, breaks: [] },
    ]);
  });
});
