import { broken } from '../../../src/dispatch/planning/check.rules.js';
import { figuresOf } from '../../../src/dispatch/planning/figures.rules.js';
import type { Plan, Problem, Stop } from '../../../src/dispatch/planning/planning.types.js';

/**
 * Every order of every choice of visits for every technician, each visit at the first moment of the day that the checker lets
 * pass. Slow and simple, and it shares nothing with the solver.
 */
export function bruteForce(problem: Problem): number {
  let best = Infinity;
  const extend = (plan: Plan, left: readonly string[], technicianAt: number): void => {
    if (technicianAt === problem.technicians.length) {
      best = Math.min(best, figuresOf(plan, problem).cost);
      return;
    }
    extend(plan, left, technicianAt + 1);
    for (const visitId of left) {
      const longer = atFirstMoment(plan, problem, { visitId, technicianId: problem.technicians[technicianAt]!.id });
      if (longer)
        extend(
          longer,
          left.filter((other) => other !== visitId),
          technicianAt,
        );
    }
  };
  extend(
    { stops: [] },
    problem.visits.map(({ id }) => id),
    0,
  );
  return best;
}

function atFirstMoment(plan: Plan, problem: Problem, of: { visitId: string; technicianId: string }): Plan | null {
  const { shifts } = problem.technicians.find(({ id }) => id === of.technicianId)!;
  const mine = plan.stops.filter(({ technicianIds }) => technicianIds.includes(of.technicianId));
  const first = Math.max(shifts[0]!.from, ...mine.map(({ start }) => start + 1));
  for (let start = Math.ceil(first / problem.grid) * problem.grid; start < shifts[0]!.to + 60; start += problem.grid) {
    const stop: Stop = { visitId: of.visitId, start, technicianIds: [of.technicianId] };
    const longer = { stops: [...plan.stops, stop] };
    if (broken(longer, problem).length === 0) return longer;
  }
  return null;
}
