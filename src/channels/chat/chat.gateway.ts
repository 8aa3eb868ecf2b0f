import { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { DefaultEventsMap, ExtendedError, Namespace, Socket } from 'socket.io';
import { Config } from '../../platform/config.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { Metrics } from '../../platform/telemetry/metrics.js';
import { Refusal } from '../../platform/http/refusal.js';
import { ForeignOrigins } from '../../platform/sockets/foreign-origins.js';
import { InboxesService } from '../inboxes.service.js';
import { chatErrorOf, refuse } from './chat.refusal.js';
import { ChatRooms, room } from './chat.rooms.js';
import type { ChatSettings } from './chat.settings.js';
import { ChatService } from './chat.service.js';
import { ConversationReader } from './conversation.reader.js';
import { originAllowed } from './origins.rules.js';
import { readHandshake } from './calls.rules.js';
import type { CallName } from './protocol/protocol.js';
import { VisitorsService, type Known } from './visitors.service.js';

interface VisitorData {
  known: Known;
  token: string;
}
type VisitorSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, VisitorData>;
type Call = (known: Known, body: unknown, socketId: string) => Promise<object>;

/** A flood of anything but messages is no chat either. */
const CALLS_PER_SECOND = 50;

/** The visitors' sockets, namespace `/chat`. The calls themselves are in `ChatService`; here is who may call. */
@WebSocketGateway({ namespace: '/chat' })
export class ChatGateway implements OnGatewayInit<Namespace>, OnGatewayConnection<VisitorSocket>, OnGatewayDisconnect {
  private readonly log = Logs.for('chat');
  private readonly calls: Record<CallName, Call>;
  private readonly ownHost: string;

  constructor(
    private readonly visitors: VisitorsService,
    private readonly reader: ConversationReader,
    private readonly rooms: ChatRooms,
    private readonly metrics: Metrics,
    private readonly chat: ChatService,
    private readonly inboxes: InboxesService,
    origins: ForeignOrigins,
    config: Config,
  ) {
    origins.welcome((origin) => this.anyInboxAllows(origin));
    this.ownHost = new URL(config.publicUrl).host;
    this.calls = {
      message: (known, body, socketId) => chat.message(known, body, socketId),
      sync: (known, body) => chat.sync(known, body),
      read: (known, body) => chat.read(known, body),
      typing: (known, body) => chat.typing(known, body),
      rate: (known, body) => chat.rate(known, body),
      end: (known) => chat.end(known),
      contact: (known, body) => chat.contact(known, body),
    };
  }

  afterInit(namespace: Namespace): void {
    this.rooms.attach(namespace);
    // In a middleware: nobody is connected before it is known who it is.
    namespace.use((socket, next) => void this.enter(socket as VisitorSocket, next));
  }

  async handleConnection(socket: VisitorSocket): Promise<void> {
    this.metrics.sockets.inc({ namespace: 'chat' });
    const { known, token } = socket.data;
    this.answerCalls(socket, known);
    try {
      const thread = await this.reader.threadOf(known.visitor);
      // Joined before the history is read: what is said in between comes twice rather than never.
      await socket.join([
        room.inbox(known.line.id),
        room.visitor(known.visitor),
        ...(known.visitor.vouchedBy ? [room.guest(accountOf(known.visitor.externalId!))] : []),
        ...(thread ? [room.conversation(thread.id)] : []),
      ]);
      socket.emit('session', await this.chat.session(known, token, thread));
    } catch (error) {
      this.log.error({ err: error }, 'a chat session could not begin');
      socket.disconnect(true);
    }
  }

  handleDisconnect(): void {
    this.metrics.sockets.dec({ namespace: 'chat' });
  }

  private async enter(socket: VisitorSocket, next: (error?: ExtendedError) => void): Promise<void> {
    const refusal = await this.admit(socket).then(
      () => undefined,
      (error: unknown) => this.refusal(error),
    );
    next(refusal);
  }

  /** Before the handshake nobody knows which inbox is meant; `admit` asks that one. */
  private async anyInboxAllows(origin: string): Promise<boolean> {
    const lines = await this.inboxes.activeLines('chat');
    return lines.some((line) =>
      originAllowed(origin, (line.settings as unknown as ChatSettings).allowedOrigins, [this.ownHost]),
    );
  }

  private async admit(socket: VisitorSocket): Promise<void> {
    const { auth, headers } = socket.handshake;
    const handshake = readHandshake(auth);
    const { visitor, line, token } = await this.visitors.admit(handshake);
    if (!originAllowed(headers.origin, line.settings.allowedOrigins, [this.ownHost, headers.host])) {
      throw refuse('unauthorized', 'This page may not show this chat.');
    }
    socket.data = { known: { visitor, line }, token };
  }

  /** One after the other: what a client says in an order, without waiting for acks, is stored in that order. */
  private answerCalls(socket: VisitorSocket, known: Known): void {
    const budget = new CallBudget(CALLS_PER_SECOND);
    let last: Promise<unknown> = Promise.resolve();
    for (const [name, call] of Object.entries(this.calls)) {
      socket.on(name, (...args: unknown[]) => {
        const acknowledge = args.findLast((arg) => typeof arg === 'function') as ((answer: object) => void) | undefined;
        const body = typeof args[0] === 'function' ? undefined : args[0];
        const allowed = budget.take();
        last = last.then(async () => {
          const answer = await this.answer(async () => {
            if (!allowed) throw refuse('rate_limited', 'Too many calls.', 1_000);
            await this.visitors.mustStillBe(known.visitor);
            return call(known, body, socket.id);
          });
          acknowledge?.(answer);
        });
      });
    }
  }

  private async answer(call: () => Promise<object>): Promise<object> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Refusal)) this.log.error({ err: error }, 'a chat call failed');
      return { ok: false, error: chatErrorOf(error) };
    }
  }

  private refusal(error: unknown): ExtendedError {
    if (!(error instanceof Refusal)) this.log.error({ err: error }, 'a chat handshake failed');
    const told = chatErrorOf(error);
    return Object.assign(new Error(told.message), { data: told });
  }
}

/** Of the key of a guest, what stands before the contact. */
const accountOf = (key: string): string => key.slice(0, key.lastIndexOf(':'));

/** So many calls in each second of one socket. */
class CallBudget {
  private left: number;
  private since = performance.now();

  constructor(private readonly perSecond: number) {
    this.left = perSecond;
  }

  take(): boolean {
    const now = performance.now();
    if (now - this.since >= 1_000) {
      this.since = now;
      this.left = this.perSecond;
    }
    this.left -= 1;
    return this.left >= 0;
  }
}
