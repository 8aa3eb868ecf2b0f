import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { pageOf } from '../../platform/http/paging.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import type { DealBoardQuery, DealBoardView, DealSums, TotalView } from './board.dto.js';
import { DayEnds } from './day-ends.js';
import { costsOf, COSTED, type CostSum } from './deal-costs.rules.js';
import { DEAL_TABLES, DealRows } from './deal-rows.js';
import { keyOf, orderOf } from './deals.service.js';

interface StageSum {
  state: string;
  stageId: string;
  currency: string;
  probability: number;
  count: number;
  worth: string;
  weighted: string;
  overdue: number;
  without: number;
  today: number;
}

interface Today {
  day: string;
  zone: string;
  endsAt: Date;
}

/** The board of a pipeline: the sums of everything, and of each stage as many cards as somebody looks at. */
@Injectable()
export class DealBoard {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly pipelines: PipelinesService,
    private readonly rows: DealRows,
    private readonly days: DayEnds,
  ) {}

  async read(actor: Actor, pipelineId: string, query: DealBoardQuery): Promise<DealBoardView> {
    const [pipeline, today] = await Promise.all([this.pipelines.one(pipelineId), this.days.today(actor)]);
    const [sums, costs] = await Promise.all([
      this.sums(actor, pipelineId, query, today),
      this.costs(actor, pipelineId, query, today),
    ]);
    const costOf = (state: string) => costsOf(costs.filter((one) => one.state === state));
    const open = sums.filter(({ state }) => state === 'open');
    const stages = await Promise.all(
      pipeline.stages.map(async (stage) => {
        const here = open.filter(({ stageId }) => stageId === stage.id);
        const { items, nextCursor } = await this.cards(actor, stage.id, query, today.endsAt);
        return { ...stage, ...sumOf(here), deals: items, nextCursor };
      }),
    );
    const add = (name: 'count' | 'overdue' | 'without' | 'today'): number => open.reduce((n, one) => n + one[name], 0);
    return {
      pipeline,
      totals: sumOf(open).totals,
      costs: costOf('open'),
      figures: { open: add('count'), overdue: add('overdue'), withoutNext: add('without'), dueToday: add('today') },
      stages,
      won: { ...sumOf(sums.filter(({ state }) => state === 'won')), costs: costOf('won') },
      lost: { ...sumOf(sums.filter(({ state }) => state === 'lost')), costs: costOf('lost') },
    };
  }

  private async cards(actor: Actor, stageId: string, query: DealBoardQuery, endsAt: Date) {
    const parameters: unknown[] = [];
    const where = this.rows.conditions(actor, query, parameters, endsAt);
    where.push(`d.state = 'open'`, `d.stage_id = $${parameters.push(stageId)}`);
    const rows = await this.rows.read(
      `where ${where.join(' and ')} order by ${orderOf('next')} limit $${parameters.push(query.limit + 1)}`,
      parameters,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => keyOf('next', row),
      (row) => row,
    );
  }

  /** What is open, and what was closed this month by the reader's clock. */
  private shown(
    actor: Actor,
    pipelineId: string,
    query: DealBoardQuery,
    { day, zone, endsAt }: Today,
  ): { where: string; parameters: unknown[] } {
    const parameters: unknown[] = [];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = this.rows.conditions(actor, query, parameters, endsAt);
    where.push(
      `d.pipeline_id = ${$(pipelineId)}`,
      `(d.state = 'open' or d.closed_at >= (date_trunc('month', ${$(day)}::date)::timestamp at time zone ${$(zone)}))`,
    );
    return { where: where.join(' and '), parameters };
  }

  private costs(actor: Actor, pipelineId: string, query: DealBoardQuery, today: Today): Promise<CostSum[]> {
    const { where, parameters } = this.shown(actor, pipelineId, query, today);
    return this.db.query<CostSum[]>(
      `select d.state, v.cost_currency as currency, sum(v.cost) as total ${DEAL_TABLES} ${COSTED}
       where ${where} group by 1, 2`,
      parameters,
    );
  }

  private sums(actor: Actor, pipelineId: string, query: DealBoardQuery, today: Today): Promise<StageSum[]> {
    const { where, parameters } = this.shown(actor, pipelineId, query, today);
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const now = $(this.clock.now());
    return this.db.query<StageSum[]>(
      `select d.state, d.stage_id as "stageId", d.currency, s.probability, count(*)::int as count,
         sum(coalesce(d.value_minor, 0) * coalesce(d.months, 1)) as worth,
         sum((coalesce(d.value_minor, 0) * coalesce(d.months, 1) * s.probability + 50) / 100) as weighted,
         count(*) filter (where d.next_due_at < ${now})::int as overdue,
         count(*) filter (where d.next_due_at is null)::int as without,
         count(*) filter (where d.next_due_at >= ${now} and d.next_due_at < ${$(today.endsAt)})::int as today
       ${DEAL_TABLES}
       where ${where} group by 1, 2, 3, 4`,
      parameters,
    );
  }
}

export function sumOf(sums: Pick<StageSum, 'count' | 'currency' | 'worth' | 'weighted'>[]): DealSums {
  const totals = new Map<string, TotalView>();
  for (const { currency, worth, weighted } of sums) {
    const total = totals.get(currency) ?? { currency, worthMinor: 0, weightedMinor: 0 };
    total.worthMinor += Number(worth);
    total.weightedMinor += Number(weighted);
    totals.set(currency, total);
  }
  return {
    count: sums.reduce((n, { count }) => n + count, 0),
    totals: [...totals.values()].sort((a, b) => b.worthMinor - a.worthMinor || (a.currency < b.currency ? -1 : 1)),
  };
}
