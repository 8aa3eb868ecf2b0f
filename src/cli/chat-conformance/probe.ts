import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type {
  ChatError,
  ChatMessage,
  Handshake,
  MessageAck,
  Session,
  SyncAck,
} from '../../channels/chat/protocol/protocol.js';
import { must } from './verdict.js';

const WITHIN_MS = 10_000;

export interface Answer {
  ok: boolean;
  error?: ChatError;
}

/** A bare client: it checks nothing, repeats nothing and repairs nothing, so that a rule sees what the server really does. */
export class Probe {
  readonly messages: ChatMessage[] = [];
  readonly ended: unknown[] = [];
  closed = false;
  private waiting: (() => void)[] = [];

  private constructor(
    readonly socket: Socket,
    readonly session: Session,
  ) {
    socket.on('message', (message: ChatMessage) => this.note(() => this.messages.push(message)));
    socket.on('ended', (data: unknown) => this.note(() => this.ended.push(data)));
    socket.on('disconnect', () => this.note(() => (this.closed = true)));
  }

  static async open(server: string, handshake: Handshake): Promise<Probe> {
    const socket = connect(server, handshake);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(new Error(`no session within ${WITHIN_MS / 1000} s`)), WITHIN_MS);
      const fail = (error: Error): void => {
        clearTimeout(timer);
        socket.close();
        reject(error);
      };
      socket.once('connect_error', (error) => fail(error));
      socket.once('session', (session: Session) => {
        clearTimeout(timer);
        resolve(new Probe(socket, session));
      });
    });
  }

  /** How a handshake is refused; undefined where it is not. */
  static async refusal(server: string, handshake: unknown): Promise<ChatError | undefined> {
    const socket = connect(server, handshake as Handshake);
    return new Promise((resolve) => {
      const done = (error?: ChatError): void => {
        clearTimeout(timer);
        socket.close();
        resolve(error);
      };
      const timer = setTimeout(
        () => done({ code: 'unavailable', message: 'neither a session nor a refusal' }),
        WITHIN_MS,
      );
      socket.once('connect_error', (error: Error & { data?: ChatError }) =>
        done(error.data ?? { code: 'unavailable', message: error.message }),
      );
      socket.once('session', () => done());
    });
  }

  call<T extends object = Answer>(name: string, ...body: unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${name} was not acknowledged within ${WITHIN_MS / 1000} s`)),
        WITHIN_MS,
      );
      this.socket.emit(name, ...body, (ack: T) => {
        clearTimeout(timer);
        resolve(ack);
      });
    });
  }

  async say(
    text: string,
    clientId: string = randomUUID(),
    attachments?: string[],
  ): Promise<Extract<MessageAck, { ok: true }>> {
    const ack = await this.call<MessageAck>('message', { clientId, text, ...(attachments && { attachments }) });
    must(ack.ok, `the message was refused: ${JSON.stringify(ack)}`);
    return ack;
  }

  /** All messages after `seq`, page by page. */
  async after(seq: number): Promise<ChatMessage[]> {
    const all: ChatMessage[] = [];
    for (let from = seq; ;) {
      const ack = await this.call<SyncAck>('sync', { after: from });
      must(ack.ok, `sync was refused: ${JSON.stringify(ack)}`);
      all.push(...ack.messages);
      if (!ack.more) return all;
      const last = ack.messages.at(-1);
      must(last && last.seq > from, 'sync says "more" and gives nothing more');
      from = last.seq;
    }
  }

  /** Waits until `holds`; false after the time is over. */
  async until(holds: () => boolean, withinMs = WITHIN_MS): Promise<boolean> {
    const end = performance.now() + withinMs;
    while (!holds()) {
      const left = end - performance.now();
      if (left <= 0) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return true;
  }

  close(): void {
    this.socket.close();
  }

  private note(change: () => unknown): void {
    change();
    for (const wake of this.waiting.splice(0)) wake();
  }
}

function connect(server: string, handshake: Handshake): Socket {
  return io(`${server}/chat`, {
    auth: handshake as unknown as Record<string, unknown>,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
}
