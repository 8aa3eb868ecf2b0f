import { randomBytes } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type {
  ChatMessage,
  Conversation,
  Handshake,
  MessageAck,
  OutgoingMessage,
  Session,
} from '../../channels/chat/protocol/protocol.js';

/** What the script makes of one call; `undefined` lets the server answer as it should. */
export type Mischief = (event: {
  call: string;
  body: unknown;
  socket: Socket;
  visitor: string;
}) => 'swallow' | 'lose-ack' | 'drop-before' | 'drop-after' | { ok: false; error: object } | undefined;

export interface Seen {
  at: number;
  socket: string;
  visitor: string;
  call: string;
  body: unknown;
}

/** A chat server that keeps everything in memory and misbehaves on request. For authors of clients, and for tests. */
export class ReferenceServer {
  readonly seen: Seen[] = [];
  readonly handshakes: (Handshake & { at: number; givenVisitor: string })[] = [];
  readonly messages: ChatMessage[] = [];
  mischief: Mischief = () => undefined;
  private readonly http: HttpServer;
  private readonly io: Server;
  private readonly visitors = new Set<string>();

  constructor(
    private readonly now: () => number,
    private readonly changed: () => void = () => undefined,
  ) {
    this.http = createServer((_, response) => response.writeHead(404).end());
    this.io = new Server(this.http, { cors: { origin: '*' } });
    this.io.of('/chat').on('connection', (socket) => this.joined(socket));
  }

  async listen(port = 0, host = '127.0.0.1'): Promise<string> {
    await new Promise<void>((resolve, reject) => this.http.once('error', reject).listen(port, host, resolve));
    return `http://${host}:${(this.http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.io.close();
  }

  say(text: string, { deliver = true } = {}): ChatMessage {
    const message = this.store({ text, from: { kind: 'agent', name: 'Rui Tanaka' } });
    if (deliver) this.io.of('/chat').emit('message', { ...message, aFieldOfTheFuture: true });
    return message;
  }

  tell(event: string, data: unknown): void {
    this.io.of('/chat').emit(event, data);
  }

  private joined(socket: Socket): void {
    const handshake = socket.handshake.auth as Handshake;
    const known = handshake.visitor !== undefined && this.visitors.has(handshake.visitor);
    const visitor = known ? handshake.visitor! : `vis_${randomBytes(24).toString('base64url')}`;
    this.visitors.add(visitor);
    this.handshakes.push({ ...handshake, at: this.now(), givenVisitor: visitor });
    for (const call of ['message', 'sync', 'read', 'typing', 'rate', 'end', 'contact']) {
      socket.on(call, (body: unknown, ack?: (answer: unknown) => void) => this.heard(socket, visitor, call, body, ack));
    }
    socket.emit('session', this.session(visitor));
    this.changed();
  }

  private heard(
    socket: Socket,
    visitor: string,
    call: string,
    body: unknown,
    ack: (answer: unknown) => void = () => undefined,
  ): void {
    this.seen.push({ at: this.now(), socket: socket.id, visitor, call, body });
    const mischief = this.mischief({ call, body, socket, visitor });
    if (mischief === 'drop-before') socket.disconnect(true);
    else if (typeof mischief === 'object') ack(mischief);
    else if (mischief !== 'swallow') {
      const answer = this.answer(socket, call, body);
      if (mischief === 'drop-after') socket.disconnect(true);
      else if (mischief !== 'lose-ack') ack(answer);
    }
    this.changed();
  }

  private answer(socket: Socket, call: string, body: unknown): unknown {
    if (call === 'message') return this.take(socket, body as OutgoingMessage);
    if (call === 'sync') {
      const after = this.messages.filter((m) => m.seq > (body as { after: number }).after);
      return { ok: true, messages: after.slice(0, 50), more: after.length > 50 };
    }
    if (call === 'end') this.tell('ended', { by: 'visitor', at: new Date(this.now()).toISOString() });
    return { ok: true };
  }

  private take(socket: Socket, { clientId, text }: OutgoingMessage): MessageAck {
    let message = this.messages.find((m) => m.clientId === clientId);
    if (!message) {
      message = this.store({ clientId, text, from: { kind: 'visitor', name: '' } });
      socket.broadcast.emit('message', message);
    }
    return { ok: true, id: message.id, seq: message.seq, at: message.at, conversation: 'c1', ticket: 1042 };
  }

  private store(part: Pick<ChatMessage, 'text' | 'from' | 'clientId'>): ChatMessage {
    const seq = this.messages.length + 1;
    const message: ChatMessage = {
      id: `m${seq}`,
      seq,
      attachments: [],
      at: new Date(this.now()).toISOString(),
      ...part,
    };
    this.messages.push(message);
    return message;
  }

  private session(visitor: string): Session {
    const lastSeq = this.messages.length;
    const conversation: Conversation = {
      id: lastSeq ? 'c1' : null,
      ticket: lastSeq ? 1042 : null,
      lastSeq,
      readSeq: 0,
      teamReadSeq: 0,
    };
    const people = [{ name: 'Marina Lima' }, { name: 'Caio Braga' }, { name: 'Rui Tanaka' }];
    return {
      protocol: 1,
      visitor,
      conversation,
      team: { name: 'Support', online: true, waitMinutes: 1, people },
      history: this.messages.slice(-50),
    };
  }
}
