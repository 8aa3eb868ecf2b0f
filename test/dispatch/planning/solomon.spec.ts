import { check } from '../../../src/dispatch/planning/check.rules.js';
import { optimise } from '../../../src/dispatch/planning/optimise.rules.js';
import { INSTANCES, solomon } from '../solomon/solomon.mjs';

describe("on Solomon's instances", () => {
  it.each(INSTANCES)(
    '$name is solved within 5 % of the best known distance, and no rule is broken',
    ({ name, best }) => {
      const problem = solomon(name);
      expect(problem.visits).toHaveLength(25);

      const { plan, after } = optimise(problem, { seed: 1, horizon: null, iterations: 300 });

      expect(check(plan, problem)).toEqual([]);
      expect(after.unplanned).toBe(0);
      expect(after.travelMinutes).toBeLessThanOrEqual(best * 1.05);
      // Nobody is better than the proven optimum: if we are, the distances are not those of the literature.
      expect(after.travelMinutes).toBeGreaterThanOrEqual(best - 0.05);
    },
  );

  it('gives the same plan for the same seed', () => {
    const once = optimise(solomon('r101'), { seed: 7, horizon: null, iterations: 50 });
    const twice = optimise(solomon('r101'), { seed: 7, horizon: null, iterations: 50 });

    expect(twice).toEqual(once);
  });
});
