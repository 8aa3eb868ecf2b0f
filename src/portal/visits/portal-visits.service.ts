import { Injectable } from '@nestjs/common';
import { CustomerAnswers } from '../../dispatch/customer/customer-answers.service.js';
import type { LinkAnswer } from '../../dispatch/customer/visit-link.dto.js';
import { Reading } from '../../platform/database/reading.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { notFound } from '../../platform/http/refusal.js';
import { actorOf, type Customer } from '../access/customer.js';
import { visibleTickets, visibleVisits } from '../access/visible.access.js';
import type { PortalVisitPage, PortalVisitsQuery, PortalVisitTicketView, PortalVisitView } from './portal-visit.dto.js';

interface Row {
  id: string;
  key: string;
  site: string | null;
  travelAt: Date | null;
  arrivedAt: Date | null;
  ticket: PortalVisitTicketView | null;
}

const OVER = `('done', 'could_not', 'cancelled')`;
/** What has no time yet stands behind everything that has one. */
const TIME = `coalesce(v.planned_from, '9999-01-01')`;

/** Visits as customers see them; their answers take the way of the signed link. */
@Injectable()
export class PortalVisits {
  constructor(
    private readonly reading: Reading,
    private readonly answers: CustomerAnswers,
  ) {}

  async list(customer: Customer, { when, ticket, limit, cursor }: PortalVisitsQuery): Promise<PortalVisitPage> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const isAhead = when === 'ahead';
    const where: string[] = [];
    if (when) where.push(`v.state ${isAhead ? 'not ' : ''}in ${OVER}`);
    if (ticket) where.push(`v.ticket_id = ${$(ticket)}::uuid`);
    const after = decodeCursor(cursor, 2);
    if (after) where.push(`(${TIME}, v.id) ${isAhead ? '>' : '<'} (${$(after[0])}::timestamptz, ${$(after[1])}::uuid)`);
    const order = isAhead ? `${TIME}, v.id` : `${TIME} desc, v.id desc`;
    const rows = await this.rows(customer, parameters, where, `order by ${order} limit ${limit + 1}`);
    const views = await this.answers.lookWithin(rows.slice(0, limit).map(({ id }) => id));
    return pageOf(
      rows,
      limit,
      (row) => [row.key, row.id],
      (row) => present(row, views.get(row.id)!),
    );
  }

  async one(customer: Customer, id: string): Promise<PortalVisitView> {
    const [row] = await this.rows(customer, [id], ['v.id = $1::uuid'], '');
    const view = row && (await this.answers.lookWithin([id])).get(id);
    if (!view) throw notFound('visit');
    return present(row, view);
  }

  async answer(customer: Customer, id: string, body: LinkAnswer): Promise<PortalVisitView> {
    await this.one(customer, id);
    await this.answers.answerWithin(id, actorOf(customer), body);
    return this.one(customer, id);
  }

  private rows(customer: Customer, parameters: unknown[], where: string[], rest: string): Promise<Row[]> {
    const seen = [visibleVisits(customer, parameters), ...where].join(' and ');
    return this.reading.queryPlanned<Row>(
      `select v.id, ${TIME}::text as key, site.name as site, v.travel_at as "travelAt", v.arrived_at as "arrivedAt",
         case when ${visibleTickets(customer, parameters, 'of_it')} then
           json_build_object('id', of_it.id, 'number', of_it.number, 'subject', of_it.subject) end as ticket
       from visits v join tickets of_it on of_it.id = v.ticket_id left join sites site on site.id = v.site_id
       where ${seen} ${rest}`,
      parameters,
    );
  }
}

function present(
  { id, site, travelAt, arrivedAt, ticket }: Row,
  view: Omit<PortalVisitView, 'id' | 'site' | 'travelAt' | 'arrivedAt' | 'ticket'>,
): PortalVisitView {
  const { ref, kind, state, from, until, timezone, place, technicians, offers, actions, rating } = view;
  return {
    ...{ id, ref, kind, state, from, until, travelAt, arrivedAt, timezone, site, place },
    ...{ technicians, ticket, offers, actions, rating },
  };
}
