import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { parentPort } from 'node:worker_threads';

/** The longest take three minutes on a busy machine. */
const FILE_WITHIN_MS = 8 * 60_000;
const TOLD_WITHIN_MS = 5_000;
const FRAMES = 20;

let timer;
parentPort.on('message', (testPath) => {
  clearTimeout(timer);
  if (testPath === null) return;
  timer = setTimeout(() => {
    writeSync(2, `${testPath} did not end within ${FILE_WITHIN_MS / 60_000} minutes: its worker is ended\n`);
    tellWhere();
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), TOLD_WITHIN_MS);
  }, FILE_WITHIN_MS);
});

/** What the tests' thread does: the line on which it spins, or what it waits for. */
function tellWhere() {
  const session = new Session();
  session.connectToMainThread();
  const urls = new Map();
  session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => urls.set(scriptId, url));
  session.on('Debugger.paused', ({ params: { callFrames } }) => {
    const lines = callFrames.slice(0, FRAMES).map(({ functionName, location: { scriptId, lineNumber } }) => {
      return `  at ${functionName || '…'} (${urls.get(scriptId)}:${lineNumber + 1})\n`;
    });
    writeSync(2, `It is here:\n${lines.join('')}`);
  });
  session.post('Runtime.evaluate', { expression: 'process.getActiveResourcesInfo().join()' }, (error, answer) => {
    if (!error) writeSync(2, `It waits for: ${answer.result.value}\n`);
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
}
