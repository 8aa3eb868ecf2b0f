import type { Job, Tour } from './model.rules.js';
import type { Minute, Reason } from './planning.types.js';
import type { Solution } from './solution.rules.js';
import type { Timed } from './tour.rules.js';

interface Placing {
  readonly start: Minute;
  readonly people: readonly { tour: Tour; timed: Timed; sequence: readonly number[] }[];
}

/** So far from the others' day counts as light or full. */
const NOTABLE = 60;

/** What speaks for a slot and against it, in the order in which a dispatcher would ask. */
export function reasonsFor(solution: Solution, job: Job, placing: Placing): Reason[] {
  const { visit } = job;
  const reasons: Reason[] = [];
  if (visit.due !== null) {
    const minutes = Math.round(visit.due - placing.start);
    reasons.push(
      minutes >= 0 ? { code: 'before_promise', minutes } : { code: 'after_promise', minutes: Math.max(1, -minutes) },
    );
  }
  for (const need of [...visit.skills.all, ...visit.skills.any]) {
    const levels = placing.people.map(({ tour }) => levelOf(tour, need, placing.start + job.duration));
    const level = Math.min(...levels);
    if (level >= need.level) reasons.push({ code: 'skill', skill: need.skill, level });
  }
  if (placing.people.some(({ tour }) => visit.knownTo.includes(tour.technician.id)))
    reasons.push({ code: 'knows_site' });
  reasons.push(travelOf(solution, job, placing));
  const overtime = Math.max(
    ...placing.people.map(({ tour, timed }) => {
      const before = Math.max(0, solution.standing[tour.index]!.timed.home - tour.shift.to);
      return Math.max(0, timed.home - tour.shift.to) - before;
    }),
  );
  if (overtime >= 1) reasons.push({ code: 'overtime', minutes: Math.round(overtime) });
  const late = lateNow(solution, placing);
  if (late >= 1) reasons.push({ code: 'late_now', minutes: Math.round(late) });
  const load = loadOf(solution, placing);
  if (load <= -NOTABLE) reasons.push({ code: 'light_day', minutes: Math.round(-load) });
  if (load >= NOTABLE) reasons.push({ code: 'full_day', minutes: Math.round(load) });
  return reasons;
}

const levelOf = ({ technician }: Tour, need: { skill: string }, at: Minute): number =>
  Math.max(
    -1,
    ...technician.skills
      .filter(({ skill, until }) => skill === need.skill && (until === null || until >= at))
      .map(({ level }) => level),
  );

/** What the road gets longer by, and the roads before and after the visit; of a crew the longest. */
function travelOf(solution: Solution, job: Job, { people }: Placing): Reason {
  const { model } = solution;
  const road = (from: number, to: number): number => (from < 0 || to < 0 ? 0 : model.minutes(from, to));
  const each = people.map(({ tour, sequence }) => {
    const at = sequence.indexOf(job.index);
    const previous = at > 0 ? model.jobs[sequence[at - 1]!]!.place : tour.start;
    const next = at + 1 < sequence.length ? model.jobs[sequence[at + 1]!]!.place : tour.end;
    const [before, after] = [road(previous, job.place), road(job.place, next)];
    // An empty day would not have been driven at all.
    const without = sequence.length > 1 ? road(previous, next) : 0;
    return { minutes: Math.round(before + after - without), before: Math.round(before), after: Math.round(after) };
  });
  return { code: 'travel', ...each.toSorted((a, b) => b.minutes - a.minutes)[0]! };
}

function lateNow({ model }: Solution, { people }: Placing): number {
  const { now } = model.problem;
  const today = people.filter(({ tour }) => now !== null && tour.shift.from - 720 <= now && now <= tour.shift.to);
  return Math.max(0, ...today.map(({ tour }) => tour.technician.lateNow));
}

/** Minutes of visits this day has more than the middle of all who work that day. */
function loadOf(solution: Solution, { people }: Placing): number {
  const { tour } = people[0]!;
  const same = solution.model.tours.filter(
    (other) => other.shift.from < tour.shift.to && other.shift.to > tour.shift.from,
  );
  const minutes = (index: number): number =>
    solution.standing[index]!.sequence.reduce((sum, job) => sum + solution.model.jobs[job]!.duration, 0);
  const middle = same.reduce((sum, other) => sum + minutes(other.index), 0) / Math.max(1, same.length);
  return same.length > 1 ? minutes(tour.index) - middle : 0;
}
