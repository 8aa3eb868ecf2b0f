import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import type {} from '../../conversations/conversation.events.js';
import type {} from '../../customers/customers.events.js';
import type {} from '../../dispatch/dispatch.events.js';
import { Reading } from '../../platform/database/reading.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import type {} from '../../report-requests/report.events.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { audienceOf, room, type Concerned } from './portal-rooms.rules.js';

/** What changes many times in this span is told once. */
const GATHER_MS = 150;

/**
 * Tells customers' pages that something of theirs changed, and of which request; nothing of what it says. All of it may be
 * lost: the pulse finds it a little later.
 */
@Injectable()
export class PortalHints implements BeforeApplicationShutdown {
  private readonly log = Logs.for('portal');
  private namespace: Namespace | undefined;
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly reading: Reading) {}

  attach(namespace: Namespace): void {
    this.namespace = namespace;
  }

  @Subscribe('ticket.changed', { name: 'portal.ticket-changed', lane: 'live' })
  async ticketChanged({ ticketId }: Events['ticket.changed']): Promise<void> {
    this.later(ticketId);
  }

  /** Notes and what we ask a supplier are none of theirs, not even that they were written. */
  @Subscribe('message.recorded', {
    name: 'portal.message-recorded',
    lane: 'live',
    when: (f) => f.kind !== 'note' && f.direction !== 'internal' && !f.thirdParty,
  })
  async said({ ticketId }: Events['message.recorded']): Promise<void> {
    this.later(ticketId);
  }

  /** An answer can be read from the moment in which it has left us. */
  @Subscribe('message.state-changed', {
    name: 'portal.message-state',
    lane: 'live',
    when: (f) => f.state === 'sent' || f.state === 'delivered',
  })
  async left({ ticketId }: Events['message.state-changed']): Promise<void> {
    this.later(ticketId);
  }

  @Subscribe('visit.updated', { name: 'portal.visit-updated', lane: 'live' })
  async visitUpdated({ ticketId }: Events['visit.updated']): Promise<void> {
    this.later(ticketId);
  }

  @Subscribe('report-request.changed', { name: 'portal.report-changed', lane: 'live' })
  async reportChanged({ requestId, number }: Events['report-request.changed']): Promise<void> {
    if (!this.namespace) return;
    const [row] = await this.reading.query<Omit<Concerned, 'siteIds'>>(
      'select contact_id as "contactId", company_id as "companyId" from report_requests where id = $1',
      [requestId],
    );
    if (row) this.namespace.to(audienceOf({ ...row, siteIds: [] })).emit('changed', { report: number });
  }

  @Subscribe('portal.access-changed', { name: 'portal.access', lane: 'live' })
  async accessChanged({ accountId }: Events['portal.access-changed']): Promise<void> {
    this.namespace?.in(room.account(accountId)).disconnectSockets(true);
  }

  /** Who goes to another company, or is gone, must not go on to hear of the one that they left. */
  @Subscribe('contact.changed', { name: 'portal.contact-changed', lane: 'live' })
  async contactChanged({ contactId }: Events['contact.changed']): Promise<void> {
    this.namespace?.in(room.contact(contactId)).disconnectSockets(true);
  }

  @Subscribe('contact.deleted', { name: 'portal.contact-deleted', lane: 'live' })
  async contactDeleted({ contactId }: Events['contact.deleted']): Promise<void> {
    this.namespace?.in(room.contact(contactId)).disconnectSockets(true);
  }

  @Subscribe('contact.merged', { name: 'portal.contact-merged', lane: 'live' })
  async contactMerged({ winnerId, loserId }: Events['contact.merged']): Promise<void> {
    this.namespace?.in([room.contact(winnerId), room.contact(loserId)]).disconnectSockets(true);
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  private later(ticketId: string): void {
    if (!this.namespace) return;
    this.changed.add(ticketId);
    this.timer ??= setTimeout(() => {
      this.tell().catch((error: unknown) => this.log.warn({ err: error }, 'customers were not told'));
    }, GATHER_MS);
  }

  private async tell(): Promise<void> {
    this.timer = undefined;
    const ids = [...this.changed];
    this.changed.clear();
    const rows = await this.reading.query<Concerned & { number: string }>(
      `select t.number, t.contact_id as "contactId", t.company_id as "companyId",
         array(select t.site_id where t.site_id is not null
               union select x.site_id from visits x where x.ticket_id = t.id and x.site_id is not null) as "siteIds"
       from tickets t where t.id = any($1::uuid[]) and not t.silent`,
      [ids],
    );
    for (const row of rows) {
      const rooms = audienceOf(row);
      if (rooms.length > 0) this.namespace?.to(rooms).emit('changed', { ticket: Number(row.number) });
    }
  }
}
