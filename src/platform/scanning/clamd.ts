import { connect, type Socket } from 'node:net';
import { FileScanner, type ScanVerdict } from './file-scanner.js';

const CHUNK = 64 * 1024;
const MAX_REPLY = 4_096;
/** A large archive takes clamd some seconds. */
const TIMEOUT_MS = 60_000;

/**
 * ClamAV's daemon, as `man clamd` describes it: a command ended by a zero byte, the file in chunks that begin with their
 * length (four bytes, the highest first), and a chunk of no length at the end.
 */
export class Clamd extends FileScanner {
  readonly isOn = true;
  private readonly where: { host: string; port: number } | { path: string };

  /** `tcp://host:3310`, or `unix:///run/clamav/clamd.ctl`. */
  constructor(
    address: string,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    super();
    const url = new URL(address);
    this.where =
      url.protocol === 'unix:'
        ? { path: decodeURIComponent(url.pathname) }
        : { host: url.hostname, port: Number(url.port) || 3310 };
  }

  async scan(content: Buffer): Promise<ScanVerdict> {
    const stream = (): Promise<string> => this.ask('zINSTREAM\0', chunksOf(content));
    return verdictOf(
      await stream().catch((error: NodeJS.ErrnoException) => (isCutOff(error) ? stream() : Promise.reject(error))),
    );
  }

  async ping(): Promise<string> {
    const answer = await this.ask('zPING\0', []);
    if (answer !== 'PONG') throw new Error(`clamd answered “${answer}”`);
    return answer;
  }

  private ask(command: string, parts: Iterable<Buffer>): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.where);
      let reply = Buffer.alloc(0);
      const fail = (error: Error): void => {
        socket.destroy();
        reject(error);
      };
      socket.setTimeout(this.timeoutMs, () => fail(new Error('clamd did not answer in time')));
      // Where it has heard enough it answers and closes while we still write: then its answer counts, not the broken pipe.
      socket.on('error', (error) => (reply.includes(0) ? resolve(textOf(reply)) : fail(error)));
      socket.on('data', (data: Buffer) => {
        reply = Buffer.concat([reply, data]);
        if (reply.length > MAX_REPLY) return fail(new Error('clamd answered too much'));
        if (!reply.includes(0)) return;
        socket.destroy();
        resolve(textOf(reply));
      });
      socket.on('close', () => reject(new Error('clamd closed the connection without an answer')));
      socket.on('connect', () => void send(socket, command, parts).catch(fail));
    });
  }
}

async function send(socket: Socket, command: string, parts: Iterable<Buffer>): Promise<void> {
  socket.write(command);
  for (const part of parts) {
    if (socket.destroyed) return;
    if (!socket.write(part)) await drained(socket);
  }
}

/** Not once it is closed: nobody would say that it drained. */
const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });

function* chunksOf(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += CHUNK) {
    const chunk = content.subarray(at, at + CHUNK);
    yield lengthOf(chunk.length);
    yield chunk;
  }
  yield lengthOf(0);
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

/** One that closes while we still write may take its own answer with it. Asked again, it mostly arrives first. */
const isCutOff = (error: NodeJS.ErrnoException): boolean => error.code === 'ECONNRESET' || error.code === 'EPIPE';

const textOf = (reply: Buffer): string => reply.subarray(0, reply.indexOf(0)).toString('utf8').trim();

/** `stream: OK`, `stream: Name FOUND`, `INSTREAM size limit exceeded. ERROR`. */
export function verdictOf(answer: string): ScanVerdict {
  const said = answer.replace(/^stream:\s*/, '');
  if (said === 'OK') return { verdict: 'clean' };
  const [, finding] = /^(.+) FOUND$/.exec(said) ?? [];
  if (finding) return { verdict: 'infected', finding };
  if (/size limit exceeded/i.test(said)) return { verdict: 'unscannable', finding: 'too large for the scanner' };
  throw new Error(`clamd answered “${answer.slice(0, 200)}”`);
}
