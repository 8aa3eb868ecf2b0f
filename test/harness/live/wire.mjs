/** The network between a client and the desk, which a test can cut: each direction by itself, and mend it again. */
import { connect, createServer } from 'node:net';

export class Wire {
  #held = new Set();
  #pairs = new Set();
  #server;

  static open(port) {
    const wire = new Wire();
    wire.#server = createServer((client) => wire.#join(client, connect(port, '127.0.0.1')));
    return new Promise((ready) => {
      wire.#server.listen(0, '127.0.0.1', () => {
        wire.url = `http://127.0.0.1:${wire.#server.address().port}`;
        ready(wire);
      });
    });
  }

  /**
   * `up` is towards the desk, `down` towards the client. Packets are lost, so nobody is told: both ends believe that
   * they are connected. What was sent meanwhile arrives when it is mended, as TCP sends it again.
   */
  cut(...directions) {
    directions.forEach((direction) => this.#held.add(direction));
  }

  mend() {
    this.#held.clear();
    for (const pair of this.#pairs) pair.flush();
  }

  #join(client, desk) {
    const waiting = { up: [], down: [] };
    const pass = (direction, to) => (part) => {
      if (this.#held.has(direction)) waiting[direction].push(part);
      else if (!to.destroyed) to.write(part);
    };
    const end = () => {
      // Whoever hangs up on a dead line is not heard by the other end.
      if (this.#held.size > 0) return;
      client.destroy();
      desk.destroy();
      this.#pairs.delete(pair);
    };
    const pair = {
      flush: () => {
        for (const part of waiting.up.splice(0)) if (!desk.destroyed) desk.write(part);
        for (const part of waiting.down.splice(0)) if (!client.destroyed) client.write(part);
        if (client.destroyed || desk.destroyed) end();
      },
      end,
    };
    this.#pairs.add(pair);
    client.on('data', pass('up', desk)).on('error', end).on('close', end);
    desk.on('data', pass('down', client)).on('error', end).on('close', end);
  }

  close() {
    this.mend();
    for (const pair of this.#pairs) pair.end();
    return new Promise((done) => this.#server.close(done));
  }
}
