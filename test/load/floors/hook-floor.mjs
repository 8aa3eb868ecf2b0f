/** The least that a webhook's door can do: check the signature, write the bytes down, say 200. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.FLOOR_DATABASE, max: 4 });

const server = createServer((request, response) => {
  void take(request).then((status) => response.writeHead(status).end('{}'));
});

async function take(request) {
  const body = await buffer(request);
  const given = Buffer.from(String(request.headers['x-signature']));
  const right = Buffer.from(createHmac('sha256', process.env.FLOOR_SECRET).update(body).digest('hex'));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 403;
  await pool.query({ name: 'hook', text: 'insert into mails (raw, at) values ($1, now())', values: [body] });
  return 200;
}

server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
