/** Planning alone, without desk or database: where a visit could go, and a whole day's plan. */
import { broken } from '../../../dist/src/dispatch/planning/check.rules.js';
import { planOfToday } from '../../../dist/src/dispatch/planning/figures.rules.js';
import { optimise } from '../../../dist/src/dispatch/planning/optimise.rules.js';
import { suggest } from '../../../dist/src/dispatch/planning/suggest.rules.js';
import { INSTANCES, solomon } from '../../dispatch/solomon/solomon.mjs';
import { city } from '../planning/city.mjs';

export function measurePlanning({ report }) {
  report.section('Planning visits');
  suggestions(report);
  aDay(report);
  ofTheLiterature(report);
}

function suggestions(report) {
  const problem = city({ technicians: 50, days: 14, unplanned: 30 });
  const standing = problem.visits.filter(({ current }) => current).length;
  report.note(`50 technicians × 14 days, ${standing} visits planned`);
  const asked = problem.visits.filter(({ current }) => !current);
  const crews = asked.slice(0, 10).map((visit) => ({ ...visit, crew: 2 }));
  report.figure({
    what: 'suggest: one technician, p95',
    value: p95(asked.map((visit) => timeOf(report, visit, problem))),
    unit: 'ms',
    aim: { atMost: 150 },
  });
  report.figure({
    what: 'suggest: two at once, p95',
    value: p95(crews.map((visit) => timeOf(report, visit, problem))),
    unit: 'ms',
    aim: { atMost: 150 },
  });
}

function timeOf(report, visit, problem) {
  const began = performance.now();
  const [first] = suggest(visit, problem, { days: [], limit: 10 });
  const took = performance.now() - began;
  const { stops } = planOfToday(problem);
  const people = { ...problem, visits: problem.visits.map((other) => (other.id === visit.id ? visit : other)) };
  report.expect(
    first && broken({ stops: [...stops, first] }, people).length === 0,
    `${visit.id}: a slot keeps the rules`,
  );
  return took;
}

function aDay(report) {
  const problem = city({ technicians: 9, days: 1, unplanned: 28 });
  const began = performance.now();
  const answer = optimise(problem, {
    seed: 1,
    horizon: null,
    iterations: 1_000_000,
    budget: { ms: 2_000, elapsedMs: () => performance.now() - began },
  });
  const took = performance.now() - began;
  report.note(
    `9 technicians, ${problem.visits.length} visits: ${answer.before.unplanned} unplanned before and ${answer.after.unplanned} after, ` +
      `${answer.before.travelMinutes} and ${answer.after.travelMinutes} minutes on the road, ${answer.iterations} rounds`,
  );
  report.figure({ what: 'optimise with 2 s to think', value: took / 1_000, unit: 's', aim: { atMost: 2.2 } });
  report.expect(broken(answer.plan, problem).length === 0, 'a plan of the day keeps the rules');
}

/** The instances of the literature, with as long to think as a dispatcher waits. */
function ofTheLiterature(report) {
  for (const { name, best } of INSTANCES) {
    const problem = solomon(name);
    const began = performance.now();
    const { plan, after } = optimise(problem, {
      seed: 1,
      horizon: null,
      iterations: 1_000_000,
      budget: { ms: 2_000, elapsedMs: () => performance.now() - began },
    });
    report.figure({
      what: `${name.toUpperCase()}, 25 customers, 2 s: longer than the best known`,
      // Distances are cut to tenths, the best known is not.
      value: Math.max(0, (100 * (after.travelMinutes - best)) / best),
      unit: '%',
      aim: { atMost: 5 },
    });
    report.expect(after.unplanned === 0 && broken(plan, problem).length === 0, `${name}: the plan keeps the rules`);
  }
}

const p95 = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)];
