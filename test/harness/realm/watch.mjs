import { Worker } from 'node:worker_threads';

let watcher;

/**
 * Jest has limits for a test and for a hook, none for a file: one that waits outside of both, or never yields, would
 * hold up the run until somebody ends it, and nobody would learn which. A thread of its own also sees it when the
 * tests' thread spins; Jest reports the file as failed and goes on.
 */
export async function watched(testPath, run) {
  if (!watcher) {
    watcher = new Worker(new URL('watcher.mjs', import.meta.url));
    watcher.unref();
  }
  watcher.postMessage(testPath);
  try {
    return await run();
  } finally {
    watcher.postMessage(null);
  }
}
