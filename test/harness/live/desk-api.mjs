/** A signed-in caller of the HTTP API, over connections that stay open. */
import { Agent, request } from 'node:http';

export class DeskApi {
  #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  #cookies = new Map();

  constructor(url) {
    this.url = url;
  }

  get cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  static async signIn(url, { email, password }) {
    const api = new DeskApi(url);
    await api.expect(201, 'POST', '/session', { email, password });
    return api;
  }

  get(path) {
    return this.expect(200, 'GET', path).then(({ body }) => body);
  }

  post(path, body) {
    return this.expect([200, 201, 202], 'POST', path, body).then((answer) => answer.body);
  }

  put(path, body) {
    return this.expect(200, 'PUT', path, body).then((answer) => answer.body);
  }

  patch(path, body) {
    return this.expect(200, 'PATCH', path, body).then((answer) => answer.body);
  }

  async expect(status, method, path, body) {
    const answer = await this.send(method, path, body);
    if (![status].flat().includes(answer.status))
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 400)}`);
    return answer;
  }

  /** `path` is below /api/v1. */
  send(method, path, body) {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((done, fail) => {
      const call = request(
        `${this.url}/api/v1${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            'X-Requested-With': 'frontdesk',
            ...(this.cookie && { cookie: this.cookie }),
            ...(payload && { 'Content-Type': 'application/json', 'Content-Length': payload.length }),
          },
        },
        (answer) => {
          this.#keep(answer.headers['set-cookie'] ?? []);
          const parts = [];
          answer.on('data', (part) => parts.push(part));
          answer.on('error', fail);
          answer.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            const json = (answer.headers['content-type'] ?? '').includes('json');
            done({
              status: answer.statusCode,
              headers: answer.headers,
              body: json && text ? JSON.parse(text) : text,
              bytes: text.length,
            });
          });
        },
      );
      // A server may close a connection that was idle for seconds in the moment in which it is used again.
      call.on('error', (error) =>
        method === 'GET' && call.reusedSocket ? done(this.send(method, path)) : fail(error),
      );
      call.end(payload);
    });
  }

  /** Sessions are renewed, with a new key, when what their person may do has changed. */
  #keep(lines) {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.#cookies.set(name, value);
    }
  }

  close() {
    this.#agent.destroy();
  }
}
