import { bestCoupled, bestIn, insert } from './insertion.rules.js';
import type { Option } from './insertion.rules.js';
import type { Timed } from './tour.rules.js';
import type { Seeded } from './seeded.rules.js';
import type { Solution } from './solution.rules.js';

/**
 * Plans what is unplanned, the most regretted first: the job that would lose most if its best place were taken. `depth` says
 * how many places are compared (1: simply the cheapest first); `noise` makes costs waver, so that rounds differ.
 */
export function repair(solution: Solution, how: { depth: number; noise: number; dice: Seeded | null }): void {
  const known = new Map<number, Map<number, { of: Timed; option: Option | null }>>();
  const waver = (cost: number): number =>
    how.dice && how.noise > 0 ? cost + how.noise * (how.dice.next() * 2 - 1) : cost;

  for (;;) {
    let chosen: { job: number; option: Option; regret: number } | null = null;
    for (const index of [...solution.unplanned].toSorted((a, b) => a - b)) {
      const options = optionsFor(solution, index, known);
      const first = options[0];
      if (!first) continue;
      const regret = waver(regretOf(solution, index, { options, depth: how.depth }));
      if (!chosen || regret > chosen.regret) chosen = { job: index, option: first, regret };
    }
    if (!chosen) return;
    insert(solution, solution.model.jobs[chosen.job]!, chosen.option);
    known.delete(chosen.job);
  }
}

function regretOf(solution: Solution, index: number, of: { options: readonly Option[]; depth: number }): number {
  const job = solution.model.jobs[index]!;
  const first = of.options[0]!;
  if (of.depth === 1) return -first.cost;
  // A place that does not exist is as dear as leaving the job undone.
  let regret = 0;
  for (let at = 1; at < of.depth; at += 1) regret += (of.options[at]?.cost ?? solution.penalty(job)) - first.cost;
  return regret;
}

/** Cheapest first; at most one a tour. Only worth having below the price of leaving the job undone. */
function optionsFor(
  solution: Solution,
  index: number,
  known: Map<number, Map<number, { of: Timed; option: Option | null }>>,
): Option[] {
  const job = solution.model.jobs[index]!;
  const limit = solution.penalty(job);
  if (job.coupled) {
    const option = bestCoupled(solution, job);
    return option && option.cost < limit ? [option] : [];
  }
  let its = known.get(index);
  if (!its) known.set(index, (its = new Map()));
  const options: Option[] = [];
  for (const { index: tour, siblings } of solution.model.tours) {
    const { timed, closed } = solution.standing[tour]!;
    if (closed) continue;
    let entry = its.get(tour);
    // A sibling shift may have changed what rest leaves here, so a technician with several is asked afresh.
    if (!entry || entry.of !== timed || siblings.length > 1)
      its.set(tour, (entry = { of: timed, option: bestIn(solution, job, tour) }));
    if (entry.option && entry.option.cost < limit) options.push(entry.option);
  }
  return options.toSorted((a, b) => a.cost - b.cost);
}
