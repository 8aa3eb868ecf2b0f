import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { optimise } from './optimise.rules.js';
import type { Optimised, OptimiseOptions, Place, Planner, Problem } from './planning.types.js';
import { tabulate, type TravelTable } from './travel.rules.js';

/** What crosses to the thread: functions cannot, so journeys go as a table and the budget as a number. */
export interface PlanningTask {
  problem: Omit<Problem, 'travel'>;
  table: TravelTable;
  options: Omit<OptimiseOptions, 'budget'> & { budgetMs?: number };
}
export type PlanningAnswer = Optimised;

/**
 * Ours: up to some two hundred visits a day, in a thread of its own. Where there is no built thread file (tests on the
 * sources), in the calling one.
 */
export class OwnPlanner implements Planner {
  readonly name = 'own';
  private readonly threaded: boolean;

  constructor(private readonly entry: URL = new URL('./planning.worker.js', import.meta.url)) {
    this.threaded = existsSync(fileURLToPath(entry));
  }

  optimise(problem: Problem, options: OptimiseOptions): Promise<Optimised> {
    if (!this.threaded) return Promise.resolve(optimise(problem, options));
    const { travel, ...rest } = problem;
    const { budget, ...more } = options;
    const task: PlanningTask = {
      problem: rest,
      table: tabulate(travel, placesOf(problem)),
      options: { ...more, ...(budget && { budgetMs: budget.ms }) },
    };
    return new Promise((done, fail) => {
      const worker = new Worker(this.entry);
      worker.once('message', (found: PlanningAnswer) => {
        done(found);
        void worker.terminate();
      });
      worker.once('error', fail);
      worker.postMessage(task);
    });
  }
}

function placesOf({ technicians, visits }: Problem): Place[] {
  const all = [
    ...visits.map(({ place }) => place),
    ...technicians.flatMap(({ shifts }) => shifts.flatMap(({ start, end }) => [start, end])),
  ].filter((place): place is Place => place !== null);
  return [...new Map(all.map((place) => [place.id, place])).values()];
}
