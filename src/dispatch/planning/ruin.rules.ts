import type { Seeded } from './seeded.rules.js';
import type { Solution } from './solution.rules.js';

/** Ways to take visits out of a plan so that it can be put together better. False: the attempt ran into something fixed. */
export type Ruin = (solution: Solution, count: number, dice: Seeded) => boolean;

export const RUINS: readonly Ruin[] = [atRandom, theDearest, theAlike, wholeTour];

function movable(solution: Solution): number[] {
  const found = new Set<number>();
  for (const { sequence, closed } of solution.standing) {
    if (closed) continue;
    for (const job of sequence) if (!solution.model.jobs[job]!.frozen) found.add(job);
  }
  return [...found].toSorted((a, b) => a - b);
}

function atRandom(solution: Solution, count: number, dice: Seeded): boolean {
  const left = movable(solution);
  for (let round = 0; round < count && left.length > 0; round += 1) {
    if (!solution.remove(left.splice(dice.index(left.length), 1)[0]!)) return false;
  }
  return true;
}

/** Those whose absence saves most, mostly. */
function theDearest(solution: Solution, count: number, dice: Seeded): boolean {
  for (let round = 0; round < count; round += 1) {
    const saved = movable(solution)
      .map((job) => ({ job, saving: savingOf(solution, job) }))
      .toSorted((a, b) => b.saving - a.saving || a.job - b.job);
    const chosen = saved[dice.front(saved.length, 3)];
    if (chosen && !solution.remove(chosen.job)) return false;
  }
  return true;
}

/** The detour alone: cheap to tell, and mostly what there is to gain. */
function savingOf(solution: Solution, job: number): number {
  const { model } = solution;
  let saving = 0;
  for (const index of solution.toursWith(job)) {
    const { sequence } = solution.standing[index]!;
    const tour = model.tours[index]!;
    const at = sequence.indexOf(job);
    const { place } = model.jobs[job]!;
    const before = at > 0 ? model.jobs[sequence[at - 1]!]!.place : tour.start;
    const after = at + 1 < sequence.length ? model.jobs[sequence[at + 1]!]!.place : tour.end;
    const road = (from: number, to: number): number => (from < 0 || to < 0 ? 0 : model.minutes(from, to));
    saving += road(before, place) + road(place, after) - road(before, after);
  }
  return saving;
}

/** Neighbours in place and time: they can take each other's places (Shaw). */
function theAlike(solution: Solution, count: number, dice: Seeded): boolean {
  const { model } = solution;
  const all = movable(solution);
  if (all.length === 0) return true;
  const seed = model.jobs[dice.pick(all)]!;
  const when = solution.startOf(seed.index) ?? 0;
  const near = all
    .map((job) => ({
      job,
      far: model.minutes(seed.place, model.jobs[job]!.place) + 0.2 * Math.abs((solution.startOf(job) ?? 0) - when),
    }))
    .toSorted((a, b) => a.far - b.far || a.job - b.job);
  for (let round = 0; round < count && near.length > 0; round += 1) {
    if (!solution.remove(near.splice(dice.front(near.length, 4), 1)[0]!.job)) return false;
  }
  return true;
}

/** Everything that one van does: the way to need one van less. */
function wholeTour(solution: Solution, _count: number, dice: Seeded): boolean {
  const { model } = solution;
  const busy = solution.standing.flatMap(({ sequence, closed }, index) =>
    !closed && sequence.some((job) => !model.jobs[job]!.frozen) ? [index] : [],
  );
  if (busy.length === 0) return true;
  const { sequence } = solution.standing[dice.pick(busy)]!;
  return sequence.filter((job) => !model.jobs[job]!.frozen).every((job) => solution.remove(job));
}
