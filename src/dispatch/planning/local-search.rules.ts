import type { Model } from './model.rules.js';
import type { Solution } from './solution.rules.js';

const GAIN = 1e-6;
const LONGEST = 3;

/**
 * Improves until nothing near is better: moves runs of up to three visits within a tour (or-opt) and to another (relocate),
 * exchanges runs (swap, cross-exchange) and tails (2-opt*). Frozen and coupled visits keep their tour.
 */
export function improve(solution: Solution, stop: () => boolean = () => false): void {
  const open = solution.standing.flatMap((standing, index) => (standing.closed ? [] : [index]));
  let dirty = new Set(open);
  while (dirty.size > 0) {
    const next = new Set<number>();
    for (const [at, a] of open.entries()) {
      if (stop()) return;
      if (dirty.has(a)) while (within(solution, a)) next.add(a);
      for (const b of open.slice(at + 1)) {
        if (!dirty.has(a) && !dirty.has(b)) continue;
        while (exchange(solution, a, b) || swapTails(solution, a, b)) next.add(a).add(b);
      }
    }
    dirty = next;
  }
}

const loose = (model: Model, job: number): boolean => !model.jobs[job]!.frozen && !model.jobs[job]!.coupled;

/** One run to another place in the same tour, either way round. */
function within(solution: Solution, index: number): boolean {
  const { sequence, timed: now } = solution.standing[index]!;
  for (let from = 0; from < sequence.length; from += 1) {
    for (let length = 1; length <= LONGEST && from + length <= sequence.length; length += 1) {
      const run = sequence.slice(from, from + length);
      const rest = sequence.toSpliced(from, length);
      const turned = length > 1 ? [run, run.toReversed()] : [run];
      for (let to = 0; to <= rest.length; to += 1) {
        for (const piece of turned) {
          if (to === from && piece === run) continue;
          const other = rest.toSpliced(to, 0, ...piece);
          const its = solution.trial(index, other, { ceiling: now.cost });
          if (!its || its.cost >= now.cost - GAIN) continue;
          solution.put(index, other, its);
          return true;
        }
      }
    }
  }
  return false;
}

/** A run of one tour against a run of the other; one of them may be empty, which moves the other. */
function exchange(solution: Solution, a: number, b: number): boolean {
  const one = solution.standing[a]!.sequence;
  const two = solution.standing[b]!.sequence;
  for (const mine of runs(solution.model, one, b)) {
    for (const theirs of runs(solution.model, two, a)) {
      if (mine.length === 0 && theirs.length === 0) continue;
      if (mine.length + theirs.length > LONGEST) continue;
      const other = {
        a: one.toSpliced(mine.from, mine.length, ...two.slice(theirs.from, theirs.from + theirs.length)),
        b: two.toSpliced(theirs.from, theirs.length, ...one.slice(mine.from, mine.from + mine.length)),
      };
      if (accept(solution, { a, b }, other)) return true;
    }
  }
  return false;
}

/** Every run that may go to the other tour, and the empty one at each place. */
function runs(model: Model, sequence: readonly number[], to: number): { from: number; length: number }[] {
  const found: { from: number; length: number }[] = [];
  for (let from = 0; from <= sequence.length; from += 1) {
    found.push({ from, length: 0 });
    for (let length = 1; length <= LONGEST && from + length <= sequence.length; length += 1) {
      const job = sequence[from + length - 1]!;
      if (!loose(model, job) || model.mayUntil(job, to) === -Infinity) break;
      found.push({ from, length });
    }
  }
  return found;
}

function swapTails(solution: Solution, a: number, b: number): boolean {
  const one = solution.standing[a]!.sequence;
  const two = solution.standing[b]!.sequence;
  const cuts = (sequence: readonly number[], to: number): number[] => {
    const found = [sequence.length];
    for (let cut = sequence.length - 1; cut >= 0; cut -= 1) {
      if (!loose(solution.model, sequence[cut]!) || solution.model.mayUntil(sequence[cut]!, to) === -Infinity) break;
      found.push(cut);
    }
    return found;
  };
  const theirs = cuts(two, a);
  for (const mine of cuts(one, b)) {
    for (const its of theirs) {
      const other = {
        a: [...one.slice(0, mine), ...two.slice(its)],
        b: [...two.slice(0, its), ...one.slice(mine)],
      };
      if (accept(solution, { a, b }, other)) return true;
    }
  }
  return false;
}

function accept(
  solution: Solution,
  at: { a: number; b: number },
  sequences: { a: readonly number[]; b: readonly number[] },
): boolean {
  const before = { a: solution.standing[at.a]!, b: solution.standing[at.b]! };
  const price = before.a.timed.cost + before.b.timed.cost - GAIN;
  const first = solution.trial(at.a, sequences.a, { ceiling: price });
  if (!first || first.cost >= price) return false;
  // Tours of one technician leave each other other bounds once the first has changed.
  solution.put(at.a, sequences.a, first);
  const second = solution.trial(at.b, sequences.b, { ceiling: price - first.cost });
  if (!second || first.cost + second.cost >= price) {
    solution.standing[at.a] = before.a;
    return false;
  }
  solution.put(at.b, sequences.b, second);
  if (!related(solution, at) || solution.trial(at.a, sequences.a)) return true;
  solution.standing[at.a] = before.a;
  solution.standing[at.b] = before.b;
  return false;
}

const related = (solution: Solution, { a, b }: { a: number; b: number }): boolean =>
  solution.model.tours[a]!.technician === solution.model.tours[b]!.technician;
