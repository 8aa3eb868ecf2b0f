import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isDay } from '../../platform/days.rules.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { invalid } from '../../platform/http/refusal.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import { DayEnds } from './day-ends.js';
import { COSTED, costsOf, type CostSum } from './deal-costs.rules.js';
import type { DealPage } from './deal.dto.js';
import { DEAL_TABLES, DealRows } from './deal-rows.js';
import type { ResultDealsQuery, ResultEnd, ResultGroup, ResultsQuery, ResultsView } from './results.dto.js';

interface Sum {
  key: string;
  name: string | null;
  state: string;
  currency: string;
  count: number;
  worth: string;
}
type Cost = CostSum & { key: string };

interface Closed {
  by: ResultGroup;
  from: string;
  to: string;
  /** What a deal is grouped by, and what people call that. */
  key: string;
  name: string;
  tables: string;
  where: string[];
  parameters: unknown[];
}

const MONTHS_BACK = 11;
const MOST_LINES = 200;

/** What was won and lost, over the time in which it closed, and what the visits for it have cost. */
@Injectable()
export class DealResults {
  constructor(
    private readonly db: DataSource,
    private readonly pipelines: PipelinesService,
    private readonly rows: DealRows,
    private readonly days: DayEnds,
  ) {}

  async read(actor: Actor, pipelineId: string, query: ResultsQuery): Promise<ResultsView> {
    const { by, from, to, key, name, tables, where, parameters } = await this.closed(actor, pipelineId, query);
    const among = `${tables} where ${where.join(' and ')}`;
    const [sums, costs] = await Promise.all([
      this.db.query<Sum[]>(
        `select ${key} as key, ${name} as name, d.state, d.currency, count(*)::int as count,
           sum(coalesce(d.value_minor, 0) * coalesce(d.months, 1)) as worth
         ${DEAL_TABLES} ${among} group by 1, 2, 3, 4`,
        parameters,
      ),
      this.db.query<Cost[]>(
        `select ${key} as key, d.state, v.cost_currency as currency, sum(v.cost) as total
         ${DEAL_TABLES} ${COSTED} ${among} group by 1, 2, 3`,
        parameters,
      ),
    ]);
    const names = new Map(sums.map((one) => [one.key, one.name]));
    const all = [...names].map(([one, called]) => ({
      key: one,
      name: called,
      won: endOf('won', sums, costs, one),
      lost: endOf('lost', sums, costs, one),
    }));
    // What was won has no reason for having been lost.
    const lines = by === 'reason' ? all.filter(({ lost }) => lost.count > 0) : all;
    return {
      ...{ by, from, to },
      won: endOf('won', sums, costs),
      lost: endOf('lost', sums, costs),
      items: lines.sort(by === 'month' ? (a, b) => (a.key < b.key ? 1 : -1) : byMost).slice(0, MOST_LINES),
    };
  }

  /** The deals behind a figure, the last one first. */
  async deals(actor: Actor, pipelineId: string, query: ResultDealsQuery): Promise<DealPage> {
    const { key, tables, where, parameters } = await this.closed(actor, pipelineId, query);
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    if (query.state) where.push(`d.state = ${$(query.state)}`);
    if (query.key) where.push(`${key} = ${$(query.key)}`);
    const after = decodeCursor(query.cursor, 2);
    const at = `date_trunc('milliseconds', d.closed_at)`;
    if (after) where.push(`(${at}, d.id) < (${$(after[0])}::timestamptz, ${$(after[1])}::uuid)`);
    const rows = await this.rows.read(
      `${tables} where ${where.join(' and ')} order by ${at} desc, d.id desc limit ${$(query.limit + 1)}`,
      parameters,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.closedAt!.toISOString(), row.id],
      (row) => row,
    );
  }

  private async closed(actor: Actor, pipelineId: string, query: ResultsQuery): Promise<Closed> {
    for (const name of ['from', 'to'] as const) {
      const day = query[name];
      if (day !== undefined && !isDay(day)) throw invalid(name, 'is no day of the calendar');
    }
    await this.pipelines.one(pipelineId);
    const { day, zone, endsAt } = await this.days.today(actor);
    const { by = 'month', from = `${monthsBack(day)}-01`, to = day } = query;
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = this.rows.conditions(actor, query, parameters, endsAt);
    const here = $(zone);
    where.push(
      `d.pipeline_id = ${$(pipelineId)}`,
      `d.state in ('won', 'lost')`,
      `d.closed_at >= (${$(from)}::date::timestamp at time zone ${here})`,
      `d.closed_at < ((${$(to)}::date + 1)::timestamp at time zone ${here})`,
    );
    return { by, from, to, where, parameters, ...groupOf(by, here) };
  }
}

/** The month eleven months before a day. */
const monthsBack = (day: string): string =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - MONTHS_BACK, 1)).toISOString().slice(0, 7);

function groupOf(by: ResultGroup, zone: string): Pick<Closed, 'key' | 'name' | 'tables'> {
  if (by === 'month')
    return { key: `to_char(d.closed_at at time zone ${zone}, 'YYYY-MM')`, name: 'null::text', tables: '' };
  if (by === 'segment') return { key: `coalesce(d.segment, 'none')`, name: 'null::text', tables: '' };
  if (by === 'owner') return { key: `coalesce(d.owner_id::text, 'none')`, name: 'u.name', tables: '' };
  const column = by === 'source' ? 'd.source_id' : 'd.lost_reason_id';
  return {
    key: `coalesce(${column}::text, 'none')`,
    name: 'choice.name',
    tables: `left join deal_choices choice on choice.id = ${column}`,
  };
}

function endOf(state: 'won' | 'lost', sums: readonly Sum[], costs: readonly Cost[], key?: string): ResultEnd {
  const isIt = (one: { state: string; key: string }): boolean => one.state === state && (!key || one.key === key);
  const these = sums.filter(isIt);
  const totals = new Map<string, number>();
  for (const { currency, worth } of these) totals.set(currency, (totals.get(currency) ?? 0) + Number(worth));
  return {
    count: these.reduce((all, { count }) => all + count, 0),
    totals: [...totals]
      .map(([currency, worthMinor]) => ({ currency, worthMinor }))
      .sort((a, b) => b.worthMinor - a.worthMinor || (a.currency < b.currency ? -1 : 1)),
    costs: costsOf(costs.filter(isIt)),
  };
}

type Ends = Record<'won' | 'lost', ResultEnd>;
const byMost = (a: Ends, b: Ends): number => b.won.count + b.lost.count - (a.won.count + a.lost.count);
