import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Clock } from '../../platform/clock.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import type {} from '../../sales/sales.events.js';
import { ActivitiesService } from '../../sales/activities/activities.service.js';
import { RepliesService } from '../../tickets/replies/replies.service.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import type {} from '../../tickets/visit.events.js';
import { isOpen, MAY } from '../report.rules.js';
import { RequestCourse } from '../requests/request-course.service.js';
import type { ReportRequest } from '../requests/request.entity.js';
import { RequestWriter } from '../requests/request-writer.service.js';
import type { ReportMeeting, ReportVisit } from './presenting.dto.js';

const ENDED = ['done', 'could_not', 'cancelled'];

/** A report is presented in a meeting, or brought by somebody whom dispatch plans; either way the request follows. */
@Injectable()
export class Presentations {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: RequestWriter,
    private readonly course: RequestCourse,
    private readonly activities: ActivitiesService,
    private readonly tickets: TicketWriter,
    private readonly replies: RepliesService,
  ) {}

  meet(actor: Actor, idOrNumber: string, meeting: ReportMeeting): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.ahead(tx, idOrNumber);
      const activityId = await this.activities.plan(tx, actor, {
        kind: 'meeting',
        subject: `#${row.number} ${row.title}`.slice(0, 300),
        companyId: row.companyId,
        contactId: row.contactId,
        ownerId: row.ownerId ?? actor.id,
        ...meeting,
      });
      await tx.query('insert into report_request_meetings (activity_id, request_id, at) values ($1, $2, $3)', [
        activityId,
        row.id,
        this.clock.now(),
      ]);
      await this.writer.apply(
        tx,
        actor,
        row,
        {},
        {
          type: 'report.meeting-planned',
          data: { activityId, dueAt: meeting.dueAt.toISOString() },
          tell: [row.ownerId],
        },
      );
    });
  }

  /** A ticket that wants a visit, which dispatch plans. One at a time. */
  visit(actor: Actor, idOrNumber: string, { about, windowFrom, windowTo }: ReportVisit): Promise<void> {
    if (windowFrom && windowTo && windowTo <= windowFrom) throw invalid('windowTo', 'must be after windowFrom');
    return this.work.run(async (tx) => {
      const row = await this.ahead(tx, idOrNumber);
      if (!row.contactId)
        throw conflict('nobody_to_visit', 'Say first who of the company asked: somebody must be there.');
      await this.refuseSecond(tx, row);
      const because = { report: { id: row.id, number: row.number } };
      const ticket = await this.tickets.open(
        tx,
        actor,
        {
          subject: row.title,
          contactId: row.contactId,
          companyId: row.companyId,
          inboxId: null,
          teamId: null,
          type: 'report_delivery',
          mode: 'visit',
        },
        because,
      );
      await this.link(tx, row.id, ticket.id, 'visit');
      if (about?.trim()) await this.replies.record(tx, actor, ticket, { kind: 'note', text: about.trim() });
      tx.emit('visit.wanted', {
        ticketId: ticket.id,
        kind: 'report_delivery',
        because,
        ...(windowFrom && { windowFrom: windowFrom.toISOString() }),
        ...(windowTo && { windowTo: windowTo.toISOString() }),
      });
      await this.writer.apply(
        tx,
        actor,
        row,
        {},
        {
          type: 'report.visit-asked',
          data: { ticketId: ticket.id, ticketNumber: ticket.number },
        },
      );
    });
  }

  /** A question about it, which came in as a ticket of the customer; told again, it is the same. */
  async asked(tx: Tx, actor: Actor, requestId: string, ticketId: string): Promise<void> {
    if (!(await this.link(tx, requestId, ticketId, 'question'))) return;
    const row = await this.writer.lock(tx, requestId);
    await this.writer.apply(
      tx,
      actor,
      row,
      {},
      {
        type: 'report.question',
        data: { ticketId },
        tell: [row.ownerId],
      },
    );
  }

  @Policy('activity.ended', 5.5)
  async met(tx: Tx, { activityId, done }: Events['activity.ended']): Promise<void> {
    const [known] = await tx.query<{ requestId: string }>(
      'select request_id as "requestId" from report_request_meetings where activity_id = $1',
      [activityId],
    );
    if (known && done) await this.follow(tx, known.requestId, { meeting: activityId });
  }

  @Policy('visit.changed', 5.5)
  async moved(tx: Tx, { visitId, ticketId, to }: Events['visit.changed']): Promise<void> {
    const rows = await tx.query<{ requestId: string }>(
      `update report_request_tickets set visit_id = $2, visit_state = $3
       where kind = 'visit' and ticket_id = $1 and (visit_id = $2 or visit_id is null or visit_state = any($4))
       returning request_id as "requestId"`,
      [ticketId, visitId, to, ENDED],
    );
    if (to !== 'done') return;
    for (const { requestId } of rows) await this.follow(tx, requestId, { visit: visitId });
  }

  /** Presented, where somebody looked at the version before. A meeting about anything else moves nothing. */
  private async follow(tx: Tx, requestId: string, how: Record<string, unknown>): Promise<void> {
    const row = await this.writer.lock(tx, requestId);
    if (!MAY.present.includes(row.state) || !(await this.course.isApproved(tx, row))) return;
    await this.course.presented(tx, SYSTEM, row, how);
  }

  private async ahead(tx: Tx, idOrNumber: string): Promise<ReportRequest> {
    const row = await this.writer.lock(tx, idOrNumber);
    if (row.state === 'requested' || !(isOpen(row.state) || row.state === 'published')) {
      throw conflict('wrong_state', `This is not possible while it is ${row.state}.`, { state: row.state });
    }
    return row;
  }

  private async refuseSecond(tx: Tx, { id }: ReportRequest): Promise<void> {
    const [open] = await tx.query<{ ticketId: string }>(
      `select ticket_id as "ticketId" from report_request_tickets where request_id = $1 and kind = 'visit'
         and coalesce(visit_state, 'proposed') <> all($2)`,
      [id, ENDED],
    );
    if (open) throw conflict('report_visit_open', 'A visit is planned already.', { ticketId: open.ticketId });
  }

  private async link(tx: Tx, requestId: string, ticketId: string, kind: 'question' | 'visit'): Promise<boolean> {
    const rows = await tx.query(
      `insert into report_request_tickets (request_id, ticket_id, kind, at)
       select id, $2, $3, $4 from report_requests where id = $1 on conflict do nothing returning 1`,
      [requestId, ticketId, kind, this.clock.now()],
    );
    return rows.length > 0;
  }
}
