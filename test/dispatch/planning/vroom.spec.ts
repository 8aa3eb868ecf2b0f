import fc from 'fast-check';
import { broken } from '../../../src/dispatch/planning/check.rules.js';
import { OwnPlanner } from '../../../src/dispatch/planning/planner.js';
import { optimise } from '../../../src/dispatch/planning/optimise.rules.js';
import { VroomPlanner } from '../../../src/dispatch/planning/vroom.planner.js';
import { agreed, aProblem, at, aVisit, by, problems, spot } from './problems.js';
import { VroomServer } from './vroom-server.js';

const options = { seed: 1, horizon: null, iterations: 30 };

describe('a planner by VROOM', () => {
  const server = new VroomServer();
  let planner: VroomPlanner;
  beforeAll(async () => {
    planner = new VroomPlanner(fetch, await server.open());
  });
  afterAll(() => server.close());

  it('asks in the documented form and gives back a plan that keeps every rule', async () => {
    await fc.assert(
      fc.asyncProperty(problems({ technicians: 3, visits: 7, days: 2, coupled: true }), async (problem) => {
        const standing = agreed(problem, optimise(problem, options).plan.stops.slice(0, 4), 2);
        const { plan } = await planner.optimise(standing, options);

        expect(broken(plan, standing)).toEqual([]);
      }),
      { seed: 20_260_202, numRuns: 60 },
    );
  });

  it('keeps a confirmed visit at its time, in the hands of the one who has it', async () => {
    const confirmed = aVisit('confirmed', { current: by(at(9), 'tina'), locked: true });
    const problem = aProblem({ visits: [confirmed, aVisit('open', { place: spot(2, 0) })] });

    const { plan, changes } = await planner.optimise(problem, options);

    expect(plan.stops.find(({ visitId }) => visitId === 'confirmed')).toEqual({
      visitId: 'confirmed',
      ...confirmed.current,
    });
    expect(changes.map(({ visitId }) => visitId)).toEqual(['open']);
    const held = server.asked.at(-1)!.jobs.find((job) => job['description'] === 'confirmed');
    expect(held).toMatchObject({ time_windows: [[3_600, 3_600]], service: 3_600 });
  });

  it('says what VROOM said when it refuses', async () => {
    const refusing = new VroomPlanner(
      () =>
        Promise.resolve({ ok: false, status: 400, json: () => Promise.resolve({ code: 2, error: 'Invalid JSON' }) }),
      'http://127.0.0.1/',
    );

    await expect(refusing.optimise(aProblem({ visits: [aVisit('one')] }), options)).rejects.toThrow(
      /400.*Invalid JSON/,
    );
  });
});

describe('our planner', () => {
  it('stands behind the same door', async () => {
    const { unplanned, after } = await new OwnPlanner().optimise(aProblem({ visits: [aVisit('one')] }), options);

    expect(unplanned).toEqual([]);
    expect(after).toMatchObject({ visits: 1, travelMinutes: 10 });
  });
});
