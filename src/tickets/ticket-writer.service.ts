import { Injectable } from '@nestjs/common';
import { ConversationsService, type NewMessage, type Recorded } from '../conversations/conversations.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { notFound } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { presentEvent } from './history/ticket-history.js';
import type { TicketEventView } from './history/ticket-event.dto.js';
import { WrittenEvents } from './history/written-events.js';
import { Status } from './status.entity.js';
import type { TicketEvent } from './ticket-event.entity.js';
import { Ticket } from './ticket.entity.js';
import { categoryAfter, isOpen, type StatusCategory } from './ticket.rules.js';

export type Because = Record<string, unknown> | null;

/** What a caller may change; everything else follows from it. */
export type TicketChange = Partial<
  Pick<
    Ticket,
    | 'subject'
    | 'statusId'
    | 'category'
    | 'priority'
    | 'type'
    | 'mode'
    | 'contactId'
    | 'companyId'
    | 'siteId'
    | 'assigneeId'
    | 'teamId'
    | 'tags'
    | 'fields'
    | 'snoozedUntil'
    | 'dueAt'
    | 'dueMetric'
    | 'onSiteDueAt'
    | 'mergedIntoId'
  >
>;

export interface NewTicket {
  subject: string;
  contactId: string;
  companyId: string | null;
  siteId?: string | null;
  inboxId: string | null;
  teamId?: string | null;
  assigneeId?: string | null;
  priority?: number;
  type?: string;
  mode?: Ticket['mode'];
  tags?: string[];
  fields?: Record<string, unknown>;
  category?: StatusCategory;
  /** We speak first, and nobody need do anything before the customer answers: it is solved until then. */
  silent?: boolean;
}

export interface HistoryEntry {
  type: string;
  data: Record<string, unknown>;
  because?: Because;
}

const APPEND_EVENTS = `
  insert into ticket_events (ticket_id, seq, id, type, actor_kind, actor_id, actor_name, at, data, because)
  select $1::uuid, seq, id, type, $2, $3::uuid, $4, $5::timestamptz, data, because
  from unnest($6::int[], $7::uuid[], $8::text[], $9::jsonb[], $10::jsonb[]) as e(seq, id, type, data, because)`;

const valuesOf = ({ id }: Ticket, events: TicketEvent[]): unknown[] => [
  id,
  events[0]?.actorKind,
  events[0]?.actorId,
  events[0]?.actorName,
  events[0]?.at,
  events.map((e) => e.seq),
  events.map((e) => e.id),
  events.map((e) => e.type),
  events.map((e) => JSON.stringify(e.data)),
  events.map((e) => (e.because ? JSON.stringify(e.because) : null)),
];

/** The one write path: lock the ticket, apply, say what happened. Nothing else updates a ticket. */
@Injectable()
export class TicketWriter {
  /** What each transaction holds: a ticket that it has locked changes by this writer only, which keeps it up to date. */
  private readonly held = new WeakMap<Tx, Map<string, Ticket>>();

  constructor(
    private readonly clock: Clock,
    private readonly conversations: ConversationsService,
    private readonly written: WrittenEvents,
  ) {}

  /** One transaction has one `Ticket` of each, whoever asks in it. */
  async lock(tx: Tx, id: string): Promise<Ticket> {
    const known = this.held.get(tx)?.get(id);
    if (known) return known;
    const ticket = await tx.lockById(Ticket, id);
    if (!ticket) throw notFound('ticket');
    return this.hold(tx, ticket);
  }

  private hold(tx: Tx, ticket: Ticket): Ticket {
    const held = this.held.get(tx) ?? new Map<string, Ticket>();
    this.held.set(tx, held);
    // Two who asked at the same time must not change two of them.
    const known = held.get(ticket.id);
    if (!known) held.set(ticket.id, ticket);
    return known ?? ticket;
  }

  async open(tx: Tx, actor: Actor, fresh: NewTicket, because: Because = null): Promise<Ticket> {
    const now = this.clock.now();
    const silent = fresh.silent ?? false;
    const category = silent ? 'solved' : (fresh.category ?? 'new');
    const { subject, contactId, companyId, inboxId, teamId = null, assigneeId = null } = fresh;
    const { priority = 2, mode = 'digital', tags = [] } = fresh;
    const [row] = await tx.query(
      `with ticket as (
         insert into tickets (id, subject, status_id, category, priority, type, mode, contact_id, company_id, assignee_id, team_id, inbox_id, tags, fields, created_at, updated_at, event_seq, silent, site_id)
         select $1, $2, s.id, s.category, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, 1, $21, $22
         from statuses s where s.category = $3 and s.is_default
         returning *
       ), event as (
         insert into ticket_events (ticket_id, seq, id, type, actor_kind, actor_id, actor_name, at, data, because)
         select id, event_seq, $15, 'ticket.created', $16, $17::uuid, $18, $14, $19, $20 from ticket
       )
       select * from ticket`,
      [
        newId(),
        subject,
        category,
        priority,
        fresh.type ?? 'question',
        mode,
        contactId,
        companyId,
        assigneeId,
        teamId,
        inboxId,
        tags,
        JSON.stringify(fresh.fields ?? {}),
        now,
        newId(),
        actor.kind,
        actor.id,
        actor.name,
        JSON.stringify({ subject, inboxId, priority, mode, teamId, assigneeId }),
        because && JSON.stringify(because),
        silent,
        fresh.siteId ?? null,
      ],
    );
    if (!row) throw new Error(`no status is the default of category ${category}`);
    // Nobody else sees it before the commit: it is ours as if it were locked.
    const ticket = this.hold(tx, tx.entity(Ticket, row));
    this.rememberTags(tx, ticket.tags);
    if (!silent) this.tellOfNew(tx, ticket);
    return ticket;
  }

  /** Somebody answered our first word: from here on it is a ticket like any other, and as old as the answer. */
  async wake(tx: Tx, ticket: Ticket, actor: Actor, because: Because): Promise<void> {
    const status = await this.defaultStatus(tx, 'new');
    const now = this.clock.now();
    Object.assign(ticket, {
      silent: false,
      statusId: status.id,
      category: status.category,
      solvedAt: null,
      closedAt: null,
      createdAt: now,
      updatedAt: now,
      version: ticket.version + 1,
    });
    this.append(tx, ticket, actor, [{ type: 'ticket.awakened', data: {}, because }]);
    this.store(tx, ticket, ['silent', 'statusId', 'category', 'solvedAt', 'closedAt', 'createdAt']);
    this.tellOfNew(tx, ticket);
  }

  private tellOfNew(tx: Tx, ticket: Ticket): void {
    tx.emit('ticket.created', {
      ticketId: ticket.id,
      number: ticket.number,
      seq: ticket.eventSeq,
      assigneeId: ticket.assigneeId,
    });
  }

  /**
   * Changes a locked ticket. What is as it was is no news; returns whether anything changed. `because` is shown by
   * "Why?". The given `ticket` afterwards holds the new values.
   */
  async apply(
    tx: Tx,
    ticket: Ticket,
    actor: Actor,
    change: TicketChange,
    because: Because = null,
    more: HistoryEntry[] = [],
  ): Promise<boolean> {
    const wanted = await this.completed(tx, ticket, change);
    const changed = (Object.keys(wanted) as (keyof TicketChange)[]).filter((key) => !same(ticket[key], wanted[key]));
    if (changed.length === 0 && more.length === 0) return false;
    const entries = entriesOf(ticket, wanted, changed, because);
    const timestamps = this.consequences(ticket, wanted);
    if (changed.includes('tags')) this.rememberTags(tx, wanted.tags ?? []);
    Object.assign(ticket, wanted, timestamps, { version: ticket.version + 1, updatedAt: this.clock.now() });
    const fromSeq = ticket.eventSeq + 1;
    const events = this.append(tx, ticket, actor, [...entries, ...more]);
    this.store(tx, ticket, [...changed, ...(Object.keys(timestamps) as (keyof Ticket)[])]);
    this.announce(tx, ticket, fromSeq, events, changed);
    return true;
  }

  /**
   * Gives a locked ticket earlier values back, exactly: nothing follows from them, because they are what followed
   * then. Only for undoing.
   */
  async restore(
    tx: Tx,
    ticket: Ticket,
    actor: Actor,
    values: Partial<Ticket>,
    because: Because,
    more: HistoryEntry[] = [],
  ): Promise<void> {
    const changed = (Object.keys(values) as (keyof Ticket)[]).filter((key) => !same(ticket[key], values[key]));
    const told = changed.filter((key): key is keyof TicketChange => TOLD.has(key));
    const entries = entriesOf(ticket, values, told, because);
    Object.assign(ticket, values, { version: ticket.version + 1, updatedAt: this.clock.now() });
    const fromSeq = ticket.eventSeq + 1;
    const events = this.append(tx, ticket, actor, [...entries, ...more]);
    this.store(tx, ticket, changed);
    this.announce(tx, ticket, fromSeq, events, changed);
  }

  /** Records something said on the ticket and what follows for it, in one go. */
  async say(
    tx: Tx,
    ticket: Ticket,
    actor: Actor,
    conversation: { id: string; channel: string; thirdParty?: boolean },
    message: NewMessage,
  ): Promise<Recorded> {
    ticket.messageSeq += 1;
    const recorded = await this.conversations.record(
      tx,
      conversation,
      { id: ticket.id, seq: ticket.messageSeq },
      message,
    );
    const thirdParty = conversation.thirdParty ?? false;
    const changed = await this.followMessage(tx, ticket, recorded, {
      automatic: message.automatic ?? false,
      thirdParty,
    });
    const entries: HistoryEntry[] = [
      {
        type: 'message.added',
        data: {
          messageId: recorded.id,
          messageSeq: recorded.ticketSeq,
          direction: message.direction,
          kind: message.kind,
          channel: conversation.channel,
        },
      },
      ...(changed.status
        ? [{ type: 'ticket.status-changed', data: changed.status, because: { message: recorded.id } }]
        : []),
    ];
    ticket.version += 1;
    ticket.updatedAt = this.clock.now();
    const fromSeq = ticket.eventSeq + 1;
    const events = this.storeAfterMessage(tx, ticket, actor, entries);
    tx.emit('message.recorded', {
      messageId: recorded.id,
      conversationId: recorded.conversationId,
      ticketId: ticket.id,
      direction: message.direction,
      kind: message.kind,
      channel: conversation.channel,
      state: message.state,
      automatic: message.automatic ?? false,
      ...(thirdParty && { thirdParty }),
      ...(message.meta?.invitations !== undefined && { invitation: true }),
    });
    this.announce(tx, ticket, fromSeq, events, ['lastMessageAt', ...(changed.status ? ['statusId'] : [])]);
    return recorded;
  }

  /** A reply was taken back before it left: whoever waits still waits, as if it had never been written. */
  async retract(tx: Tx, ticket: Ticket, actor: Actor, messageId: string): Promise<void> {
    const [marks] = await tx.query<{ first: Date | null; waiting: Date | null; last: Date | null }>(
      `with said as (select * from messages where ticket_id = $1 and state <> 'cancelled' and not automatic
                       and not (meta ? 'thirdParty')),
         answered as (select max(ticket_seq) as seq, min(at) as first from said where direction = 'out')
       select answered.first,
         (select min(at) from said where direction = 'in' and ticket_seq > coalesce(answered.seq, 0)) as waiting,
         (select max(at) from said) as last
       from answered`,
      [ticket.id],
    );
    const fromSeq = ticket.eventSeq + 1;
    Object.assign(ticket, {
      firstResponseAt: marks?.first ?? null,
      waitingSince: isOpen(ticket.category) ? (marks?.waiting ?? null) : null,
      lastMessageAt: marks?.last ?? ticket.lastMessageAt,
      version: ticket.version + 1,
      updatedAt: this.clock.now(),
    });
    const events = this.append(tx, ticket, actor, [{ type: 'message.cancelled', data: { messageId } }]);
    this.store(tx, ticket, ['firstResponseAt', 'waitingSince', 'lastMessageAt']);
    this.announce(tx, ticket, fromSeq, events, ['lastMessageAt']);
  }

  private async followMessage(
    tx: Tx,
    ticket: Ticket,
    said: Recorded,
    { automatic, thirdParty }: { automatic: boolean; thirdParty: boolean },
  ): Promise<{ status?: Record<string, unknown> }> {
    const before = { statusId: ticket.statusId, category: ticket.category };
    const category = categoryAfter(ticket.category, { direction: said.direction, automatic, thirdParty });
    if (said.channel !== 'internal' && !ticket.channels.includes(said.channel))
      ticket.channels = [...ticket.channels, said.channel];
    ticket.lastMessageAt = said.at;
    if (said.direction === 'in' && !automatic) {
      // Whether the customer waits is between the customer and us.
      if (!thirdParty) ticket.waitingSince ??= said.at;
      ticket.snoozedUntil = null;
    }
    if (said.direction === 'out' && !automatic && !thirdParty) {
      ticket.waitingSince = null;
      ticket.firstResponseAt ??= said.at;
    }
    if (category === before.category) return {};
    const status = await this.defaultStatus(tx, category);
    Object.assign(ticket, this.consequences(ticket, { category }), { statusId: status.id, category });
    return { status: { from: before.statusId, to: status.id } };
  }

  /** Numbers the events under the ticket's lock and writes them. */
  private append(tx: Tx, ticket: Ticket, actor: Actor, entries: HistoryEntry[]): TicketEventView[] {
    const events = this.numbered(ticket, actor, entries);
    if (events.length > 0) tx.write(APPEND_EVENTS, valuesOf(ticket, events));
    return events.map(presentEvent);
  }

  private numbered(ticket: Ticket, actor: Actor, entries: HistoryEntry[]): TicketEvent[] {
    const at = this.clock.now();
    return entries.map(({ type, data, because = null }) => ({
      id: newId(),
      seq: (ticket.eventSeq += 1),
      ticketId: ticket.id,
      type,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      at,
      data,
      because,
    }));
  }

  private store(tx: Tx, ticket: Ticket, keys: (keyof Ticket)[]): void {
    const columns = [...keys, 'version', 'updatedAt', 'eventSeq'] as (keyof Ticket)[];
    const values = Object.fromEntries(columns.map((key) => [key, ticket[key]])) as Partial<Ticket>;
    tx.update(Ticket, ticket.id, values);
  }

  /** What every message does to its ticket, with the events that tell it, in one statement. */
  private storeAfterMessage(tx: Tx, t: Ticket, actor: Actor, entries: HistoryEntry[]): TicketEventView[] {
    const events = this.numbered(t, actor, entries);
    tx.write(
      `with events as (${APPEND_EVENTS})
       update tickets set status_id = $11, category = $12, channels = $13, last_message_at = $14, waiting_since = $15, first_response_at = $16,
         solved_at = $17, closed_at = $18, snoozed_until = $19, reopened_count = $20, event_seq = $21, message_seq = $22, version = $23, updated_at = $24
       where id = $1`,
      [
        ...valuesOf(t, events),
        t.statusId,
        t.category,
        t.channels,
        t.lastMessageAt,
        t.waitingSince,
        t.firstResponseAt,
        t.solvedAt,
        t.closedAt,
        t.snoozedUntil,
        t.reopenedCount,
        t.eventSeq,
        t.messageSeq,
        t.version,
        t.updatedAt,
      ],
    );
    return events.map(presentEvent);
  }

  private rememberTags(tx: Tx, tags: string[]): void {
    if (tags.length === 0) return;
    // In one order, so that two who use the same tags never wait for each other in a circle.
    tx.write(
      `insert into ticket_tags (name, used_at) select tag, $2 from unnest($1::text[]) tag order by tag
       on conflict (name) do update set used_at = excluded.used_at where ticket_tags.used_at < excluded.used_at - interval '1 day'`,
      [tags, this.clock.now()],
    );
  }

  private announce(tx: Tx, ticket: Ticket, fromSeq: number, events: TicketEventView[], changed: string[]): void {
    if (ticket.silent) return;
    const fact = {
      ticketId: ticket.id,
      fromSeq,
      seq: ticket.eventSeq,
      version: ticket.version,
      changed,
      teamId: ticket.teamId,
      assigneeId: ticket.assigneeId,
    };
    this.written.keep(fact, events);
    tx.emit('ticket.changed', fact);
  }

  /** A status brings its category, a category its default status; another company has other places. */
  private async completed(tx: Tx, ticket: Ticket, given: TicketChange): Promise<TicketChange> {
    const change = { ...given, ...(await this.leftPlace(tx, ticket, given)) };
    if (change.statusId && change.statusId !== ticket.statusId) {
      const status = await tx.find(Status, { id: change.statusId });
      if (!status || status.deletedAt) throw notFound('status');
      return { ...change, category: status.category };
    }
    if (change.category && change.category !== ticket.category) {
      return { ...change, statusId: (await this.defaultStatus(tx, change.category)).id };
    }
    return change;
  }

  private async leftPlace(
    tx: Tx,
    { companyId, siteId }: Ticket,
    change: TicketChange,
  ): Promise<Pick<TicketChange, 'siteId'>> {
    const moves = change.companyId !== undefined && change.companyId !== companyId;
    if (!moves || !siteId || change.siteId !== undefined) return {};
    const [there] = await tx.query('select 1 from sites where id = $1 and company_id = $2', [siteId, change.companyId]);
    return there ? {} : { siteId: null };
  }

  private async defaultStatus(tx: Tx, category: StatusCategory): Promise<Status> {
    const status = await tx.find(Status, { category, isDefault: true });
    if (!status) throw new Error(`no status is the default of category ${category}`);
    return status;
  }

  private consequences(ticket: Ticket, change: TicketChange): Partial<Ticket> {
    const to = change.category;
    if (!to || to === ticket.category) return {};
    const now = this.clock.now();
    if (to === 'solved') return { solvedAt: now, waitingSince: null };
    if (to === 'closed') return { closedAt: now, solvedAt: ticket.solvedAt ?? now, waitingSince: null };
    if (isOpen(ticket.category)) return {};
    return { solvedAt: null, closedAt: null, reopenedCount: ticket.reopenedCount + 1 };
  }
}

const NAMES: Partial<Record<keyof TicketChange, string>> = {
  statusId: 'status-changed',
  assigneeId: 'assigned',
  teamId: 'team-changed',
  contactId: 'customer-changed',
  companyId: 'company-changed',
  siteId: 'site-changed',
  snoozedUntil: 'snoozed',
  mergedIntoId: 'merged-into',
  tags: 'tagged',
};
const eventName = (key: keyof TicketChange): string =>
  NAMES[key] ?? `${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}-changed`;

/** Fields whose change is news for people. */
const TOLD = new Set<keyof Ticket>([
  'subject',
  'statusId',
  'priority',
  'type',
  'mode',
  'contactId',
  'companyId',
  'siteId',
  'assigneeId',
  'teamId',
  'tags',
  'fields',
  'snoozedUntil',
]);

const entriesOf = (
  ticket: Ticket,
  wanted: Partial<Ticket>,
  changed: (keyof TicketChange)[],
  because: Because,
): HistoryEntry[] =>
  changed
    .filter((key) => key !== 'category')
    .map((key) => ({
      type: `ticket.${eventName(key)}`,
      data: { from: ticket[key] ?? null, to: wanted[key] ?? null },
      because,
    }));

function same(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
