import { parentPort } from 'node:worker_threads';
import { optimise } from './optimise.rules.js';
import type { PlanningAnswer, PlanningTask } from './planner.js';
import { greatCircle, tableTravel } from './travel.rules.js';

/** The thread in which a day is planned: the search takes seconds, in which the desk goes on answering. */
parentPort?.once('message', ({ problem, table, options }: PlanningTask) => {
  const began = performance.now();
  const { budgetMs, ...rest } = options;
  const found = optimise(
    { ...problem, travel: tableTravel(table, greatCircle()) },
    {
      ...rest,
      ...(budgetMs !== undefined && { budget: { ms: budgetMs, elapsedMs: () => performance.now() - began } }),
    },
  );
  parentPort?.postMessage(found satisfies PlanningAnswer);
});
