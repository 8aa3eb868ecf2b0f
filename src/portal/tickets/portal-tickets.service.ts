import { Injectable } from '@nestjs/common';
import { anywhere } from '../../customers/search.rules.js';
import { Reading } from '../../platform/database/reading.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { notFound } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';
import { ClocksService } from '../../sla/clocks.service.js';
import { priorityName, type StatusCategory } from '../../tickets/ticket.rules.js';
import type { Customer } from '../access/customer.js';
import { publicMessages, visibleTickets } from '../access/visible.access.js';
import type {
  PortalClockView,
  PortalNextVisitView,
  PortalPromiseView,
  PortalSaidView,
  PortalTicketPage,
  PortalTicketsQuery,
  PortalTicketView,
} from './portal-ticket.dto.js';
import { forCustomers } from './portal-promise.rules.js';

interface Row {
  id: string;
  number: string;
  subject: string;
  label: string;
  category: StatusCategory;
  priority: number;
  contactId: string;
  contactName: string;
  siteId: string | null;
  siteName: string | null;
  assignee: string | null;
  promise: PortalClockView | null;
  visit: PortalNextVisitView | null;
  last: (Omit<PortalSaidView, 'mine'> & { authorId: string | null }) | null;
  createdAt: Date;
  solvedAt: Date | null;
  mergedInto: string | null;
}

/** Larger numbers cannot be stored, so no ticket has one. */
const NUMBER = /^\d{1,15}$/;
const LAST_LENGTH = 240;

/** Tickets as customers see them. */
@Injectable()
export class PortalTickets {
  constructor(
    private readonly reading: Reading,
    private readonly clocks: ClocksService,
  ) {}

  async list(customer: Customer, { state, q, limit, cursor }: PortalTicketsQuery): Promise<PortalTicketPage> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['t.merged_into_id is null'];
    if (state) where.push(`t.category ${state === 'open' ? 'not ' : ''}in ('solved', 'closed')`);
    const words = q?.trim().replace(/^#/, '');
    if (words) where.push(`(plain(t.subject) like plain(${$(anywhere(words))}) or t.number::text = ${$(words)})`);
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`t.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.rows(customer, parameters, where, limit + 1);
    return pageOf(rows, limit, (row) => [row.id], present(customer));
  }

  async one(customer: Customer, idOrNumber: string): Promise<PortalTicketView> {
    const [row] = await this.rows(customer, [await this.idOf(customer, idOrNumber)], ['t.id = $1'], 1);
    if (!row) throw notFound('ticket');
    return present(customer)(row);
  }

  /** The id of the ticket with this id or number; 404 where the customer does not see it. */
  async idOf(customer: Customer, idOrNumber: string): Promise<string> {
    const key = isId(idOrNumber) ? 't.id = $1::uuid' : NUMBER.test(idOrNumber) ? 't.number = $1::bigint' : null;
    if (!key) throw notFound('ticket');
    const parameters: unknown[] = [idOrNumber];
    const [row] = await this.reading.query<{ id: string }>(
      `select t.id from tickets t where ${key} and ${visibleTickets(customer, parameters)}`,
      parameters,
    );
    if (!row) throw notFound('ticket');
    return row.id;
  }

  /** Where somebody waits at a telephone the promise is over when they read of it. */
  async promises(customer: Customer, idOrNumber: string): Promise<PortalPromiseView[]> {
    const clocks = await this.clocks.of(await this.idOf(customer, idOrNumber));
    return clocks.filter(({ target }) => target !== 'answer').map(forCustomers);
  }

  private rows(customer: Customer, parameters: unknown[], where: string[], limit: number): Promise<Row[]> {
    const seen = visibleTickets(customer, parameters);
    const said = publicMessages(customer, parameters);
    return this.reading.queryPlanned<Row>(
      `select t.id, t.number, t.subject, coalesce(s.customer_label, s.name) as label, t.category, t.priority,
         t.contact_id as "contactId", person.name as "contactName", place.id as "siteId", place.name as "siteName",
         agent.name as assignee, t.created_at as "createdAt", t.solved_at as "solvedAt", winner.number as "mergedInto",
         (select json_build_object('target', k.target, 'state', k.state, 'startedAt', k.started_at, 'dueAt', k.due_at)
            from sla_clocks k where k.ticket_id = t.id and k.ended_at is null and k.target <> 'answer'
              and k.state in ('running', 'paused', 'breached')
            order by k.due_at nulls last, k.started_at limit 1) as promise,
         (select json_build_object('id', v.id, 'state', v.state, 'from', v.planned_from) from visits v
            where v.ticket_id = t.id and v.state not in ('done', 'could_not', 'cancelled')
            order by v.planned_from nulls last, v.id limit 1) as visit,
         (select json_build_object('from', coalesce(m.sender ->> 'name', author.name, ''), 'authorId', m.author_id,
              'direction', m.direction, 'text', left(m.text, ${LAST_LENGTH}), 'at', m.at)
            from messages m join conversations c on c.id = m.conversation_id
            left join contacts author on author.id = m.author_id and m.author_kind = 'contact'
            where m.ticket_id = t.id and ${said} order by m.ticket_seq desc limit 1) as last
       from tickets t join statuses s on s.id = t.status_id join contacts person on person.id = t.contact_id
       left join users agent on agent.id = t.assignee_id
       left join sites place on place.id = t.site_id and place.company_id = t.company_id
       left join tickets winner on winner.id = t.merged_into_id
       where ${seen} and ${where.join(' and ')} order by t.id desc limit ${limit}`,
      parameters,
    );
  }
}

const present =
  (customer: Customer) =>
  ({ last, ...row }: Row): PortalTicketView => ({
    id: row.id,
    number: Number(row.number),
    subject: row.subject,
    status: { label: row.label, category: row.category },
    priority: priorityName(row.priority),
    contact: { id: row.contactId, name: row.contactName },
    mine: row.contactId === customer.contactId,
    site: row.siteId && row.siteName !== null ? { id: row.siteId, name: row.siteName } : null,
    assignee: row.assignee,
    promise: row.promise,
    visit: row.visit,
    last: last && {
      from: last.from,
      mine: last.direction === 'in' && last.authorId === customer.contactId,
      direction: last.direction,
      text: last.text,
      at: last.at,
    },
    createdAt: row.createdAt,
    solvedAt: row.solvedAt,
    mergedInto: row.mergedInto === null ? null : Number(row.mergedInto),
  });
