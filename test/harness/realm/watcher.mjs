import { writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** The longest take two minutes on a busy machine. */
const FILE_WITHIN_MS = 8 * 60_000;

let timer;
parentPort.on('message', (testPath) => {
  clearTimeout(timer);
  if (testPath === null) return;
  timer = setTimeout(() => {
    writeSync(2, `${testPath} did not end within ${FILE_WITHIN_MS / 60_000} minutes: its worker is ended\n`);
    process.kill(process.pid, 'SIGKILL');
  }, FILE_WITHIN_MS);
});
