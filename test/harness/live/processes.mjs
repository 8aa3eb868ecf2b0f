/** What the operating system knows about processes that a test started. */
import { readdirSync, readFileSync } from 'node:fs';

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks again until `ready` answers something true. Throws with `what` when the time is over. */
export async function until(what, ready, { withinMs = 60_000, everyMs = 50 } = {}) {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ready();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs / 1_000} s`);
    await pause(everyMs);
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The process and everything that it started, directly or not. */
export function tree(...roots) {
  const children = new Map();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      // The name in parentheses may hold anything, so the fields are counted from behind it.
      const parent = Number(
        readFileSync(`/proc/${entry}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[1],
      );
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      // it ended while we looked
    }
  }
  const found = new Set();
  const visit = (pid) => {
    if (found.has(pid)) return;
    found.add(pid);
    for (const child of children.get(pid) ?? []) visit(child);
  };
  roots.forEach(visit);
  return [...found];
}

/** Memory in bytes that is theirs, with their share of what they hold together. Linux only: undefined elsewhere. */
export function proportionalMemory(pids) {
  if (process.platform !== 'linux') return undefined;
  let kilobytes = 0;
  for (const pid of pids) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // it ended while we looked
    }
  }
  return kilobytes * 1_024;
}

/** Milliseconds of processor time that they have had so far; those of processes that ended meanwhile are lost. Linux only. */
export function processorTime(pids) {
  if (process.platform !== 'linux') return undefined;
  let ticks = 0;
  for (const pid of pids) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // it ended while we looked
    }
  }
  return ticks * 10;
}
