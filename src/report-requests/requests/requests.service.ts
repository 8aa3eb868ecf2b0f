import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CompaniesService } from '../../customers/companies.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { isDay } from '../../platform/days.rules.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import { ReportQuotas } from '../quota.service.js';
import { askingWithin } from '../report.rules.js';
import type {
  NewReportRequest,
  ReportEventPage,
  ReportEventView,
  ReportRequestChange,
  ReportRequestPage,
  ReportRequestRow,
  ReportRequestsQuery,
  ReportRequestView,
} from './request.dto.js';
import { ReportRequest } from './request.entity.js';
import { RequestRows, type RequestRow } from './request-rows.service.js';
import { RequestWriter } from './request-writer.service.js';

const OPEN = `('requested', 'accepted', 'analysis', 'review', 'presented')`;

/** The front door to report requests: read them, ask for one, and say whose it is. */
@Injectable()
export class ReportRequestsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly rows: RequestRows,
    private readonly writer: RequestWriter,
    private readonly quotas: ReportQuotas,
    private readonly companies: CompaniesService,
    private readonly tickets: TicketsService,
  ) {}

  /** Newest first. */
  async list(actor: Actor, query: ReportRequestsQuery): Promise<ReportRequestPage> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['true'];
    if (query.state === 'open') where.push(`r.state in ${OPEN}`);
    else if (query.state) where.push(`r.state = ${$(query.state)}`);
    if (query.company) where.push(`r.company_id = ${$(query.company)}`);
    if (query.contact) where.push(`r.contact_id = ${$(query.contact)}`);
    if (query.owner) where.push(`r.owner_id = ${$(query.owner)}`);
    if (query.late) where.push(`r.state in ${OPEN} and r.due_on < ${$(this.quotas.today())}::date`);
    if (query.ticket) {
      const ticketId = await this.tickets.idOf(actor, query.ticket);
      where.push(
        `r.id in (select x.request_id from report_request_tickets x where x.ticket_id = ${$(ticketId)}::uuid)`,
      );
    }
    if (query.q?.trim()) {
      const words = query.q.trim().replace(/^#/, '');
      const like = $(`%${words.replace(/[\\%_]/g, '\\$&')}%`);
      where.push(
        /^\d{1,15}$/.test(words)
          ? `(r.number = ${$(words)}::bigint or r.title ilike ${like})`
          : `r.title ilike ${like}`,
      );
    }
    const after = decodeCursor(query.cursor, 1);
    if (after) where.push(`r.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.rows.read(
      `where ${where.join(' and ')} order by r.id desc limit ${$(query.limit + 1)}`,
      parameters,
    );
    return pageOf(rows, query.limit, (row) => [row.id], shortly);
  }

  one(actor: Actor, idOrNumber: string): Promise<ReportRequestView> {
    return this.rows.whole(actor, idOrNumber);
  }

  row(idOrNumber: string): Promise<RequestRow> {
    return this.rows.row(idOrNumber);
  }

  async events(idOrNumber: string, after: number, limit: number): Promise<ReportEventPage> {
    const { id } = await this.rows.row(idOrNumber);
    const rows = await this.db.query<ReportEventView[]>(
      `select seq, type, actor_name as by, actor_kind as "byKind", data, at from report_request_events
       where request_id = $1 and seq > $2 order by seq limit $3`,
      [id, after, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.seq],
      (row) => row,
    );
  }

  /** Asked for by the customer, or by somebody of ours in their name. Beyond the package it is marked, or not taken. */
  async ask(actor: Actor, fresh: NewReportRequest): Promise<string> {
    requireDay(fresh.wantedOn, 'wantedOn');
    if (!fresh.title.trim()) throw invalid('title', 'must not be empty');
    return this.work.run(async (tx) => {
      await this.companies.require(tx, fresh.companyId, 'companyId');
      await this.requireContact(tx, fresh.companyId, fresh.contactId);
      const quota = await this.quotas.hold(tx, fresh.companyId);
      const asking = askingWithin(quota);
      if (asking === 'refused') {
        throw conflict('reports_used_up', 'The reports that the package includes in this month are used up.', {
          quota: { ...quota },
        });
      }
      const now = this.clock.now();
      const request = {
        ...EMPTY,
        id: newId(),
        companyId: fresh.companyId,
        contactId: fresh.contactId ?? null,
        askedBy: actor.kind === 'contact' ? ('customer' as const) : ('desk' as const),
        title: fresh.title.trim(),
        about: fresh.about?.trim() ?? '',
        wantedOn: fresh.wantedOn ?? null,
        askedOn: this.quotas.today(),
        included: quota.included,
        beyond: asking === 'beyond',
        madeBy: actor.kind === 'user' ? actor.id : null,
        createdAt: now,
        updatedAt: now,
      };
      await tx.insert(ReportRequest, request);
      const row = await this.writer.lock(tx, request.id);
      await this.writer.apply(
        tx,
        actor,
        row,
        {},
        {
          type: 'report.asked',
          data: { ...(request.beyond && { beyond: true, included: quota.included, asked: quota.asked + 1 }) },
          tell: await this.analysts(tx),
        },
      );
      return request.id;
    });
  }

  change(actor: Actor, idOrNumber: string, { version, why, ...change }: ReportRequestChange): Promise<void> {
    requireDay(change.dueOn, 'dueOn');
    return this.work.run(async (tx) => {
      const row = await this.writer.lock(tx, idOrNumber, 'change', version);
      await this.requirePeople(tx, change);
      if (change.title !== undefined && !change.title.trim()) throw invalid('title', 'must not be empty');
      const { dueOn, ...rest } = change;
      const before = { ownerId: row.ownerId, reviewerId: row.reviewerId, dueOn: row.dueOn };
      if (dueOn !== undefined && dueOn !== before.dueOn) {
        if (!before.dueOn) throw conflict('not_accepted', 'A day is promised when the request is accepted.');
        const data = { from: before.dueOn, to: dueOn, ...(why?.trim() && { why: why.trim() }) };
        await this.writer.apply(tx, actor, row, { dueOn }, { type: 'report.postponed', data, tell: [row.ownerId] });
      }
      const values = Object.fromEntries(
        Object.entries(rest).filter(([key, value]) => value !== undefined && value !== row[key as keyof typeof row]),
      ) as Pick<ReportRequestChange, 'title' | 'about' | 'ownerId' | 'reviewerId'>;
      if (Object.keys(values).length === 0) return;
      await this.writer.apply(tx, actor, row, values, {
        type: 'report.changed',
        data: { changed: Object.keys(values) },
        tell: [values.ownerId ?? null],
      });
    });
  }

  async requirePeople(tx: Tx, people: { ownerId?: string | null; reviewerId?: string | null }): Promise<void> {
    for (const path of ['ownerId', 'reviewerId'] as const) {
      const id = people[path];
      if (!id) continue;
      const [known] = await tx.query('select 1 from users where id = $1 and active', [id]);
      if (!known) throw invalid(path, 'there is no such person');
    }
  }

  /** Nobody has it yet: it is told to those who make reports, as their role says, and not to whoever may everything. */
  private async analysts(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select distinct u.id from users u join user_roles x on x.user_id = u.id join roles r on r.id = x.role_id
       where u.active and r.key = 'analyst' limit 50`,
    );
    return rows.map(({ id }) => id);
  }

  private async requireContact(tx: Tx, companyId: string, contactId: string | null | undefined): Promise<void> {
    if (!contactId) return;
    const [known] = await tx.query(
      'select 1 from contacts where id = $1 and company_id = $2 and deleted_at is null for key share',
      [contactId, companyId],
    );
    if (!known) throw invalid('contactId', 'is no contact of this company');
  }
}

function shortly(row: RequestRow): ReportRequestRow {
  const { id, number, title, state, company, contact, askedBy, wantedOn, dueOn, late } = row;
  const { owner, reviewer, beyond, included, version, createdAt, updatedAt } = row;
  return {
    ...{ id, number, title, state, company, contact, askedBy, wantedOn, dueOn, late },
    ...{ owner, reviewer, beyond, included, version, createdAt, updatedAt },
  };
}

/** The pattern alone lets a thirtieth of February through. */
export function requireDay(day: string | null | undefined, path: string): void {
  if (day && !isDay(day)) throw invalid(path, 'is no day of the calendar');
}

const EMPTY = {
  state: 'requested' as const,
  dueOn: null,
  ownerId: null,
  reviewerId: null,
  reason: null,
  acceptedAt: null,
  presentedAt: null,
  publishedAt: null,
  endedAt: null,
  eventSeq: 0,
  version: 1,
};
