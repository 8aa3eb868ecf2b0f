import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/http/access.decorators.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import type { ForecastMonth, ForecastQuery, ForecastView } from './board.dto.js';
import { DayEnds } from './day-ends.js';
import { sumOf } from './deal-board.service.js';
import { COSTED, costsOf, type CostSum } from './deal-costs.rules.js';
import { DEAL_TABLES, DealRows } from './deal-rows.js';
import { monthsFrom } from './deal.rules.js';

interface Sum extends Span {
  state: string;
  currency: string;
  count: number;
  worth: string;
  weighted: string;
}

const MONTHS = 6;

/** The month that a deal stands in. */
interface Span {
  month: string | null;
  late: boolean;
}

/** What is expected to close, by month, beside what was won in it. */
@Injectable()
export class DealForecast {
  constructor(
    private readonly db: DataSource,
    private readonly pipelines: PipelinesService,
    private readonly rows: DealRows,
    private readonly days: DayEnds,
  ) {}

  async read(actor: Actor, pipelineId: string, { months = MONTHS, ...filter }: ForecastQuery): Promise<ForecastView> {
    await this.pipelines.one(pipelineId);
    const { day, zone, endsAt } = await this.days.today(actor);
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = this.rows.conditions(actor, filter, parameters, endsAt);
    const today = `${$(day)}::date`;
    where.push(`d.pipeline_id = ${$(pipelineId)}`);
    const span = `case when d.state = 'open' then to_char(d.expected_close, 'YYYY-MM')
              else to_char(d.closed_at at time zone ${$(zone)}, 'YYYY-MM') end as month,
         d.state = 'open' and coalesce(d.expected_close < ${today}, false) as late`;
    const shown = `where ${where.join(' and ')}
         and (d.state = 'open' or (d.state = 'won' and d.closed_at >= (date_trunc('month', ${today})::timestamp at time zone ${$(zone)})))`;
    const costs = await this.db.query<(CostSum & Span)[]>(
      `select d.state, v.cost_currency as currency, sum(v.cost) as total, ${span} ${DEAL_TABLES} ${COSTED}
       ${shown} group by d.state, v.cost_currency, month, late`,
      parameters,
    );
    const sums = await this.db.query<Sum[]>(
      `select d.state, d.currency, count(*)::int as count, ${span},
         sum(coalesce(d.value_minor, 0) * coalesce(d.months, 1)) as worth,
         sum((coalesce(d.value_minor, 0) * coalesce(d.months, 1) * s.probability + 50) / 100) as weighted
       ${DEAL_TABLES} ${shown} group by d.state, d.currency, month, late`,
      parameters,
    );
    const open = sums.filter(({ state }) => state === 'open');
    const of = (month: string | null, isIn: (one: Span) => boolean): ForecastMonth => {
      const wonIn = (one: Span & { state: string }): boolean => one.state === 'won' && one.month === month;
      return {
        month,
        ...sumOf(open.filter(isIn)),
        costs: costsOf(costs.filter((one) => one.state === 'open' && isIn(one))),
        won: month ? sumOf(sums.filter(wonIn)).totals : [],
        wonCosts: month ? costsOf(costs.filter(wonIn)) : [],
      };
    };
    return {
      late: of(null, ({ late }) => late),
      months: monthsFrom(day, months).map((month) => of(month, (one) => !one.late && one.month === month)),
      undated: of(null, (one) => one.month === null),
    };
  }
}
