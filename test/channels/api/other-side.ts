import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Brought {
  headers: IncomingHttpHeaders;
  raw: string;
  event: { id: string; type: string; message?: Record<string, unknown> & { text: string } };
}

/** Whoever integrates: keeps what is brought, and answers as the test says. */
export class OtherSide {
  readonly brought: Brought[] = [];
  answer: { status: number; body?: object; headers?: Record<string, string> } = { status: 200 };
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<OtherSide> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        if (request.method === 'POST')
          side.brought.push({ headers: request.headers, raw, event: JSON.parse(raw) as Brought['event'] });
        const { status, body = {}, headers = {} } = side.answer;
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const side = new OtherSide(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    return side;
  }

  close(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }
}
