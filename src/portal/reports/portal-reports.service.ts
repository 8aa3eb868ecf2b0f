import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Attachment } from '../../conversations/attachment.entity.js';
import { Reading } from '../../platform/database/reading.js';
import { conflict, notFound } from '../../platform/http/refusal.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { isId } from '../../platform/ids.js';
import type { DashboardView, TileView } from '../../report-requests/dashboards/dashboard.dto.js';
import { ReportDashboards } from '../../report-requests/dashboards/dashboards.service.js';
import type { TileNeeds } from '../../report-requests/dashboards/tile.rules.js';
import { ReportQuotas } from '../../report-requests/quota.service.js';
import { MAY, type RequestState } from '../../report-requests/report.rules.js';
import { RequestCourse } from '../../report-requests/requests/request-course.service.js';
import { RequestRows, type RequestRow } from '../../report-requests/requests/request-rows.service.js';
import { ReportRequestsService } from '../../report-requests/requests/requests.service.js';
import { ReportVersions } from '../../report-requests/versions/versions.service.js';
import { actorOf, type Customer } from '../access/customer.js';
import { visibleReports, visibleTickets } from '../access/visible.access.js';
import { PortalMessages } from '../tickets/portal-messages.service.js';
import type { PortalReply, PortalSaidIn } from '../tickets/portal-ticket.dto.js';
import type {
  NewPortalReport,
  PortalReportMeetingView,
  PortalReportPage,
  PortalReportQuestionView,
  PortalReportsQuery,
  PortalReportStepView,
  PortalReportView,
  PortalReportWithdrawal,
  PortalWholeReportView,
} from './portal-reports.dto.js';

const OVER = `('published', 'declined', 'withdrawn')`;
/** Steps of the history that a customer is told of, and the state that each began. */
const STEPS: Record<string, RequestState> = {
  'report.asked': 'requested',
  'report.accepted': 'accepted',
  'report.begun': 'analysis',
  'report.version-begun': 'analysis',
  'report.returned': 'analysis',
  'report.submitted': 'review',
  'report.presented': 'presented',
  'report.published': 'published',
  'report.declined': 'declined',
  'report.withdrawn': 'withdrawn',
};

/** The reports of a customer: asked for, followed, read, and asked about. */
@Injectable()
export class PortalReports {
  constructor(
    private readonly reading: Reading,
    private readonly rows: RequestRows,
    private readonly requests: ReportRequestsService,
    private readonly course: RequestCourse,
    private readonly versions: ReportVersions,
    private readonly dashboards: ReportDashboards,
    private readonly quotas: ReportQuotas,
    private readonly messages: PortalMessages,
  ) {}

  async list(customer: Customer, { state, limit, cursor }: PortalReportsQuery): Promise<PortalReportPage> {
    const parameters: unknown[] = [];
    const where = [visibleReports(customer, parameters)];
    if (state) where.push(`r.state ${state === 'open' ? 'not ' : ''}in ${OVER}`);
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`r.id < $${parameters.push(String(after[0]))}::uuid`);
    const [rows, quota] = await Promise.all([
      this.rows.read(`where ${where.join(' and ')} order by r.id desc limit ${limit + 1}`, parameters),
      customer.companyId ? this.quotas.of(customer.companyId) : null,
    ]);
    const page = pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => present(customer, row),
    );
    if (!quota) return { ...page, quota };
    const { included, asked, left, beyond } = quota;
    return { ...page, quota: { included, asked, left, beyond } };
  }

  async one(customer: Customer, idOrNumber: string): Promise<PortalWholeReportView> {
    const row = await this.row(customer, idOrNumber);
    const [versions, steps, questions, meeting, live] = await Promise.all([
      this.versions.published(row.id),
      this.steps(row.id),
      this.questions(customer, row.id),
      this.meeting(row.id),
      this.dashboards.isShared(row.id),
    ]);
    const mayWithdraw = MAY.withdraw.includes(row.state) && row.publishedAt === null;
    return { ...present(customer, row), versions, steps, questions, meeting, live, mayWithdraw };
  }

  async ask(customer: Customer, fresh: NewPortalReport): Promise<PortalWholeReportView> {
    const { companyId, contactId } = customer;
    if (!companyId) throw conflict('no_company', 'Reports are made for companies. Write to us instead.');
    const id = await this.requests.ask(actorOf(customer), { ...fresh, companyId, contactId });
    return this.one(customer, id);
  }

  async withdraw(customer: Customer, idOrNumber: string, body: PortalReportWithdrawal): Promise<PortalWholeReportView> {
    const { id } = await this.row(customer, idOrNumber);
    await this.course.withdraw(actorOf(customer), id, body);
    return this.one(customer, id);
  }

  /** A conversation like every other: it goes on where it is, or begins as a request of its own. */
  async question(customer: Customer, idOrNumber: string, said: PortalReply): Promise<PortalSaidIn> {
    const { id, number, title } = await this.row(customer, idOrNumber);
    const [open] = (await this.questions(customer, id)).filter(
      ({ mine, status }) => mine && status.category !== 'closed',
    );
    if (open) return this.messages.reply(customer, open.id, { ...said, reportRequestId: id });
    return this.messages.open(customer, { ...said, subject: `R${number} ${title}`, reportRequestId: id });
  }

  async file(customer: Customer, idOrNumber: string, fileId: string): Promise<{ file: Attachment; stream: Readable }> {
    const { id } = await this.row(customer, idOrNumber);
    return this.versions.open(id, fileId, 'published');
  }

  async dashboard(customer: Customer, idOrNumber: string): Promise<DashboardView> {
    const { id } = await this.sharedRow(customer, idOrNumber);
    return this.dashboards.of(id, mayOf(customer));
  }

  async tile(customer: Customer, idOrNumber: string, tileId: string): Promise<TileView> {
    const { id } = await this.sharedRow(customer, idOrNumber);
    return this.dashboards.tile(id, tileId, mayOf(customer));
  }

  private async sharedRow(customer: Customer, idOrNumber: string): Promise<RequestRow> {
    const row = await this.row(customer, idOrNumber);
    if (!(await this.dashboards.isShared(row.id))) throw notFound('dashboard');
    return row;
  }

  private async row(customer: Customer, idOrNumber: string): Promise<RequestRow> {
    if (!isId(idOrNumber) && !/^\d{1,15}$/.test(idOrNumber)) throw notFound('report');
    const key = isId(idOrNumber) ? 'r.id = $1::uuid' : 'r.number = $1::bigint';
    const parameters: unknown[] = [idOrNumber];
    const [row] = await this.rows.read(`where ${key} and ${visibleReports(customer, parameters)}`, parameters);
    if (!row) throw notFound('report');
    return row;
  }

  private async steps(requestId: string): Promise<PortalReportStepView[]> {
    const rows = await this.reading.query<{ type: string; at: Date }>(
      'select type, at from report_request_events where request_id = $1 and type = any($2) order by seq limit 500',
      [requestId, Object.keys(STEPS)],
    );
    return rows
      .map(({ type, at }) => ({ state: STEPS[type]!, at }))
      .filter(({ state }, at, all) => all[at - 1]?.state !== state);
  }

  private questions(customer: Customer, requestId: string): Promise<(PortalReportQuestionView & { mine: boolean })[]> {
    const parameters: unknown[] = [requestId, customer.contactId];
    return this.reading.query<PortalReportQuestionView & { mine: boolean }>(
      `select t.id, t.number::float8 as number, t.subject, t.contact_id = $2 as mine, x.at,
         json_build_object('label', coalesce(s.customer_label, s.name), 'category', t.category) as status
       from report_request_tickets x join tickets t on t.id = x.ticket_id join statuses s on s.id = t.status_id
       where x.request_id = $1 and x.kind = 'question' and ${visibleTickets(customer, parameters)}
       order by x.at desc, t.id desc limit 50`,
      parameters,
    );
  }

  private async meeting(requestId: string): Promise<PortalReportMeetingView | null> {
    const [row] = await this.reading.query<PortalReportMeetingView>(
      `select a.due_at as at, a.minutes, a.place from report_request_meetings x join activities a on a.id = x.activity_id
       where x.request_id = $1 and a.deleted_at is null and a.done_at is null order by a.due_at limit 1`,
      [requestId],
    );
    return row ?? null;
  }
}

/** A figure over the whole company is for who sees the whole of it. */
const mayOf = ({ rights }: Customer): TileNeeds[] => {
  const isWhole = rights.tickets === 'company';
  return [
    ...(isWhole ? (['tickets'] as const) : []),
    ...(isWhole && rights.equipment ? (['equipment'] as const) : []),
    ...(rights.money ? (['money'] as const) : []),
  ];
};

const present = ({ contactId }: Customer, row: RequestRow): PortalReportView => ({
  id: row.id,
  number: row.number,
  title: row.title,
  about: row.about,
  state: row.state,
  askedBy: row.contact?.name ?? null,
  mine: row.contactId === contactId,
  wantedOn: row.wantedOn,
  dueOn: row.dueOn,
  late: row.late,
  beyond: row.beyond,
  reason: row.reason,
  owner: row.owner?.name ?? null,
  askedAt: row.createdAt,
  publishedAt: row.publishedAt,
  version: row.version,
});
