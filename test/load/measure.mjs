/** How long things take. All times in milliseconds. */
import { pause } from '../harness/live/processes.mjs';

export class Times {
  #times = [];

  add(ms) {
    this.#times.push(ms);
  }

  get count() {
    return this.#times.length;
  }

  /** The time within which this share (0 to 1) of all stayed. */
  at(share) {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  }

  get p50() {
    return this.at(0.5);
  }
  get p95() {
    return this.at(0.95);
  }
  get p99() {
    return this.at(0.99);
  }
}

/** One after the other; the first ones only warm up. */
export async function timed(run, { times, warmUp = Math.min(20, times) }) {
  for (let at = 0; at < warmUp; at += 1) await run(at);
  const measured = new Times();
  for (let at = 0; at < times; at += 1) {
    const began = performance.now();
    await run(warmUp + at);
    measured.add(performance.now() - began);
  }
  return measured;
}

/**
 * Starts `run` at a fixed rate, whether or not earlier ones are done: a slow server does not get fewer requests
 * because it is slow. Resolves when all are done.
 */
export async function atRate(run, { perSecond, seconds }) {
  const under = new Set();
  const total = Math.round(perSecond * seconds);
  const began = performance.now();
  for (let at = 0; at < total; at += 1) {
    const due = began + (at * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait - 0.5);
    const one = run(at).finally(() => under.delete(one));
    under.add(one);
  }
  await Promise.all(under);
}

/** `width` of them at any time, until the time is over. Gives how many were done in a second. */
export async function inParallel(run, { width, seconds }) {
  const began = performance.now();
  const end = began + seconds * 1_000;
  let done = 0;
  const line = async (at) => {
    while (performance.now() < end) {
      await run(at);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: width }, (_, at) => line(at)));
  return done / ((performance.now() - began) / 1_000);
}
