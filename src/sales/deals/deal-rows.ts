import { Injectable } from '@nestjs/common';
import { anywhere } from '../../customers/search.rules.js';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import { visibleDeals } from './deal.access.js';
import type { DealFilter, DealRow, DealView } from './deal.dto.js';
import { isRotting, worthOf } from './deal.rules.js';

type Read = Omit<DealRow, 'rotting' | 'worthMinor' | 'valueMinor'> & {
  valueMinor: string | null;
  rottingDays: number | null;
};

const named = (alias: string): string =>
  `case when ${alias}.id is null then null else json_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;

const COLUMNS = `
  d.id, d.number::float8 as number, d.title, json_build_object('id', p.id, 'name', p.name) as pipeline,
  json_build_object('id', s.id, 'name', s.name, 'probability', s.probability) as stage, d.state,
  ${named('c')} as company, ${named('k')} as contact, d.prospect, d.value_minor as "valueMinor", d.currency, d.months,
  d.expected_close::text as "expectedClose", ${named('u')} as owner, ${named('m')} as team, d.stage_since as "stageSince",
  s.rotting_days as "rottingDays", d.closed_at as "closedAt", d.created_at as "createdAt", d.updated_at as "updatedAt", d.version,
  case when a.id is null then null else json_build_object('id', a.id, 'kind', a.kind, 'subject', a.subject,
    'dueAt', to_char(a.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'version', a.version) end as "nextActivity",
  (select coalesce(json_agg(json_build_object('currency', l.currency, 'totalMinor', l.total) order by l.currency), '[]')
   from (select cost_currency as currency, sum(cost) as total from deal_tickets
         where deal_id = d.id and cost > 0 group by 1) l) as costs`;

const TABLES = `
  from deals d join pipelines p on p.id = d.pipeline_id join deal_stages s on s.id = d.stage_id
  left join companies c on c.id = d.company_id left join contacts k on k.id = d.contact_id
  left join users u on u.id = d.owner_id left join teams m on m.id = d.team_id left join activities a on a.id = d.next_activity_id`;

/** Deals as lists and pages show them. */
@Injectable()
export class DealRows {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
  ) {}

  /** `rest`: from `where` on. */
  async read(rest: string, parameters: unknown[]): Promise<DealRow[]> {
    const rows = await this.reading.query<Read>(`select ${COLUMNS} ${TABLES} ${rest}`, parameters);
    const now = this.clock.now();
    return rows.map((row) => present(row, now));
  }

  async whole(actor: Actor, id: string): Promise<DealView | undefined> {
    const parameters: unknown[] = [id];
    const seen = visibleTo(actor, parameters, 't');
    const [row] = await this.reading.query<Read & Omit<DealView, keyof DealRow>>(
      `select ${COLUMNS}, d.segment, d.lost_note as "lostNote",
         (select json_build_object('id', x.id, 'name', x.name) from deal_choices x where x.id = d.source_id) as source,
         (select json_build_object('id', x.id, 'name', x.name) from deal_choices x where x.id = d.lost_reason_id) as "lostReason",
         (select json_build_object('id', x.id, 'number', x.number) from contracts x where x.id = d.contract_id) as contract,
         (select json_build_object('id', x.id, 'number', x.number) from contracts x where x.id = d.renews_contract_id) as renews,
         (select coalesce(json_agg(json_build_object('id', t.id, 'number', t.number, 'subject', t.subject, 'kind', l.kind,
            'visitKind', l.visit_kind, 'visitState', l.visit_state, 'cost', l.cost, 'costCurrency', l.cost_currency) order by l.at, t.id), '[]')
          from deal_tickets l join tickets t on t.id = l.ticket_id where l.deal_id = d.id and ${seen}) as tickets
       ${TABLES} where d.id = $1`,
      parameters,
    );
    if (!row) return undefined;
    const { segment, lostNote, source, lostReason, contract, renews, tickets, ...plain } = row;
    return {
      ...present(plain, this.clock.now()),
      ...{ segment, lostNote, source, lostReason, contract, renews, tickets },
    };
  }

  /** Conditions of a list and of the board, on the tables of `read`. */
  conditions(actor: Actor, filter: DealFilter, parameters: unknown[], endOfDay: Date): string[] {
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = [visibleDeals(actor, parameters)];
    if (filter.owner) where.push(`d.owner_id = ${$(filter.owner)}`);
    if (filter.team) where.push(`d.team_id = ${$(filter.team)}`);
    if (filter.source) where.push(`d.source_id = ${$(filter.source)}`);
    if (filter.segment) where.push(`d.segment = ${$(filter.segment)}`);
    if (filter.next === 'none') where.push(`d.state = 'open' and d.next_due_at is null`);
    if (filter.next === 'overdue') where.push(`d.state = 'open' and d.next_due_at < ${$(this.clock.now())}`);
    if (filter.next === 'today') {
      where.push(`d.state = 'open' and d.next_due_at >= ${$(this.clock.now())} and d.next_due_at < ${$(endOfDay)}`);
    }
    const words = filter.q?.trim();
    if (words) {
      const like = $(anywhere(words));
      const number = /^#?\d{1,15}$/.test(words) ? ` or d.number = ${$(words.replace('#', ''))}::bigint` : '';
      where.push(
        `(plain(d.title) like plain(${like}) or plain(coalesce(d.prospect, '')) like plain(${like})
          or plain(coalesce(c.name, '')) like plain(${like}) or plain(coalesce(k.name, '')) like plain(${like})${number})`,
      );
    }
    return where;
  }
}

function present({ rottingDays, valueMinor, ...row }: Read, now: Date): DealRow {
  const value = valueMinor === null ? null : Number(valueMinor);
  return {
    ...row,
    valueMinor: value,
    worthMinor: worthOf(value, row.months),
    rotting: isRotting(row, rottingDays, now),
  };
}

export const DEAL_TABLES = TABLES;
