import { UseFilters } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { Namespace } from 'socket.io';
import { ConversationMarks } from '../conversations/conversation-marks.service.js';
import { SessionsService } from '../identity/sessions/sessions.service.js';
import { Work } from '../platform/database/work.js';
import { fromOwnPage } from '../platform/sockets/own-pages.rules.js';
import { Signals } from '../platform/sockets/signals.js';
import { Logs } from '../platform/telemetry/logs.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { AgentAvailability, AgentSubscribe, AgentTyping, AgentViewing } from './agent.dto.js';
import type { AgentSocket } from './agent.socket.js';
import { AtDesk } from './at-desk.js';
import { handshakeFrom } from './handshake.js';
import { Presence } from './presence.js';
import { room, roomsOf } from './rooms.js';
import { AgentBroadcasts } from './agent.broadcasts.js';
import { SocketProblemFilter } from './socket-problem.filter.js';

/** More open tickets than a person can look at. */
const MAX_TICKETS = 50;

/** The agents' sockets: hints about what changed. The truth is one GET away, and `seq` tells when to ask. */
@WebSocketGateway({ namespace: '/agent' })
@UseFilters(SocketProblemFilter)
export class AgentGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<AgentSocket>, OnGatewayDisconnect<AgentSocket>
{
  private readonly log = Logs.for('realtime');

  constructor(
    private readonly sessions: SessionsService,
    private readonly tickets: TicketsService,
    private readonly presence: Presence,
    private readonly broadcasts: AgentBroadcasts,
    private readonly atDesk: AtDesk,
    private readonly signals: Signals,
    private readonly marks: ConversationMarks,
    private readonly work: Work,
    private readonly metrics: Metrics,
  ) {}

  afterInit(namespace: Namespace): void {
    this.broadcasts.attach(namespace);
    this.presence.attach(namespace);
    this.atDesk.attach(namespace);
    this.signals.carryOver(namespace);
    // In a middleware, so that nobody is connected, or in a room, before it is known who it is.
    namespace.use((socket, next) => {
      if (!fromOwnPage(socket.handshake.headers)) return next(new Error('unauthorized'));
      this.sessions.authenticate(handshakeFrom(socket.handshake)).then(
        (actor) => {
          (socket as AgentSocket).data = { actor, viewing: null, typing: false };
          next();
        },
        () => next(new Error('unauthorized')),
      );
    });
  }

  async handleConnection(socket: AgentSocket): Promise<void> {
    this.metrics.sockets.inc({ namespace: 'agent' });
    await socket.join(roomsOf(socket.data.actor));
    // A script that listens with a token is nobody at a desk.
    if (socket.data.actor.sessionId) await this.atDesk.arrived(socket.data.actor.id!);
  }

  async handleDisconnect(socket: AgentSocket): Promise<void> {
    this.metrics.sockets.dec({ namespace: 'agent' });
    const { actor, viewing } = socket.data;
    const told = [viewing && this.presence.left(viewing), actor.sessionId && this.atDesk.left(actor.id!)];
    await Promise.all(told).catch((error: unknown) => this.log.debug({ err: error }, 'presence'));
  }

  /** Each ticket is judged by the same rule as a GET; those that are not visible are left out, silently as a 404. */
  @SubscribeMessage('subscribe')
  subscribe(@ConnectedSocket() socket: AgentSocket, @MessageBody() body: AgentSubscribe) {
    const before = socket.data.following ?? Promise.resolve();
    const done = before.then(() => this.follow(socket, body));
    socket.data.following = done.catch(() => undefined);
    return done;
  }

  private async follow(socket: AgentSocket, body: AgentSubscribe) {
    if (body.views) await (body.views.length > 0 ? socket.join(room.counts) : socket.leave(room.counts));
    if (!body.tickets) return { ok: true };
    const wanted = body.tickets.slice(0, MAX_TICKETS);
    const visible: string[] = await this.tickets.visibleIds(socket.data.actor, wanted);
    const keep = new Set<string>(visible.map(room.ticket));
    for (const joined of socket.rooms)
      if (joined.startsWith('ticket:') && !keep.has(joined)) await socket.leave(joined);
    await socket.join([...keep]);
    return { ok: true, tickets: visible };
  }

  @SubscribeMessage('viewing')
  async viewing(@ConnectedSocket() socket: AgentSocket, @MessageBody() { ticketId }: AgentViewing) {
    const [visible] = ticketId ? await this.tickets.visibleIds(socket.data.actor, [ticketId]) : [];
    await this.presence.moved(socket, visible ?? null);
    if (visible) await this.work.run((tx) => this.marks.readByTeam(tx, visible));
    return { ok: true };
  }

  @SubscribeMessage('typing')
  async typing(@ConnectedSocket() socket: AgentSocket, @MessageBody() { ticketId, on }: AgentTyping) {
    if (socket.data.viewing !== ticketId) return { ok: false };
    await this.presence.typing(socket, on);
    this.signals.send('conversation.typing', {
      ticketId,
      conversationId: null,
      side: 'agent',
      name: socket.data.actor.name,
      on,
    });
    return { ok: true };
  }

  @SubscribeMessage('availability')
  async availability(@ConnectedSocket() socket: AgentSocket, @MessageBody() { state }: AgentAvailability) {
    await this.atDesk.choose(socket.data.actor.id!, state);
    return { ok: true };
  }
}
