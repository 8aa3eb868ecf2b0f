import { Injectable } from '@nestjs/common';
import { ConsumptionService } from '../contracts/consumption.service.js';
import { CoverageService } from '../contracts/coverage.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { Clock } from '../platform/clock.js';
import type { AllowanceKindHints } from './quota.dto.js';
import { quotaOf, type Quota, type ReportAllowance } from './report.rules.js';

/** How many reports the package of a company includes in a month, and how many of them are taken. */
@Injectable()
export class ReportQuotas {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly coverage: CoverageService,
    private readonly consumption: ConsumptionService,
  ) {}

  async of(companyId: string): Promise<AllowanceKindHints> {
    const covered = await this.coverage.of(companyId, null);
    const quota = await this.work.run((tx) => this.within(tx, companyId, allowanceIn(covered)));
    return { ...quota, offerMore: covered.hints.includes('report') };
  }

  /** Held for this company until the transaction ends: two who ask at once do not both take the last one. */
  async hold(tx: Tx, companyId: string): Promise<Quota> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('frontdesk reports ' || $1::text, 0))`, [companyId]);
    return this.within(tx, companyId, allowanceIn(await this.coverage.of(companyId, null)));
  }

  today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }

  /** What was accepted counts as used, on the day on which it was asked for; what waits for an answer counts as well. */
  private async within(tx: Tx, companyId: string, allowance: ReportAllowance | null): Promise<Quota> {
    const today = this.today();
    const [waiting] = await tx.query<{ count: number }>(
      `select count(*)::int as count from report_requests where company_id = $1 and state = 'requested'
         and date_trunc('month', asked_on) = date_trunc('month', $2::date)`,
      [companyId, today],
    );
    return quotaOf(allowance, waiting!.count + (await this.consumption.usedIn(tx, companyId, 'report', today)));
  }
}

type Covered = Awaited<ReturnType<CoverageService['of']>>;

function allowanceIn({ covered, allowances }: Covered): ReportAllowance | null {
  if (!covered) return null;
  const reports = allowances.find(({ what }) => what === 'report');
  return { perMonth: reports?.perMonth ?? 0, beyond: reports?.whenOver ?? 'allowed' };
}
