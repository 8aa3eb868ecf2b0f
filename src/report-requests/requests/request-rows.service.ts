import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { notFound } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import { isLate, movesIn } from '../report.rules.js';
import { ReportQuotas } from '../quota.service.js';
import type {
  ReportFileView,
  ReportMeetingView,
  ReportRequestRow,
  ReportRequestView,
  ReportTicketView,
  ReportVersionView,
} from './request.dto.js';

export type RequestRow = ReportRequestRow &
  Pick<ReportRequestView, 'about' | 'reason' | 'acceptedAt' | 'presentedAt' | 'publishedAt'> & {
    companyId: string;
    contactId: string | null;
  };

const NAMED = (alias: string): string =>
  `case when ${alias}.id is null then null else json_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;

const SELECT = `
  select r.id, r.number::float8 as number, r.title, r.about, r.state, r.company_id as "companyId", r.contact_id as "contactId",
    json_build_object('id', c.id, 'name', c.name) as company, ${NAMED('k')} as contact, r.asked_by as "askedBy",
    r.wanted_on::text as "wantedOn", r.due_on::text as "dueOn", ${NAMED('o')} as owner, ${NAMED('w')} as reviewer,
    r.beyond, r.included, r.reason, r.accepted_at as "acceptedAt", r.presented_at as "presentedAt",
    r.published_at as "publishedAt", r.version, r.created_at as "createdAt", r.updated_at as "updatedAt"
  from report_requests r join companies c on c.id = r.company_id left join contacts k on k.id = r.contact_id
  left join users o on o.id = r.owner_id left join users w on w.id = r.reviewer_id`;

/** Report requests as they are read, by whoever: which of them is the caller's to say. */
@Injectable()
export class RequestRows {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly quotas: ReportQuotas,
  ) {}

  /** `rest` begins with `where`; the requests are `r`. */
  async read(rest: string, parameters: unknown[]): Promise<RequestRow[]> {
    const today = this.clock.now().toISOString().slice(0, 10);
    const rows = await this.db.query<RequestRow[]>(`${SELECT} ${rest}`, parameters);
    return rows.map((row) => ({ ...row, late: isLate(row.state, row.dueOn, today) }));
  }

  async row(idOrNumber: string): Promise<RequestRow> {
    const key = isId(idOrNumber) ? 'r.id = $1::uuid' : 'r.number = $1::bigint';
    const [row] = await this.read(`where ${key}`, [idOrNumber]);
    if (!row) throw notFound('report request');
    return row;
  }

  async whole(actor: Actor, idOrNumber: string): Promise<ReportRequestView> {
    const { companyId, contactId: _, ...row } = await this.row(idOrNumber);
    const [versions, tickets, meetings, quota] = await Promise.all([
      this.versions(row.id),
      this.tickets(actor, row.id),
      this.meetings(row.id),
      this.quotas.of(companyId),
    ]);
    return { ...row, versions, tickets, meetings, moves: movesIn(row.state), quota };
  }

  async versions(requestId: string, only?: 'published'): Promise<ReportVersionView[]> {
    const rows = await this.db.query<ReportVersionView[]>(
      `select v.id, v.number, v.summary, v.state, ${NAMED('a')} as author, ${NAMED('w')} as reviewer,
         v.reviewed_at as "reviewedAt", v.review_note as "reviewNote", v.published_at as "publishedAt", v.version,
         v.created_at as "createdAt"
       from report_versions v join users a on a.id = v.author_id left join users w on w.id = v.reviewed_by
       where v.request_id = $1 and ($2::text is null or v.state = $2) order by v.number desc limit 200`,
      [requestId, only ?? null],
    );
    const files = await this.db.query<(ReportFileView & { versionId: string })[]>(
      `select f.version_id as "versionId", a.id, a.name, a.type, a.size::float8 as size
       from report_files f join attachments a on a.id = f.attachment_id where f.version_id = any($1::uuid[])
       order by f.place, a.id`,
      [rows.map(({ id }) => id)],
    );
    return rows.map((row) => ({
      ...row,
      files: files
        .filter(({ versionId }) => versionId === row.id)
        .map(({ id, name, type, size }) => ({ id, name, type, size })),
    }));
  }

  private tickets(actor: Actor, requestId: string): Promise<ReportTicketView[]> {
    const parameters: unknown[] = [requestId];
    return this.db.query<ReportTicketView[]>(
      `select t.id, t.number::float8 as number, t.subject, t.category, x.kind, x.visit_state as "visitState",
         v.planned_from as "visitFrom", x.at
       from report_request_tickets x join tickets t on t.id = x.ticket_id left join visits v on v.id = x.visit_id
       where x.request_id = $1 and ${visibleTo(actor, parameters)} order by x.at desc, t.id desc limit 100`,
      parameters,
    );
  }

  private meetings(requestId: string): Promise<ReportMeetingView[]> {
    return this.db.query<ReportMeetingView[]>(
      `select a.id, a.subject, a.due_at as "dueAt", a.minutes, a.place, a.done_at as "doneAt", u.name as owner
       from report_request_meetings x join activities a on a.id = x.activity_id left join users u on u.id = a.owner_id
       where x.request_id = $1 and a.deleted_at is null order by a.due_at desc, a.id limit 100`,
      [requestId],
    );
  }
}
