/** A line that somebody connected by the open API, and their server. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { signedHeaders } from '../../../../dist/src/platform/crypto/signed-body.rules.js';

const REPEATS = 5;
const LOSE_EVERY = 3;

export class ApiLine {
  channel = 'api';
  environment = {};
  /** By the id of the event: what comes again with the same id is the same, as the documentation tells integrators. */
  #events = new Map();
  #calls = 0;
  #server;
  #gate;
  #worst;
  #secret;

  static async open({ gate, worst }) {
    const line = new ApiLine();
    line.#gate = gate;
    line.#worst = worst;
    line.#server = createServer((request, response) => void line.#take(request, response));
    await new Promise((done) => line.#server.listen(0, '127.0.0.1', done));
    return line;
  }

  async attach(api) {
    const url = `http://127.0.0.1:${this.#server.address().port}/hook`;
    const { id, secret } = await api.post('/inboxes', { channel: 'api', name: 'Machines', settings: { url } });
    this.inboxId = id;
    this.#secret = secret;
  }

  async say(who, text) {
    const { path, headers, body } = this.webhook(who, text);
    const bring = () => this.#gate.bring(path, headers, body);
    await Promise.all(Array.from({ length: this.#worst ? REPEATS : 1 }, bring));
  }

  webhook(who, text) {
    const message = { from: { id: `customer-${who}`, name: `Customer ${who}` }, text };
    return this.#signed({ id: `${who} ${text}`, type: 'message', message });
  }

  receipt(externalId) {
    return this.#signed({ id: randomUUID(), type: 'receipt', receipt: { of: externalId, state: 'delivered' } });
  }

  #signed(event) {
    const body = Buffer.from(JSON.stringify(event));
    return {
      path: `/hooks/api/${this.inboxId}`,
      headers: { 'content-type': 'application/json', ...signedHeaders([this.#secret], Date.now(), body) },
      body,
    };
  }

  get arrived() {
    return [...this.#events.values()];
  }

  async #take(request, response) {
    const event = JSON.parse((await buffer(request)).toString('utf8'));
    if (event.type === 'message') this.#events.set(event.id, event.message.text);
    this.#calls += 1;
    if (this.#worst && this.#calls % LOSE_EVERY === 0) return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }

  async quiet() {}

  close() {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  }
}
