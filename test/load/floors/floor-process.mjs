/** Runs a floor in a process of its own, as the product runs in one, until it is closed. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export async function startFloor(file, settings = {}) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const ready = await new Promise((done, fail) => {
    child.once('message', done);
    child.once('exit', (code) => fail(new Error(`${file} ended with ${code}`)));
  });
  return {
    ...ready,
    pid: child.pid,
    close: () =>
      new Promise((done) => {
        child.once('exit', done);
        child.kill('SIGTERM');
      }),
  };
}
