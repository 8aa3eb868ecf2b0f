import { readFileSync } from 'node:fs';

/** Best known of the 25-customer versions; see README.md. */
export const INSTANCES = [
  { name: 'c101', best: 191.3, vehicles: 3 },
  { name: 'r101', best: 617.1, vehicles: 8 },
  { name: 'rc101', best: 461.1, vehicles: 4 },
];

/** A minute of travel is a unit of distance, and nothing but distance costs. */
export function solomon(name) {
  const lines = readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8').split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/).map(Number)).filter((row) => row.every(Number.isFinite));
  const [[fleet, capacity], ...customers] = rows.filter((row) => row.length > 1);
  const [depot, ...others] = customers.map(([id, x, y, demand, ready, due, service]) => {
    return { id, x, y, demand, ready, due, service };
  });
  const place = (row) => ({ id: String(row.id), lat: row.y, lng: row.x });
  const distance = (a, b) => Math.floor(10 * Math.hypot(a.lat - b.lat, a.lng - b.lng)) / 10;
  return {
    technicians: Array.from({ length: fleet }, (_, at) => van(`van ${at + 1}`, capacity, depot, place(depot))),
    visits: others.map((row) => customer(row, place(row))),
    travel: { minutes: distance, kilometres: distance },
    now: null,
    grid: 0,
    weights: {
      travel: 1,
      late: 0,
      overtime: 0,
      unplanned: 10_000,
      moved: 0,
      stranger: 0,
      balance: 0,
      shift: 0,
      soon: 0,
    },
  };
}

const van = (id, capacity, depot, home) => ({
  id,
  shifts: [{ from: depot.ready, to: depot.due, start: home, end: home, breaks: [], week: '1' }],
  absences: [],
  skills: [],
  territories: [],
  vehicle: { tools: [], capacity: { goods: capacity }, stock: null },
  limits: { visits: null, workMinutes: null, travelMinutes: null, weekMinutes: null, overtimeMinutes: 0 },
  rest: { betweenShifts: null, mealAfter: null, mealMinutes: 0 },
  lastReturn: null,
  worked: {},
  lateNow: 0,
});

const customer = (row, place) => ({
  id: `customer ${row.id}`,
  place,
  duration: row.service,
  windows: [{ from: row.ready, to: row.due }],
  open: null,
  skills: { all: [], any: [] },
  territory: null,
  tools: [],
  load: { goods: row.demand },
  parts: {},
  crew: 1,
  due: null,
  priority: 'low',
  after: [],
  current: null,
  locked: false,
  knownTo: [],
  barred: [],
});
