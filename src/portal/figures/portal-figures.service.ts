import { Injectable } from '@nestjs/common';
import type { AttainmentFigure } from '../../sla/attainment.dto.js';
import { AttainmentService, type Sees } from '../../sla/attainment.service.js';
import type { Customer } from '../access/customer.js';
import { visibleTickets } from '../access/visible.access.js';
import { csvOf, type CsvValue } from '../../platform/csv.rules.js';
import type {
  PortalFiguresQuery,
  PortalFiguresView,
  PortalFigureView,
  PortalKeptPage,
  PortalKeptQuery,
} from './portal-figures.dto.js';

const MOST_ROWS = 10_000;
const COLUMNS = ['ticket', 'subject', 'promise', 'state', 'started', 'due', 'ended', 'target_minutes', 'used_minutes'];

/** How well we kept what we promised them: the figures that agents see, over the tickets that the customer sees. */
@Injectable()
export class PortalFigures {
  constructor(private readonly attainment: AttainmentService) {}

  async of(customer: Customer, query: PortalFiguresQuery): Promise<PortalFiguresView> {
    const { items, totals } = await this.attainment.figures(seesOf(customer), { ...query, by: 'month' });
    return { totals: totals.map((one) => present(one, 'all')), months: items.map((one) => present(one, one.key)) };
  }

  async kept(customer: Customer, query: PortalKeptQuery): Promise<PortalKeptPage> {
    const { items, nextCursor } = await this.attainment.rows(seesOf(customer), query);
    return {
      items: items.map(
        ({ ticket, target, state, startedAt, dueAt, endedAt, targetMinutes, usedMinutes, decidedAt }) => ({
          ...{ ticket, target, state, startedAt, dueAt, endedAt, targetMinutes, usedMinutes, decidedAt },
        }),
      ),
      nextCursor,
    };
  }

  async csv(customer: Customer, { from, to }: PortalFiguresQuery): Promise<string> {
    const lines: CsvValue[][] = [];
    let cursor: string | undefined;
    do {
      const page = await this.kept(customer, { from, to, limit: 200, cursor });
      lines.push(
        ...page.items.map((one) => [
          one.ticket.number,
          one.ticket.subject,
          one.target,
          one.state,
          ...[one.startedAt, one.dueAt, one.endedAt].map((at) => at?.toISOString() ?? ''),
          one.targetMinutes,
          one.usedMinutes ?? '',
        ]),
      );
      cursor = page.nextCursor ?? undefined;
    } while (cursor && lines.length < MOST_ROWS);
    return csvOf(COLUMNS, lines);
  }
}

/** Of telephones a customer knows how long they waited; the figure counts callers, not tickets. */
const seesOf =
  (customer: Customer): Sees =>
  (parameters) =>
    `c.target <> 'answer' and ${visibleTickets(customer, parameters)}`;

const present = (
  { target, met, breached, share, medianMinutes }: AttainmentFigure,
  month: string,
): PortalFigureView => ({ month, target, met, breached, share, medianMinutes });
