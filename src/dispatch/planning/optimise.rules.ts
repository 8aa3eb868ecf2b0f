import { changesOf, figuresOf, planOfToday } from './figures.rules.js';
import { improve } from './local-search.rules.js';
import { modelOf } from './model.rules.js';
import type { Optimised, OptimiseOptions, Plan, Problem } from './planning.types.js';
import { repair } from './repair.rules.js';
import { RUINS } from './ruin.rules.js';
import { Seeded } from './seeded.rules.js';
import { Solution } from './solution.rules.js';

/** How a round may end, and what each is worth to the way that led to it. */
const NEW_BEST = 9;
const BETTER = 4;
const TAKEN = 1;
const REPAIRS = [1, 2, 3] as const;

/**
 * A day's plan: everything unplanned goes where its absence would be regretted most, near improvements follow, and then a part
 * is taken out and put back differently, again and again, while the willingness to accept something worse cools down
 * (adaptive large neighbourhood search). Pure: the same problem, seed and rounds give the same plan.
 */
export function optimise(problem: Problem, options: OptimiseOptions): Optimised {
  const model = modelOf(problem, options.horizon);
  const first = Solution.ofToday(model, options.horizon);
  const { best, rounds } = search(first, options);
  return answer(problem, best.plan(), rounds);
}

export function answer(problem: Problem, plan: Plan, iterations: number): Optimised {
  const planned = new Set(plan.stops.map(({ visitId }) => visitId));
  return {
    plan,
    before: figuresOf(planOfToday(problem), problem),
    after: figuresOf(plan, problem),
    changes: changesOf(plan, problem),
    unplanned: problem.visits.filter(({ id }) => !planned.has(id)).map(({ id }) => id),
    iterations,
  };
}

export function search(first: Solution, options: OptimiseOptions): { best: Solution; rounds: number } {
  const { budget, iterations } = options;
  const spent = (): number => (budget ? budget.elapsedMs() / budget.ms : 0);
  const over = (): boolean => spent() >= 1;
  const dice = new Seeded(options.seed);

  let current = first.copy();
  repair(current, { depth: 2, noise: 0, dice: null });
  improve(current, over);
  let best = current.copy();
  const movable = countMovable(current);
  const ways = { ruin: RUINS.map(() => 1), repair: REPAIRS.map(() => 1) };
  const heat = Math.max(1, 0.05 * roadCost(current));

  let round = 0;
  for (; round < iterations && movable > 0 && !over(); round += 1) {
    const warmth = heat * (1 - Math.max(round / iterations, spent())) + 1e-9;
    const chosen = { ruin: dice.weighted(ways.ruin), repair: dice.weighted(ways.repair) };
    const trial = current.copy();
    const most = Math.max(2, Math.min(30, Math.round(movable * 0.4)));
    const ruined = RUINS[chosen.ruin]!(trial, 1 + dice.index(most), dice);
    if (!ruined) continue;
    repair(trial, { depth: REPAIRS[chosen.repair]!, noise: dice.next() < 0.5 ? heat * 0.2 : 0, dice });
    const difference = trial.cost - current.cost;
    let worth = 0;
    if (trial.cost < best.cost - 1e-6) {
      improve(trial, over);
      best = trial.copy();
      worth = NEW_BEST;
    } else if (difference < -1e-6) worth = BETTER;
    else if (difference > 1e-6 && dice.next() < Math.exp(-difference / warmth)) worth = TAKEN;
    if (worth > 0) current = trial;
    ways.ruin[chosen.ruin] = Math.max(0.2, 0.95 * ways.ruin[chosen.ruin]! + 0.05 * worth);
    ways.repair[chosen.repair] = Math.max(0.2, 0.95 * ways.repair[chosen.repair]! + 0.05 * worth);
  }
  improve(best, over);
  return { best, rounds: round };
}

function countMovable(solution: Solution): number {
  return solution.model.jobs.filter(({ frozen }) => !frozen).length;
}

/** Without what no plan can help: the scale on which a round is better or worse. */
function roadCost(solution: Solution): number {
  return solution.standing.reduce((sum, { timed }) => sum + timed.cost, 0);
}
