import { describe, expect, it } from '@jest/globals';
import { OwnPlanner } from '../../../src/dispatch/planning/planner.js';
import { aTechnician, aVisit, blocks, MONDAY, spot } from './problems.js';
import { WEIGHTS, type Problem } from '../../../src/dispatch/planning/planning.types.js';

const BUILT = new URL('../../../dist/src/dispatch/planning/planning.worker.js', import.meta.url);
const NOWHERE = new URL('./no-such-thread.js', import.meta.url);

const problem: Problem = {
  technicians: [aTechnician(), aTechnician({ id: 'tom' })],
  visits: [1, 2, 3, 4, 5].map((x) => aVisit(`v${x}`, { place: spot(x, x % 3) })),
  travel: blocks,
  now: MONDAY,
  grid: 5,
  weights: WEIGHTS,
};
const options = { seed: 7, horizon: null, iterations: 200 };

describe('a day that is planned in a thread of its own', () => {
  it('is the same as one that is planned in place', async () => {
    const inThread = await new OwnPlanner(BUILT).optimise(problem, options);
    const inPlace = await new OwnPlanner(NOWHERE).optimise(problem, options);
    expect(inThread.plan.stops).toHaveLength(5);
    expect(inThread).toEqual(inPlace);
  });

  it('leaves the thread that asked for it free meanwhile', async () => {
    let ended = false;
    const planning = new OwnPlanner(BUILT).optimise(problem, { ...options, iterations: 3_000 }).then(() => {
      ended = true;
    });
    await new Promise<void>((next) => setImmediate(next));
    expect(ended).toBe(false);
    await planning;
    expect(ended).toBe(true);
  });
});
