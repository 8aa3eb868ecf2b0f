import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type {} from '../channels/calls/call.events.js';
import { Work } from '../platform/database/work.js';
import type { Tx } from '../platform/database/tx.js';
import { conflict } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy, Subscribe } from '../platform/outbox/listeners.decorators.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { PolicyBook } from './policy-book.service.js';
import { PromiseKeeper, type Occasion } from './promise-keeper.service.js';

/** What this room itself changes, and what moves no promise. */
const OURS = new Set(['dueAt', 'dueMetric', 'onSiteDueAt']);
/** Fields on which a promise's policy or hours depend whatever the conditions ask. */
const DECIDING = ['priority', 'teamId', 'companyId', 'siteId'];
const TOLD_BY_STORY = [
  'lastMessageAt',
  'statusId',
  'mode',
  'snoozedUntil',
  'mergedIntoId',
  'firstResponseAt',
  'waitingSince',
];

/** Hears what happens to tickets, within the transaction in which it happens. */
@Injectable()
export class PromiseListeners {
  /** How far each ticket's history was heard in a transaction: one mail makes several events, and one look is enough. */
  private readonly heard = new WeakMap<Tx, Map<string, number>>();

  constructor(
    private readonly keeper: PromiseKeeper,
    private readonly book: PolicyBook,
    private readonly writer: TicketWriter,
    private readonly clock: Clock,
    private readonly work: Work,
  ) {}

  @Policy('ticket.created', 5.2)
  async opened(tx: Tx, { ticketId, seq }: Events['ticket.created']): Promise<void> {
    if (!(await this.promises(tx))) return;
    await this.look(tx, ticketId, seq, { choose: true, fresh: true });
  }

  @Policy('ticket.changed', 5.2)
  async changed(tx: Tx, { ticketId, seq, changed }: Events['ticket.changed']): Promise<void> {
    const news = changed.filter((name) => !OURS.has(name));
    if (news.length === 0 && changed.length > 0) return;
    // Nearly every message comes here: both are asked in one go.
    const [{ asked, policies }, kept] = await Promise.all([this.book.current(tx), this.hasLedger(tx, ticketId)]);
    const choose = news.some((name) => DECIDING.includes(name) || (asked.size > 0 && concerns(asked, name)));
    const story = news.length === 0 || news.some((name) => TOLD_BY_STORY.includes(name));
    if (!choose && !story) return;
    if (policies.length === 0 && !kept) return;
    await this.look(tx, ticketId, seq, { choose, moved: news.includes('statusId') });
  }

  @Policy('visit.changed', 5.2)
  async visited(tx: Tx, { visitId, ticketId, to, at }: Events['visit.changed']): Promise<void> {
    if (to !== 'on_site') return;
    tx.write(
      `insert into sla_marks (id, ticket_id, kind, at, visit_id, recorded_at) values ($1, $2, 'arrived', $3, $4, $5)
       on conflict do nothing`,
      [newId(), ticketId, new Date(at), visitId, this.clock.now()],
    );
    await this.again(tx, ticketId);
  }

  /** A reply that is to leave later answers when it leaves. */
  @Policy('message.recorded', 5.2)
  async planned(tx: Tx, { messageId, ticketId, state }: Events['message.recorded']): Promise<void> {
    if (state !== 'scheduled') return;
    await tx.query(
      `insert into sla_marks (id, ticket_id, kind, at, message_id, recorded_at)
       select $1, $2, 'scheduled', m.send_at, m.id, $4 from messages m where m.id = $3 and m.send_at is not null
       on conflict do nothing`,
      [newId(), ticketId, messageId, this.clock.now()],
    );
  }

  @Policy('message.state-changed', 5.2)
  async left(tx: Tx, { messageId, ticketId, state }: Events['message.state-changed']): Promise<void> {
    if (state !== 'sending' && state !== 'sent') return;
    const [planned] = await tx.query(`select 1 from sla_marks where message_id = $1 and kind = 'scheduled'`, [
      messageId,
    ]);
    if (planned) await this.again(tx, ticketId);
  }

  /** Who gave up ended their waiting; after the call's own transaction, which holds the call and not its ticket. */
  @Subscribe('call.ended', { name: 'sla.call-ended', lane: 'near', when: ({ ticketId }) => ticketId !== null })
  async callEnded({ ticketId }: Events['call.ended']): Promise<void> {
    await this.work.run((tx) => this.again(tx, ticketId!));
  }

  @Policy('calendar.deleted', 5.2)
  async refuseToLoseHours(tx: Tx, { calendarId }: Events['calendar.deleted']): Promise<void> {
    const [user] = await tx.query<{ name: string }>(
      `select name from sla_policies where deleted_at is null and definition::text like '%' || $1 || '%' limit 1`,
      [calendarId],
    );
    if (user) throw conflict('calendar_in_use', `The policy “${user.name}” is kept on it.`);
  }

  private async look(
    tx: Tx,
    ticketId: string,
    seq: number,
    { moved = false, ...occasion }: Occasion & { moved?: boolean },
  ): Promise<void> {
    const heard = this.heard.get(tx) ?? new Map<string, number>();
    this.heard.set(tx, heard);
    if (seq <= (heard.get(ticketId) ?? 0)) return;
    const ticket = await this.writer.lock(tx, ticketId);
    // All that was said until now is read now; what the steps themselves do afterwards is news again.
    heard.set(ticketId, ticket.eventSeq);
    // While it was solved nobody told it of other hours.
    const choose = occasion.choose || (moved && ticket.reopenedCount > 0);
    await this.keeper.keep(tx, ticket, { ...occasion, choose });
  }

  private async again(tx: Tx, ticketId: string): Promise<void> {
    if (!(await this.hasLedger(tx, ticketId))) return;
    await this.keeper.keep(tx, await this.writer.lock(tx, ticketId), { choose: false });
  }

  private async promises(tx: Tx): Promise<boolean> {
    return (await this.book.current(tx)).policies.length > 0;
  }

  private async hasLedger(tx: Tx, ticketId: string): Promise<boolean> {
    return (await tx.query('select 1 from sla_ledger where ticket_id = $1 limit 1', [ticketId])).length > 0;
  }
}

/** Which of a ticket's fields a condition's field is about. */
function concerns(asked: ReadonlySet<string>, name: string): boolean {
  const names = ABOUT[name];
  return names === undefined
    ? true
    : names.some((one) => [...asked].some((field) => field === one || field.startsWith(`${one}.`)));
}

/** Fields that are not here are asked about by every policy with a condition. */
const ABOUT: Record<string, string[]> = {
  assigneeId: ['assignee'],
  subject: ['subject'],
  tags: ['tags'],
  fields: ['fields'],
  type: ['type'],
  mode: ['mode'],
  statusId: ['status', 'category', 'reopened'],
  contactId: ['contact', 'language'],
  lastMessageAt: ['words', 'channel', 'channels', 'automatic', 'language', 'waiting', 'followers'],
  snoozedUntil: [],
  firstResponseAt: [],
  waitingSince: ['waiting'],
};
