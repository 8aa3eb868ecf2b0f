import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/http/access.decorators.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import type { ForecastMonth, ForecastQuery, ForecastView } from './board.dto.js';
import { DayEnds } from './day-ends.js';
import { sumOf } from './deal-board.service.js';
import { DEAL_TABLES, DealRows } from './deal-rows.js';
import { monthsFrom } from './deal.rules.js';

interface Sum {
  state: string;
  month: string | null;
  late: boolean;
  currency: string;
  count: number;
  worth: string;
  weighted: string;
}

const MONTHS = 6;

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
    const sums = await this.db.query<Sum[]>(
      `select d.state, d.currency, count(*)::int as count,
         case when d.state = 'open' then to_char(d.expected_close, 'YYYY-MM')
              else to_char(d.closed_at at time zone ${$(zone)}, 'YYYY-MM') end as month,
         d.state = 'open' and coalesce(d.expected_close < ${today}, false) as late,
         sum(coalesce(d.value_minor, 0) * coalesce(d.months, 1)) as worth,
         sum((coalesce(d.value_minor, 0) * coalesce(d.months, 1) * s.probability + 50) / 100) as weighted
       ${DEAL_TABLES}
       where ${where.join(' and ')} and d.pipeline_id = ${$(pipelineId)}
         and (d.state = 'open' or (d.state = 'won' and d.closed_at >= (date_trunc('month', ${today})::timestamp at time zone ${$(zone)})))
       group by d.state, d.currency, 4, 5`,
      parameters,
    );
    const open = sums.filter(({ state }) => state === 'open');
    const of = (month: string | null, among: Sum[]): ForecastMonth => ({
      month,
      ...sumOf(among),
      won: month ? sumOf(sums.filter((one) => one.state === 'won' && one.month === month)).totals : [],
    });
    return {
      late: of(
        null,
        open.filter(({ late }) => late),
      ),
      months: monthsFrom(day, months).map((month) =>
        of(
          month,
          open.filter((one) => !one.late && one.month === month),
        ),
      ),
      undated: of(
        null,
        open.filter((one) => one.month === null),
      ),
    };
  }
}
