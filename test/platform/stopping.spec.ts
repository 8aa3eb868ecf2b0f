import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { TestApp } from '../harness/app.js';

/** As clients keep them: open for the next request. */
describe('connections when the desk is told to stop', () => {
  let app: TestApp;
  let client: Socket;
  let heard = '';
  beforeEach(async () => {
    app = await TestApp.boot();
    client = connect(Number(new URL(app.url).port), '127.0.0.1');
    heard = '';
    client.on('data', (piece) => (heard += String(piece)));
    await once(client, 'connect');
  });
  afterEach(async () => {
    client.destroy();
    await app.close();
  });

  const begin = (): void => {
    client.write(
      ['POST /api/v1/session HTTP/1.1', 'Host: desk', 'X-Requested-With: frontdesk', 'Content-Type: application/json']
        .concat('Content-Length: 2', '', '{')
        .join('\r\n'),
    );
  };
  const until = async (words: string): Promise<void> => {
    while (!heard.includes(words)) await once(client, 'data');
  };

  it('that rest do not hold it up', async () => {
    client.write('GET /health/live HTTP/1.1\r\nHost: desk\r\n\r\n');
    await until('200 OK');

    const [hasFailed] = (await Promise.all([once(client, 'close'), app.nest.close()]))[0] as [boolean];

    expect(hasFailed).toBe(false);
  });

  it('that wait for an answer get it, and are not kept for another', async () => {
    begin();
    await app.anyone.get('//health/live');
    const server = app.nest.getHttpServer() as Server;
    const stopped = app.nest.close();
    // Only now: what rests while the server closes is closed by it.
    while (server.listening) await new Promise(setImmediate);
    client.write('}');

    await until('HTTP/1.1 4');
    await stopped;
    expect(heard).toContain('application/problem+json');
  });

  it('that never say what they want are cut', async () => {
    begin();
    await app.anyone.get('//health/live');

    await app.nest.close();

    expect(heard).toBe('');
  });
});
