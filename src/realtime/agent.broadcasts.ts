import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import type {} from '../channels/calls/call.events.js';
import type {} from '../conversations/typing.events.js';
import type {} from '../dispatch/dispatch.events.js';
import type {} from '../notifications/notification.events.js';
import { DealsService } from '../sales/deals/deals.service.js';
import type {} from '../sales/sales.events.js';
import { VisitCrews } from '../dispatch/visits/visit-crews.service.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { Signals } from '../platform/sockets/signals.js';
import { Logs } from '../platform/telemetry/logs.js';
import { Offers } from '../routing/assignment/offers.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { audienceOf, dealAudience, room } from './rooms.js';

/** A ticket that changes many times in this span is told once, as it is then. Its events are told one by one. */
const ROWS_EVERY_MS = 60;
const COUNTS_EVERY_MS = 1_000;

/** Tells agents' sockets what was committed. Everything here may be lost; `seq` and versions show it to the client. */
@Injectable()
export class AgentBroadcasts implements BeforeApplicationShutdown {
  private readonly log = Logs.for('realtime');
  private namespace: Namespace | undefined;
  private readonly changed = new Set<string>();
  private rowsTimer: NodeJS.Timeout | undefined;
  private countsTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly tickets: TicketsService,
    private readonly offers: Offers,
    private readonly crews: VisitCrews,
    private readonly deals: DealsService,
    signals: Signals,
  ) {
    signals.on('conversation.typing', ({ ticketId, side, name, on }) => {
      if (side === 'customer')
        this.namespace?.to(room.ticket(ticketId)).volatile.emit('typing', { ticketId, name, on });
    });
  }

  attach(namespace: Namespace): void {
    this.namespace = namespace;
  }

  @Subscribe('ticket.created', { name: 'realtime.ticket-created', lane: 'live' })
  async created({ ticketId }: Events['ticket.created']): Promise<void> {
    this.rowLater(ticketId);
  }

  @Subscribe('ticket.changed', { name: 'realtime.ticket-changed', lane: 'live' })
  async ticketChanged(fact: Events['ticket.changed']): Promise<void> {
    this.rowLater(fact.ticketId);
    if (!this.namespace) return;
    for (const event of await this.tickets.eventsOf(fact)) {
      this.namespace.to(room.ticket(fact.ticketId)).emit('event', event);
    }
  }

  /** A delivery mark is no event of the ticket: it changes a message that is known. */
  @Subscribe('message.state-changed', { name: 'realtime.message-state', lane: 'live' })
  async messageState(fact: Events['message.state-changed']): Promise<void> {
    this.namespace?.to(room.ticket(fact.ticketId)).emit('message', fact);
  }

  @Subscribe('conversation.changed', { name: 'realtime.conversation', lane: 'live' })
  async conversation(fact: Events['conversation.changed']): Promise<void> {
    this.namespace?.to(room.ticket(fact.ticketId)).emit('conversation', fact);
  }

  /** A card with a countdown; after a reload, `GET /me/offers` shows the same. */
  @Subscribe('assignment.offered', { name: 'realtime.offer', lane: 'live' })
  async offered({ offerId, userId }: Events['assignment.offered']): Promise<void> {
    if (!this.namespace) return;
    const offer = (await this.offers.of(userId)).find(({ id }) => id === offerId);
    if (offer) this.namespace.to(room.user(userId)).emit('offer', offer);
  }

  @Subscribe('assignment.offer-ended', { name: 'realtime.offer-ended', lane: 'live' })
  async offerEnded({ offerId, userId, ticketId, state }: Events['assignment.offer-ended']): Promise<void> {
    this.namespace?.to(room.user(userId)).emit('offer-ended', { id: offerId, ticketId, state });
  }

  /** Ids only: a phone that may show the call asks what it is now. */
  @Subscribe('call.changed', { name: 'realtime.call', lane: 'live' })
  async call({ callId, ticketId, teamId, userIds }: Events['call.changed']): Promise<void> {
    const audience = [...audienceOf({ teamId, assigneeId: null }), ...userIds.map(room.user)];
    this.namespace?.to(audience).emit('call', { id: callId, ticketId });
  }

  /** The bell asks again for what it shows. */
  @Subscribe('notification.made', { name: 'realtime.notification', lane: 'live' })
  async notified({ notificationId, userId, ticketId, kind }: Events['notification.made']): Promise<void> {
    this.namespace?.to(room.user(userId)).emit('notification', { id: notificationId, kind, ticketId });
  }

  @Subscribe('notification.read', { name: 'realtime.notification-read', lane: 'live' })
  async notificationsRead({ userId }: Events['notification.read']): Promise<void> {
    this.namespace?.to(room.user(userId)).emit('notifications-read', {});
  }

  /** Ids and the version only: whoever shows the visit asks for it, with the rights that they have. */
  @Subscribe('visit.updated', { name: 'realtime.visit', lane: 'live' })
  async visit({ visitId, ticketId, version }: Events['visit.updated']): Promise<void> {
    if (!this.namespace) return;
    const audience = [room.visits, room.ticket(ticketId), ...(await this.crews.of(visitId)).map(room.user)];
    this.namespace.to(audience).emit('visit', { visitId, ticketId, version });
  }

  /** Ids and the version only, as for visits. */
  @Subscribe('deal.changed', { name: 'realtime.deal', lane: 'live' })
  async deal({ dealId, version }: Events['deal.changed']): Promise<void> {
    const deal = this.namespace && (await this.deals.placeOf(dealId));
    if (deal) this.namespace?.to(dealAudience(deal)).emit('deal', { dealId, version });
  }

  /** Taking a right away reaches open sockets within a second: they are closed, and whoever still may comes back. */
  @Subscribe('identity.access-changed', { name: 'realtime.revoke', lane: 'live', swept: true })
  async revoke({ userId, sessionId }: Events['identity.access-changed']): Promise<void> {
    const target = this.namespace?.in(sessionId ? room.session(sessionId) : room.user(userId));
    target?.emit('revoked');
    target?.disconnectSockets(true);
  }

  /** Nobody listens any more, and soon there is no database to ask. */
  beforeApplicationShutdown(): void {
    clearTimeout(this.rowsTimer);
    clearTimeout(this.countsTimer);
    this.namespace = undefined;
  }

  private rowLater(ticketId: string): void {
    if (!this.namespace) return;
    this.changed.add(ticketId);
    this.rowsTimer ??= setTimeout(
      () => void this.tellRows().catch((error: unknown) => this.log.warn({ err: error }, 'rows were not told')),
      ROWS_EVERY_MS,
    );
    this.countsTimer ??= setTimeout(() => {
      this.countsTimer = undefined;
      // Only that they may have changed: each person's counts differ, and the view asks for its own.
      this.namespace?.to(room.counts).emit('counts', { changed: true });
    }, COUNTS_EVERY_MS);
  }

  private async tellRows(): Promise<void> {
    this.rowsTimer = undefined;
    const ids = [...this.changed];
    this.changed.clear();
    const { namespace } = this;
    if (!namespace) return;
    for (const { row, teamId, assigneeId } of (await this.tickets.rowsById(ids)).values()) {
      namespace.to(audienceOf({ teamId, assigneeId })).emit('ticket', row);
    }
  }
}
