import fc from 'fast-check';
import { broken, check } from '../../../src/dispatch/planning/check.rules.js';
import { emergency } from '../../../src/dispatch/planning/emergency.rules.js';
import { optimise } from '../../../src/dispatch/planning/optimise.rules.js';
import { suggest } from '../../../src/dispatch/planning/suggest.rules.js';
import { bruteForce } from './brute-force.js';
import { agreed, at, aVisit, problems } from './problems.js';

const options = { seed: 3, horizon: null, iterations: 60 };
const runs = (numRuns: number) => ({ seed: 20_260_202, numRuns });

describe('the solver against every possible plan', () => {
  it('is never better than trying everything, and all but never worse', () => {
    let worse = 0;
    let tried = 0;
    fc.assert(
      fc.property(problems({ technicians: 2, visits: 4, days: 1, coupled: false }), (problem) => {
        const best = bruteForce(problem);
        const { after } = optimise(problem, options);

        expect(after.cost).toBeGreaterThanOrEqual(best - 1e-6);
        tried += 1;
        if (after.cost > best + 1e-6) worse += 1;
      }),
      runs(60),
    );
    expect(worse / tried).toBeLessThanOrEqual(0.05);
  });
});

describe('the checker against everything that is proposed', () => {
  it('finds nothing in a plan of the solver, with crews, orders and several days', () => {
    fc.assert(
      fc.property(problems({ technicians: 3, visits: 7, days: 2, coupled: true }), (problem) => {
        expect(broken(optimise(problem, options).plan, problem)).toEqual([]);
      }),
      runs(150),
    );
  });

  it('finds nothing in a plan that keeps what is confirmed', () => {
    fc.assert(
      fc.property(problems({ technicians: 3, visits: 7, days: 2, coupled: true }), (problem) => {
        const standing = agreed(problem, optimise(problem, options).plan.stops.slice(0, 5), 2);
        const again = optimise(standing, { ...options, seed: 9 });

        expect(check(again.plan, standing).filter(({ code }) => code === 'locked_moved')).toEqual([]);
        expect(broken(again.plan, standing)).toEqual([]);
        expect(again.after.cost).toBeLessThanOrEqual(again.before.cost + 1e-6);
      }),
      runs(100),
    );
  });

  it('finds nothing in any suggestion', () => {
    let offered = 0;
    fc.assert(
      fc.property(problems({ technicians: 3, visits: 6, days: 2, coupled: true }), (problem) => {
        const { plan } = optimise({ ...problem, visits: problem.visits.slice(1) }, options);
        const standing = agreed(problem, plan.stops, 2);
        const suggestions = suggest(standing.visits[0]!, standing, { days: [], limit: 20 });

        offered += suggestions.length;
        for (const { visitId, start, latestStart, technicianIds } of suggestions) {
          for (const when of [start, latestStart]) {
            const stops = [...plan.stops, { visitId, start: when, technicianIds }];
            expect(broken({ stops }, standing)).toEqual([]);
          }
        }
      }),
      runs(150),
    );
    expect(offered).toBeGreaterThan(50);
  });

  it('finds nothing in what an emergency leaves behind', () => {
    let bumped = 0;
    fc.assert(
      fc.property(problems({ technicians: 2, visits: 7, days: 1, coupled: true }), (problem) => {
        const { plan } = optimise(problem, options);
        const standing = agreed(problem, plan.stops, 3);
        const urgent = aVisit('urgent', { duration: 90, priority: 'urgent', due: at(11) });
        const whole = { ...standing, visits: [...standing.visits, urgent] };

        for (const { visitId, start, technicianIds, bumps } of emergency(urgent, whole, {
          days: [],
          limit: 5,
          bumps: 2,
        })) {
          bumped += bumps.length;
          const stops = plan.stops
            .filter((stop) => !bumps.some((bump) => bump.visitId === stop.visitId))
            .concat(bumps.flatMap((bump) => (bump.to ? [{ visitId: bump.visitId, ...bump.to }] : [])))
            .concat([{ visitId, start, technicianIds }]);
          expect(broken({ stops }, whole)).toEqual([]);
        }
      }),
      runs(80),
    );
    expect(bumped).toBeGreaterThan(10);
  });
});
