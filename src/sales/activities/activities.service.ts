import { Injectable } from '@nestjs/common';
import { CompaniesService } from '../../customers/companies.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { conflict, forbidden, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import { DealWriter } from '../deals/deal-writer.service.js';
import type { Deal } from '../deals/deal.entity.js';
import type {
  ActivitiesQuery,
  ActivityChange,
  ActivityDone,
  ActivityPage,
  ActivityView,
  NewActivity,
} from './activity.dto.js';
import { Activity } from './activity.entity.js';
import { ActivityRows, visibleActivities } from './activity-rows.js';
import { MeetingNotes } from './meeting-notes.service.js';

/** What is to be done, and what was done. */
@Injectable()
export class ActivitiesService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly rows: ActivityRows,
    private readonly deals: DealWriter,
    private readonly companies: CompaniesService,
    private readonly tickets: TicketsService,
    private readonly meetings: MeetingNotes,
  ) {}

  async list(actor: Actor, query: ActivitiesQuery): Promise<ActivityPage> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const done = query.state === 'done';
    const at = done ? 'a.done_at' : 'a.due_at';
    const where = [visibleActivities(actor, parameters), `a.done_at is ${done ? 'not null' : 'null'}`];
    if (query.owner) where.push(`a.owner_id = ${$(query.owner)}`);
    if (query.deal) where.push(`a.deal_id = ${$(query.deal)}`);
    if (query.contact) where.push(`a.contact_id = ${$(query.contact)}`);
    if (query.company) where.push(`a.company_id = ${$(query.company)}`);
    if (query.ticket) where.push(`a.ticket_id = ${$(query.ticket)}`);
    if (query.kind) where.push(`a.kind = ${$(query.kind)}`);
    if (query.from) where.push(`${at} >= ${$(query.from)}`);
    if (query.to) where.push(`${at} < ${$(query.to)}`);
    const after = decodeCursor(query.cursor, 2);
    if (after) {
      where.push(
        `(date_trunc('milliseconds', ${at}), a.id) ${done ? '<' : '>'} (${$(String(after[0]))}::timestamptz, ${$(String(after[1]))}::uuid)`,
      );
    }
    const way = done ? 'desc' : 'asc';
    const rows = await this.rows.read(
      `where ${where.join(' and ')} order by date_trunc('milliseconds', ${at}) ${way}, a.id ${way} limit ${$(query.limit + 1)}`,
      parameters,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [(done ? row.doneAt! : row.dueAt).toISOString(), row.id],
      (row) => row,
    );
  }

  async one(actor: Actor, id: string): Promise<ActivityView> {
    const parameters: unknown[] = [id];
    const [row] = await this.rows.read(`where a.id = $1 and ${visibleActivities(actor, parameters)}`, parameters);
    if (!row) throw notFound('activity');
    return row;
  }

  async create(actor: Actor, fresh: NewActivity): Promise<ActivityView> {
    const ticketId = fresh.ticketId ? await this.ticketOf(actor, fresh.ticketId) : null;
    const id = await this.work.run((tx) => this.plan(tx, actor, { ...fresh, ticketId }));
    return this.one(actor, id);
  }

  /** For rooms above, which plan it together with what it is for. A ticket is named by its id. */
  async plan(tx: Tx, actor: Actor, { dealId, ...fresh }: NewActivity): Promise<string> {
    const deal = dealId ? await this.dealOf(tx, actor, dealId) : null;
    const now = this.clock.now();
    const doneAt = fresh.doneAt ?? null;
    if (doneAt && doneAt > now) throw invalid('doneAt', 'is still to come');
    if (fresh.outcome && !doneAt) throw invalid('outcome', 'it is not done yet');
    const row: Activity = {
      ...EMPTY,
      doneAt,
      outcome: fresh.outcome?.trim() || null,
      id: newId(),
      kind: fresh.kind,
      subject: fresh.subject.trim() || fresh.kind,
      dueAt: fresh.dueAt,
      minutes: fresh.minutes ?? (fresh.kind === 'meeting' ? 60 : null),
      ownerId: fresh.ownerId === undefined ? actor.id : fresh.ownerId,
      dealId: deal?.id ?? null,
      contactId: fresh.contactId === undefined ? (deal?.contactId ?? null) : fresh.contactId,
      companyId: fresh.companyId === undefined ? (deal?.companyId ?? null) : fresh.companyId,
      ticketId: fresh.ticketId ?? null,
      place: fresh.place?.trim() || null,
      // Nobody is asked to what is over.
      invites: !doneAt && (fresh.invites ?? fresh.kind === 'meeting'),
      attendees: (fresh.attendees ?? []).map((one) => ({ ...one })),
      notes: fresh.notes?.trim() || null,
      remindMinutes: fresh.remindMinutes === undefined ? REMIND[fresh.kind] : fresh.remindMinutes,
      version: 1,
      madeBy: actor.kind === 'user' ? actor.id : null,
      createdAt: now,
      updatedAt: now,
    };
    row.remindAt = reminderOf(row);
    await this.check(tx, row);
    await tx.insert(Activity, { ...row, attendees: row.attendees as object[] });
    tx.emit('activity.changed', { activityId: row.id });
    if (doneAt) {
      tx.emit('activity.ended', { activityId: row.id, kind: row.kind, done: true });
      await this.meetings.write(tx, actor, row);
    }
    if (deal) await this.refreshNext(tx, deal);
    return row.id;
  }

  async change(actor: Actor, id: string, { version, ...change }: ActivityChange): Promise<ActivityView> {
    if (change.ticketId) change.ticketId = await this.ticketOf(actor, change.ticketId);
    await this.work.run(async (tx) => {
      const { row, deal } = await this.lock(tx, actor, id, version);
      if (change.outcome !== undefined && !row.doneAt) throw invalid('outcome', 'it is not done yet');
      Object.assign(row, defined(change), { version: row.version + 1, updatedAt: this.clock.now() });
      if (change.attendees) row.attendees = change.attendees.map((one) => ({ ...one }));
      row.remindAt = reminderOf(row);
      // Put off, it is told again.
      if (change.dueAt !== undefined || change.remindMinutes !== undefined) row.remindedAt = null;
      await this.check(tx, row);
      await tx.save(row);
      tx.emit('activity.changed', { activityId: id });
      if (deal) await this.refreshNext(tx, deal);
    });
    return this.one(actor, id);
  }

  /** Done. Whether its deal knows what comes next stands in the answer (`deal.hasNext`). */
  async done(actor: Actor, id: string, { version, outcome, notes, at }: ActivityDone): Promise<ActivityView> {
    await this.work.run(async (tx) => {
      const { row, deal } = await this.lock(tx, actor, id, version);
      if (row.doneAt) throw conflict('activity_done', 'This is done already.');
      const now = this.clock.now();
      if (at && at > now) throw invalid('at', 'is still to come');
      if (outcome !== undefined) row.outcome = outcome?.trim() || null;
      if (notes !== undefined) row.notes = notes?.trim() || null;
      Object.assign(row, { doneAt: at ?? now, version: row.version + 1, updatedAt: now });
      await tx.save(row);
      tx.emit('activity.ended', { activityId: row.id, kind: row.kind, done: true });
      await this.meetings.write(tx, actor, row);
      if (deal) await this.refreshNext(tx, deal);
    });
    return this.one(actor, id);
  }

  /** It was not done after all. */
  async undone(actor: Actor, id: string, version: number): Promise<ActivityView> {
    await this.work.run(async (tx) => {
      const { row, deal } = await this.lock(tx, actor, id, version);
      if (!row.doneAt) return;
      await tx.save(Object.assign(row, { doneAt: null, version: row.version + 1, updatedAt: this.clock.now() }));
      tx.emit('activity.ended', { activityId: row.id, kind: row.kind, done: false });
      if (deal) await this.refreshNext(tx, deal);
    });
    return this.one(actor, id);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const { row, deal } = await this.lock(tx, actor, id);
      await tx.save(Object.assign(row, { deletedAt: this.clock.now(), version: row.version + 1 }));
      tx.emit('activity.changed', { activityId: id });
      if (deal) await this.refreshNext(tx, deal);
    });
  }

  /** The deal first, then the activity: everybody who changes both takes them in this order. */
  private async lock(
    tx: Tx,
    actor: Actor,
    id: string,
    version?: number,
  ): Promise<{ row: Activity; deal: Deal | null }> {
    const parameters: unknown[] = [id];
    const [seen] = await tx.query<{ dealId: string | null }>(
      `select a.deal_id as "dealId" from activities a where a.id = $1 and ${visibleActivities(actor, parameters)}`,
      parameters,
    );
    if (!seen) throw notFound('activity');
    if (seen.dealId) refuseDeals(actor);
    const deal = seen.dealId ? await this.deals.hold(tx, seen.dealId) : null;
    const row = await tx.lock(Activity, { id });
    if (!row || row.deletedAt) throw notFound('activity');
    if (version !== undefined && version !== row.version) throw stale(row.version);
    return { row, deal };
  }

  private async dealOf(tx: Tx, actor: Actor, id: string): Promise<Deal> {
    refuseDeals(actor);
    return this.deals.lock(tx, actor, id).catch(() => {
      throw invalid('dealId', 'there is no such deal');
    });
  }

  private async ticketOf(actor: Actor, id: string): Promise<string> {
    return this.tickets.idOf(actor, id).catch(() => {
      throw invalid('ticketId', 'there is no such ticket');
    });
  }

  private async check(tx: Tx, row: Activity): Promise<void> {
    if (row.companyId) await this.companies.require(tx, row.companyId, 'companyId');
    const contacts = [row.contactId, ...row.attendees.map(({ contactId }) => contactId)].filter(Boolean) as string[];
    if (contacts.length > 0) {
      const found = await tx.query<{ id: string }>(
        'select id from contacts where id = any($1::uuid[]) and deleted_at is null',
        [contacts],
      );
      const known = new Set(found.map(({ id }) => id));
      if (row.contactId && !known.has(row.contactId)) throw invalid('contactId', 'there is no such contact');
      row.attendees.forEach(({ contactId }, at) => {
        if (contactId && !known.has(contactId)) {
          throw invalid(`attendees[${at}].contactId`, 'there is no such contact');
        }
      });
    }
    if (row.ownerId && (await tx.query('select 1 from users where id = $1 and active', [row.ownerId])).length === 0) {
      throw invalid('ownerId', 'there is no such person');
    }
    if (!row.dealId && !row.contactId && !row.companyId && !row.ticketId && row.kind !== 'task') {
      throw invalid('dealId', 'name the deal, the contact, the company or the ticket');
    }
  }

  /** Which step is next on a held deal. A version of its own only where that changed. */
  private async refreshNext(tx: Tx, deal: Deal): Promise<void> {
    const [next] = await tx.query<{ id: string; dueAt: Date }>(
      `select id, due_at as "dueAt" from activities where deal_id = $1 and done_at is null and deleted_at is null
       order by due_at, id limit 1`,
      [deal.id],
    );
    this.deals.setNext(tx, deal, next ?? null);
  }
}

/** Who talks with customers writes down where; what comes next on a deal is for who sells. */
function refuseDeals(actor: Actor): void {
  if (!can(actor, 'deals:write')) throw forbidden('You may not plan what is on a deal.');
}

/** Who is to be somewhere is told in time; who has something to do, when it is due. */
const REMIND = { call: 0, meeting: 30, task: null, visit: 30 } as const;

const reminderOf = ({ dueAt, remindMinutes }: Activity): Date | null =>
  remindMinutes === null ? null : new Date(dueAt.getTime() - remindMinutes * 60_000);

const EMPTY = { remindAt: null, remindedAt: null, deletedAt: null };

const defined = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
