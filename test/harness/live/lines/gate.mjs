/** The way from a provider to the desk: brings a webhook again until the desk says that it has it, as providers do. */
import { Agent, createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pause } from '../processes.mjs';

const AGAIN_MS = 100;
const GIVE_UP_MS = 120_000;

export class Gate {
  /** Webhooks that the desk has taken, counted as often as they came. */
  taken = 0;
  #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  #server;
  #desk;

  static async open() {
    const gate = new Gate();
    gate.#server = createServer((incoming, outgoing) => void gate.#pass(incoming, outgoing));
    await new Promise((done) => gate.#server.listen(0, '127.0.0.1', done));
    return gate;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Where webhooks go; a desk that starts anew keeps its port. */
  leadTo(desk) {
    this.#desk = desk;
  }

  /** Gives the last status; what the desk refuses (4xx) is not brought again. */
  async bring(path, headers, body) {
    const end = Date.now() + GIVE_UP_MS;
    for (;;) {
      const status = await this.#once(path, headers, body).catch(() => 502);
      if (status < 300) this.taken += 1;
      if (status < 500 || Date.now() > end) return status;
      await pause(AGAIN_MS);
    }
  }

  async #pass(incoming, outgoing) {
    const { host: _host, connection: _connection, ...headers } = incoming.headers;
    const status = await this.bring(incoming.url, headers, await buffer(incoming));
    outgoing.writeHead(status).end();
  }

  #once(path, headers, body) {
    return new Promise((done, fail) => {
      const call = request(`${this.#desk.url}${path}`, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        answer.resume();
        answer.on('error', fail);
        answer.on('end', () => done(answer.statusCode));
      });
      call.on('error', fail);
      call.setTimeout(30_000, () => call.destroy(new Error('no answer')));
      call.end(body);
    });
  }

  close() {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  }
}
