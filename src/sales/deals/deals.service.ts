import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ContactsService } from '../../customers/contacts.service.js';
import { cleaned } from '../../customers/identity.rules.js';
import { anywhere } from '../../customers/search.rules.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Key } from '../../platform/http/paging.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import { DayEnds } from './day-ends.js';
import { visibleDeals } from './deal.access.js';
import type {
  DealChange,
  DealPage,
  DealPerson,
  DealRow,
  DealsQuery,
  DealView,
  DuplicatesQuery,
  NewDeal,
} from './deal.dto.js';
import type { Deal } from './deal.entity.js';
import { DealChecks } from './deal-checks.service.js';
import { DealRows } from './deal-rows.js';
import { DealWriter, type DealValues } from './deal-writer.service.js';

/** What each order is, and the key by which a page goes on. `infinity`: those without come last. */
const SORTS = {
  created: { by: 'd.id desc', after: (a: Key[], $: Add) => `d.id < ${$(a[0])}::uuid` },
  next: {
    by: `coalesce(d.next_due_at, 'infinity'), d.id`,
    after: (a: Key[], $: Add) =>
      `(coalesce(date_trunc('milliseconds', d.next_due_at), 'infinity'), d.id) > (${$(a[0])}::timestamptz, ${$(a[1])}::uuid)`,
  },
  close: {
    by: `coalesce(d.expected_close, 'infinity'), d.id`,
    after: (a: Key[], $: Add) =>
      `(coalesce(d.expected_close, 'infinity'), d.id) > (${$(a[0])}::date, ${$(a[1])}::uuid)`,
  },
  value: {
    by: 'coalesce(d.value_minor, 0) * coalesce(d.months, 1) desc, d.id desc',
    after: (a: Key[], $: Add) =>
      `(coalesce(d.value_minor, 0) * coalesce(d.months, 1), d.id) < (${$(a[0])}::bigint, ${$(a[1])}::uuid)`,
  },
} as const;
type Add = (value: unknown) => string;
export type DealSort = keyof typeof SORTS;

export const keyOf = (sort: DealSort, row: DealRow): Key[] => {
  if (sort === 'next') return [row.nextActivity ? new Date(row.nextActivity.dueAt).toISOString() : 'infinity', row.id];
  if (sort === 'close') return [row.expectedClose ?? 'infinity', row.id];
  if (sort === 'value') return [row.worthMinor, row.id];
  return [row.id];
};
export const orderOf = (sort: DealSort): string => SORTS[sort].by;

/** The front door to deals: read them as somebody, make one, change what one says. */
@Injectable()
export class DealsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly rows: DealRows,
    private readonly writer: DealWriter,
    private readonly checks: DealChecks,
    private readonly days: DayEnds,
    private readonly pipelines: PipelinesService,
    private readonly contacts: ContactsService,
    private readonly tickets: TicketsService,
    private readonly audit: AuditService,
  ) {}

  async list(actor: Actor, query: DealsQuery): Promise<DealPage> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = this.rows.conditions(actor, query, parameters, await this.days.of(actor));
    if (query.pipeline) where.push(`d.pipeline_id = ${$(query.pipeline)}`);
    if (query.stage) where.push(`d.stage_id = ${$(query.stage)}`);
    if (query.state) where.push(`d.state = ${$(query.state)}`);
    if (query.company) where.push(`d.company_id = ${$(query.company)}`);
    if (query.contact) where.push(`d.contact_id = ${$(query.contact)}`);
    if (query.closeFrom) where.push(`d.expected_close >= ${$(query.closeFrom)}::date`);
    if (query.closeTo) where.push(`d.expected_close <= ${$(query.closeTo)}::date`);
    if (query.ticket) {
      const key = /^\d+$/.test(query.ticket)
        ? `t.number = ${$(query.ticket)}::bigint`
        : `t.id = ${$(query.ticket)}::uuid`;
      where.push(`d.id in (select l.deal_id from deal_tickets l join tickets t on t.id = l.ticket_id where ${key})`);
    }
    const sort = query.sort ?? 'created';
    const after = decodeCursor(query.cursor, sort === 'created' ? 1 : 2);
    if (after) where.push(SORTS[sort].after(after, $));
    const rows = await this.rows.read(
      `where ${where.join(' and ')} order by ${orderOf(sort)} limit ${$(query.limit + 1)}`,
      parameters,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => keyOf(sort, row),
      (row) => row,
    );
  }

  async one(actor: Actor, idOrNumber: string): Promise<DealView> {
    return this.read(actor, await this.idOf(actor, idOrNumber));
  }

  /** For whoever has just worked on it: they may have moved it out of their own sight. */
  async read(actor: Actor, id: string): Promise<DealView> {
    const deal = await this.rows.whole(actor, id);
    if (!deal) throw notFound('deal');
    return deal;
  }

  async idOf(actor: Actor, idOrNumber: string): Promise<string> {
    const parameters: unknown[] = [idOrNumber];
    const key = isId(idOrNumber) ? 'd.id = $1::uuid' : 'd.number = $1::bigint';
    const [row] = await this.db.query<{ id: string }[]>(
      `select d.id from deals d where ${key} and ${visibleDeals(actor, parameters)}`,
      parameters,
    );
    if (!row) throw notFound('deal');
    return row.id;
  }

  /** Whose it is: who may see it, and so who is told that it changed. */
  async placeOf(id: string): Promise<{ ownerId: string | null; teamId: string | null } | undefined> {
    const [row] = await this.db.query<{ ownerId: string | null; teamId: string | null }[]>(
      'select owner_id as "ownerId", team_id as "teamId" from deals where id = $1',
      [id],
    );
    return row;
  }

  /** Open deals of the same customer: offered before a second one is made. */
  async duplicates(actor: Actor, { company, contact, email, prospect }: DuplicatesQuery): Promise<DealRow[]> {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const same = [
      ...(company ? [`d.company_id = ${$(company)}`] : []),
      ...(contact ? [`d.contact_id = ${$(contact)}`] : []),
      ...(email
        ? [
            `d.contact_id in (select contact_id from contact_identities
               where kind = 'email' and value = ${$(email.trim().toLowerCase())} and valid_to is null)`,
          ]
        : []),
      ...(prospect?.trim()
        ? [
            `plain(coalesce(d.prospect, '')) = plain(${$(cleaned(prospect))})`,
            `plain(coalesce(c.name, '')) like plain(${$(anywhere(cleaned(prospect)))})`,
          ]
        : []),
    ];
    if (same.length === 0) return [];
    return this.rows.read(
      `where d.state = 'open' and (${same.join(' or ')}) and ${visibleDeals(actor, parameters)} order by d.id desc limit 10`,
      parameters,
    );
  }

  async create(actor: Actor, { ticketId, ...fresh }: NewDeal): Promise<string> {
    const ticket = ticketId ? await this.ticketOf(actor, ticketId) : null;
    return this.work.run(async (tx) => {
      const deal = await this.make(tx, actor, {
        ...fresh,
        title: fresh.title ?? ticket?.subject,
        contactId: fresh.contactId ?? (fresh.contact ? undefined : ticket?.contact.id),
        companyId: fresh.companyId ?? (fresh.contact || fresh.contactId ? undefined : ticket?.company?.id),
        ownerId: fresh.ownerId === undefined && actor.kind === 'user' ? actor.id : fresh.ownerId,
      });
      if (ticket) await this.link(tx, deal, ticket.id, 'origin');
      return deal.id;
    });
  }

  /** In the caller's transaction. What nobody says is left open, but the pipeline, which is the first. */
  async make(tx: Tx, actor: Actor, fresh: Omit<NewDeal, 'ticketId'>): Promise<Deal> {
    const pipeline = await this.pipelines.find(tx, fresh.pipelineId);
    if (!pipeline)
      throw invalid('pipelineId', fresh.pipelineId ? 'there is no such pipeline' : 'make a pipeline first');
    const stages = await this.pipelines.stages(tx, pipeline.id);
    const stage = fresh.stageId ? stages.find(({ id }) => id === fresh.stageId) : stages[0];
    if (!stage) throw invalid('stageId', 'is no stage of this pipeline');
    const person = fresh.contact ? await this.personOf(tx, fresh.contact) : null;
    const values: DealValues = {
      title: fresh.title?.trim() || fresh.prospect?.trim() || '',
      pipelineId: pipeline.id,
      stageId: stage.id,
      contactId: person?.contactId ?? fresh.contactId ?? null,
      companyId: fresh.companyId ?? (fresh.prospect ? null : (person?.companyId ?? null)),
      prospect: (fresh.prospect && cleaned(fresh.prospect)) || null,
      valueMinor: fresh.valueMinor ?? null,
      currency: fresh.currency ?? pipeline.currency,
      months: fresh.months ?? null,
      expectedClose: fresh.expectedClose ?? null,
      ownerId: fresh.ownerId ?? null,
      teamId: fresh.teamId ?? null,
      sourceId: fresh.sourceId ?? null,
      segment: fresh.segment ?? null,
    };
    if (!values.title) throw invalid('title', 'a deal has a name');
    await this.checks.values(tx, values);
    this.checks.customer(values);
    this.checks.stage(values, stage);
    return this.writer.open(tx, actor, values);
  }

  async change(actor: Actor, idOrNumber: string, { version, ...change }: DealChange): Promise<string> {
    return this.work.run(async (tx) => {
      const deal = await this.writer.lock(tx, actor, idOrNumber, version);
      if (change.title !== undefined) change.title = change.title.trim() || deal.title;
      if (change.prospect) change.prospect = cleaned(change.prospect) || null;
      await this.checks.values(tx, change);
      const after = { ...deal, ...defined(change) };
      this.checks.customer(after);
      // What the stage asked for when the deal came there is not taken away again.
      const stage = (await this.pipelines.stages(tx, deal.pipelineId)).find(({ id }) => id === deal.stageId);
      if (stage && deal.state === 'open') this.checks.kept(deal, after, stage);
      await this.writer.apply(tx, actor, deal, change);
      if (change.ownerId !== undefined || change.valueMinor !== undefined) {
        const data = { fields: Object.keys(defined(change)) };
        await this.audit.record(tx, { actor, action: 'deal.changed', target: { kind: 'deal', id: deal.id }, data });
      }
      return deal.id;
    });
  }

  /** Something to remember, said to nobody. */
  async note(actor: Actor, idOrNumber: string, text: string): Promise<string> {
    return this.work.run(async (tx) => {
      const deal = await this.writer.lock(tx, actor, idOrNumber);
      await this.writer.apply(tx, actor, deal, {}, [{ type: 'deal.note', data: { text: text.trim() } }]);
      return deal.id;
    });
  }

  async link(tx: Tx, deal: Deal, ticketId: string, kind: 'origin' | 'answer'): Promise<void> {
    await tx.query(
      `insert into deal_tickets (deal_id, ticket_id, kind, at) values ($1, $2, $3, $4) on conflict do nothing`,
      [deal.id, ticketId, kind, deal.updatedAt],
    );
  }

  private async ticketOf(actor: Actor, idOrNumber: string) {
    return this.tickets.get(actor, idOrNumber).catch(() => {
      throw invalid('ticketId', 'there is no such ticket');
    });
  }

  /** Somebody known by that address or number is the same person. */
  private async personOf(tx: Tx, { name, email, phone }: DealPerson) {
    const [first, ...also] = [
      ...(email ? [{ kind: 'email' as const, value: email }] : []),
      ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
    ];
    if (!first) throw invalid('contact', 'needs an email or a phone to be known by');
    return this.contacts.identify(tx, {
      ...first,
      name,
      also: also.map((one) => ({ ...one, verified: false })),
    });
  }
}

const defined = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
