/** Technicians and visits all over São Paulo, the same every time: five visits a day each, a third of them confirmed. */
import { WEIGHTS } from '../../../dist/src/dispatch/planning/planning.types.js';
import { Seeded } from '../../../dist/src/dispatch/planning/seeded.rules.js';
import { greatCircle } from '../../../dist/src/dispatch/planning/travel.rules.js';

const DAY = 1_440;
/** A Monday; São Paulo is three hours behind. */
export const MONDAY = Date.UTC(2026, 1, 2, 3) / 60_000;
const at = (day, hour) => MONDAY + day * DAY + hour * 60;
const SKILLS = ['network', 'printer', 'sensor', 'lift'];

export function city({ technicians, days, unplanned }) {
  const dice = new Seeded(20_260_202);
  const place = (id) => ({ id, lat: -23.45 - dice.next() * 0.25, lng: -46.45 - dice.next() * 0.35 });
  const people = Array.from({ length: technicians }, (_, at) => technician(`technician ${at}`, { place, dice, days }));
  const visits = people.flatMap((person) =>
    person.shifts.flatMap((shift, day) => workday(person, { shift, day, place, dice })),
  );
  const wanting = Array.from({ length: unplanned }, (_, at) => ({
    ...visit(`wanted ${at}`, { place, dice }),
    due: MONDAY + 600 + dice.next() * DAY * Math.min(days, 3),
    priority: dice.pick(['normal', 'normal', 'high', 'urgent']),
  }));
  return {
    technicians: people,
    visits: [...visits, ...wanting],
    travel: greatCircle(),
    now: at(0, 7),
    grid: 5,
    weights: WEIGHTS,
  };
}

function technician(id, { place, dice, days }) {
  const home = place(`home of ${id}`);
  const first = dice.index(SKILLS.length);
  return {
    id,
    shifts: Array.from({ length: days }, (_, day) => ({
      from: at(day, 8),
      to: at(day, 17),
      start: home,
      end: home,
      breaks: [{ from: at(day, 12), to: at(day, 13) }],
      week: `week ${Math.floor(day / 7)}`,
    })),
    absences: [],
    skills: [first, (first + 1) % 4, (first + 2) % 4].map((skill) => ({
      skill: SKILLS[skill],
      level: 1 + dice.index(3),
      until: null,
    })),
    territories: [],
    vehicle: { tools: ['ladder'], capacity: { boxes: 20 }, stock: null },
    limits: { visits: 9, workMinutes: 600, travelMinutes: null, weekMinutes: 3_600, overtimeMinutes: 60 },
    rest: { betweenShifts: 660, mealAfter: 360, mealMinutes: 60 },
    lastReturn: null,
    worked: {},
    lateNow: 0,
  };
}

/** Placed one after another with the journeys between, so that what stands breaks no rule. */
function workday(person, { shift, day, place, dice }) {
  const travel = greatCircle();
  const found = [];
  let free = shift.from;
  let here = shift.start;
  for (let number = 0; number < 5; number += 1) {
    const next = visit(`${person.id}, day ${day}, visit ${number}`, { place, dice });
    let start = Math.ceil((free + travel.minutes(here, next.place)) / 5) * 5;
    // A journey stands still at lunch: whoever leaves before it arrives after it, and by the whole journey later.
    if (free <= shift.breaks[0].from && start + next.duration > shift.breaks[0].from)
      start = Math.ceil((shift.breaks[0].to + travel.minutes(here, next.place)) / 5) * 5;
    if (start + next.duration + travel.minutes(next.place, shift.end) > shift.to) break;
    const skills = { all: [{ skill: person.skills[0].skill, level: 1 }], any: [] };
    const current = { start, technicianIds: [person.id] };
    found.push({ ...next, skills, current, locked: dice.next() < 0.3, due: start + 240 });
    free = start + next.duration;
    here = next.place;
  }
  return found;
}

function visit(id, { place, dice }) {
  return {
    id,
    place: place(`site of ${id}`),
    duration: 30 + 15 * dice.index(4),
    windows: [],
    open: null,
    skills: { all: [{ skill: dice.pick(SKILLS), level: 1 }], any: [] },
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
  };
}
