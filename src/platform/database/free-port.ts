import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (RFC 6335 section 6 and Linux begin at 49152 and 32768):
 * while a restarting server does not listen, those who try to reach it could be given its port, or reach themselves.
 */
const FROM = 12_000;
const TO = 32_000;

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = FROM + randomInt(TO - FROM);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${FROM} and ${TO}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
