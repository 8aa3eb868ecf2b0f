import { answer as answerOf } from './optimise.rules.js';
import type { Optimised, OptimiseOptions, Planner, Problem } from './planning.types.js';
import { fromVroom, toVroom } from './vroom.rules.js';
import type { VroomAnswer } from './vroom.types.js';

/** The part of `fetch` that a planner or a road router needs; whoever wires it decides what may be reached. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<{ ok: boolean; status: number; json(): Promise<unknown> }>;

/** A VROOM that answers JSON over HTTP (vroom-express and the like). It brings its own chance: `seed` does not reach it. */
export class VroomPlanner implements Planner {
  readonly name = 'vroom';

  constructor(
    private readonly fetch: Fetch,
    private readonly url: string,
    private readonly timeoutMs = 30_000,
  ) {}

  async optimise(problem: Problem, options: OptimiseOptions): Promise<Optimised> {
    const request = toVroom(problem, options.horizon);
    if (request.body.vehicles.length === 0 || request.body.jobs.length === 0)
      return answerOf(problem, request.today.plan(), 0);
    const response = await this.fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(request.body),
      signal: AbortSignal.timeout(this.timeoutMs),
    });
    const answer = (await response.json()) as VroomAnswer;
    if (!response.ok || answer.code !== 0)
      throw new Error(`VROOM answered ${response.status}, code ${answer.code}: ${answer.error ?? 'no reason given'}`);
    return answerOf(problem, fromVroom(request, answer), 0);
  }
}
