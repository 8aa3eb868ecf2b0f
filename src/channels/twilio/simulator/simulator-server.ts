import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { AnswerLost, requestOf, type SimulatedTwilio } from './simulated-twilio.js';

/** A simulated Twilio on the network, for `TWILIO_API_URL`. */
export async function serveSimulator(twilio: SimulatedTwilio, port: number, host = '127.0.0.1'): Promise<Server> {
  const server = createServer((request, response) => void take(twilio, request, response));
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done));
  return server;
}

async function take(twilio: SimulatedTwilio, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const uri = `http://simulator${request.url ?? '/'}`;
    const body = await text(request);
    const answer = await twilio.answer(
      requestOf(request.method ?? 'GET', uri, request.headers.authorization ?? '', body),
    );
    const isText = answer.headers['content-type']?.includes('json');
    response.writeHead(answer.statusCode, answer.headers).end(Buffer.from(answer.body, isText ? 'utf8' : 'latin1'));
  } catch (error) {
    // The connection breaks: what was asked for may well have been done.
    if (error instanceof AnswerLost) response.destroy();
    else response.writeHead(500, { 'content-type': 'application/json' }).end('{"code":20500,"status":500}');
  }
}
