import { createServer } from 'node:net';

// Below what systems give to outgoing connections: those could take the port while what is tested restarts.
const FROM = 12_000;
const TO = 32_000;

/** A port that is free now. */
export async function freePort() {
  for (;;) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
