import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '../../identity/settings/settings.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { DayEnds } from '../deals/day-ends.js';
import { DealWriter } from '../deals/deal-writer.service.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'sales.renew': Record<string, never>;
  }
}

interface Ending {
  id: string;
  number: string;
  companyId: string;
  segment: string | null;
  endsOn: string;
  monthly: string | null;
  currency: string | null;
  months: number;
  /** Who sold it last. */
  ownerId: string | null;
}

const TITLES = { en: 'Renewal of', 'pt-BR': 'Renovação de' } as const;
const AT_ONCE = 500;

/** Somebody talks to the customer before a contract ends: a deal for each end of a contract, and never two. */
@Injectable()
export class ContractRenewals {
  private readonly log = Logs.for('sales');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly days: DayEnds,
    private readonly settings: SettingsService,
    private readonly pipelines: PipelinesService,
    private readonly deals: DealWriter,
  ) {}

  @Job('sales.renew', { cron: '17 * * * *' })
  async open(): Promise<void> {
    const [pipeline] = await this.db.query<{ id: string; days: number }[]>(
      'select id, renewal_days as days from pipelines where renewal_days is not null and deleted_at is null',
    );
    if (!pipeline) return;
    const { day } = await this.days.today(SYSTEM);
    const ending = await this.db.query<{ id: string }[]>(
      `select k.id from contracts k
       where k.state = 'active' and k.renewal <> 'auto' and k.ends_on between $1::date and $1::date + $2::int
         and not exists (select from deals d where d.renews_contract_id = k.id and d.renews_ends_on = k.ends_on)
       order by k.ends_on limit $3`,
      [day, pipeline.days, AT_ONCE],
    );
    const { language } = await this.settings.current();
    for (const { id } of ending) {
      await this.work
        .run((tx) => this.openOne(tx, pipeline.id, id, TITLES[language]))
        .catch((error: unknown) => this.log.warn({ err: error, contractId: id }, 'no renewal was opened'));
    }
  }

  /** The contract is held: who prolongs it meanwhile comes before or after, and two runs make one deal. */
  private async openOne(tx: Tx, pipelineId: string, contractId: string, title: string): Promise<void> {
    const [row] = await tx.query<Ending>(
      `select k.id, k.number, k.company_id as "companyId", k.ends_on::text as "endsOn", k.renewal_months as months, c.segment,
         (select sum(l.quantity * l.amount) from contract_lines l where l.contract_id = k.id and l.period = 'month'
            and (l.ends_on is null or l.ends_on >= k.ends_on)) as monthly,
         (select l.currency from contract_lines l where l.contract_id = k.id limit 1) as currency,
         (select d.owner_id from deals d join users u on u.id = d.owner_id and u.active
          where d.contract_id = k.id or (d.company_id = k.company_id and d.state = 'won') order by d.closed_at desc nulls last limit 1) as "ownerId"
       from contracts k join companies c on c.id = k.company_id
       where k.id = $1 and k.state = 'active' and k.ends_on is not null and c.deleted_at is null
         and not exists (select from deals d where d.renews_contract_id = k.id and d.renews_ends_on = k.ends_on)
       for update of k`,
      [contractId],
    );
    if (!row) return;
    const [again] = await tx.query('select 1 from deals where renews_contract_id = $1 and renews_ends_on = $2', [
      row.id,
      row.endsOn,
    ]);
    const pipeline = await this.pipelines.find(tx, pipelineId);
    const [stage] = pipeline ? await this.pipelines.stages(tx, pipeline.id) : [];
    if (again || !pipeline || !stage) return;
    await this.deals.open(
      tx,
      SYSTEM,
      {
        title: `${title} ${row.number}`,
        pipelineId: pipeline.id,
        stageId: stage.id,
        companyId: row.companyId,
        contactId: null,
        prospect: null,
        valueMinor: row.monthly === null ? null : Number(row.monthly),
        currency: row.currency ?? pipeline.currency,
        months: row.monthly === null ? null : row.months,
        expectedClose: row.endsOn,
        ownerId: row.ownerId,
        teamId: null,
        sourceId: null,
        segment: row.segment as never,
        renewsContractId: row.id,
        renewsEndsOn: row.endsOn,
      },
      { renews: row.number },
    );
  }
}
