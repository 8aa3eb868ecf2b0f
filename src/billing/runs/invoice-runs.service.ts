import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { nextMonth } from '../../contracts/contract.rules.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { invoiceLanguage, lineText } from '../billing.words.js';
import { InvoiceWriter, type InvoiceDraft } from '../invoices/invoice-writer.service.js';
import { BillingProfiles, type BillTo } from '../settings/billing-profiles.service.js';
import type { BillingSettingsView, TaxRateView } from '../settings/billing-settings.dto.js';
import { BillingSettings } from '../settings/billing-settings.service.js';
import { TaxRatesService } from '../settings/tax-rates.service.js';
import { DueContracts, type DueContract } from './due-contracts.service.js';
import { linesOf, monthsDue, type DueLine } from './due.rules.js';
import type { NewRun, RunProblem, RunView } from './run.dto.js';
import { isDay } from '../../platform/days.rules.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'billing.run': { runId: string };
    'billing.sweep': Record<string, never>;
  }
}

/** Contracts of one transaction: few enough that the numbers are not held for long, many enough that it is quick. */
const BATCH = 200;
/** One job works so long at most; the next goes on. */
const TURN_MS = 5_000;
const MOST_PROBLEMS = 100;

interface Course {
  settings: BillingSettingsView;
  taxes: readonly TaxRateView[];
  firmLanguage: string;
  today: string;
}

interface RunRow {
  id: string;
  until: string;
  issue: boolean;
  send: boolean;
  contractId: string | null;
  after: string | null;
}

const SELECT = `
  select id, until::text, issue, send, contract_id as "contractId", state, total, looked_at as "lookedAt", made, failed,
    problems, by_name as by, started_at as "startedAt", ended_at as "endedAt" from invoice_runs`;

/**
 * Makes the invoices of all contracts that are due. Each batch is one transaction: the invoices, their numbers, how far
 * each contract and the run have come. Whatever dies, the next turn goes on behind the last commit, with no number
 * missing and no month twice.
 */
@Injectable()
export class InvoiceRuns {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly audit: AuditService,
    private readonly firm: SettingsService,
    private readonly settings: BillingSettings,
    private readonly taxes: TaxRatesService,
    private readonly profiles: BillingProfiles,
    private readonly due: DueContracts,
    private readonly writer: InvoiceWriter,
  ) {}

  list(): Promise<RunView[]> {
    return this.db.query<RunView[]>(`${SELECT} order by id desc limit 50`);
  }

  async one(id: string): Promise<RunView> {
    const [row] = await this.db.query<RunView[]>(`${SELECT} where id = $1`, [id]);
    if (!row) throw notFound('run');
    return row;
  }

  async start(actor: Actor, { until, issue = true, send = false, contractId }: NewRun): Promise<string> {
    const day = until ?? (await this.settings.today());
    if (!isDay(day)) throw invalid('until', 'is no day of the calendar');
    if (send && !issue) throw invalid('send', 'only what is issued can be sent');
    const id = newId();
    await this.work
      .run(async (tx) => {
        if (contractId) await this.requireContract(tx, contractId);
        const { billingFrom } = await this.settings.current(tx);
        const total = await this.due.count(tx, { until: day, billingFrom, contractId: contractId ?? null });
        await tx.query(
          `insert into invoice_runs (id, until, issue, send, contract_id, state, total, by_kind, by_id, by_name, started_at)
           values ($1, $2, $3, $4, $5, 'running', $6, $7, $8, $9, $10)`,
          [id, day, issue, send, contractId ?? null, total, actor.kind, actor.id, actor.name, this.clock.now()],
        );
        const target = { kind: 'invoice-run', id };
        await this.audit.record(tx, {
          actor,
          action: 'invoice-run.started',
          target,
          data: { until: day, issue, send },
        });
      })
      .catch((error: unknown) => {
        const { constraint } = error as { constraint?: string };
        if (constraint === 'invoice_runs_one')
          throw conflict('run_under_way', 'Another run is under way; wait for it.');
        throw error;
      });
    await this.jobs.add('billing.run', { runId: id }, { id: `billing.${id}.0` });
    return id;
  }

  @Job('billing.run')
  async turn({ runId }: { runId: string }): Promise<void> {
    const until = this.clock.millis() + TURN_MS;
    while (await this.step(runId)) {
      if (this.clock.millis() < until) continue;
      const { lookedAt } = await this.one(runId);
      return this.jobs.add('billing.run', { runId }, { id: `billing.${runId}.${lookedAt}` });
    }
  }

  /** A run whose job was lost goes on by itself. */
  @Job('billing.sweep', { every: 60_000 })
  async sweep(): Promise<void> {
    const [row] = await this.db.query<{ id: string }[]>(`select id from invoice_runs where state = 'running'`);
    if (row) await this.turn({ runId: row.id });
  }

  /** One batch. False: nothing more to do here. */
  async step(runId: string): Promise<boolean> {
    return this.work.run(async (tx) => {
      // Who finds it held leaves it to the other.
      const [run] = await tx.query<RunRow>(
        `select id, until::text, issue, send, contract_id as "contractId", at_contract as after
         from invoice_runs where id = $1 and state = 'running' for update skip locked`,
        [runId],
      );
      if (!run) return false;
      const settings = await this.settings.current(tx);
      const scope = { until: run.until, billingFrom: settings.billingFrom, contractId: run.contractId };
      const contracts = await this.due.next(tx, scope, run.after, BATCH);
      if (contracts.length === 0) {
        await tx.query(`update invoice_runs set state = 'done', ended_at = $2 where id = $1`, [
          runId,
          this.clock.now(),
        ]);
        return false;
      }
      const { made, problems } = await this.make(tx, run, contracts, {
        settings,
        taxes: await this.taxes.list(),
        firmLanguage: (await this.firm.current()).language,
        today: await this.settings.today(tx),
      });
      await tx.query(
        `update invoice_runs set at_contract = $2, looked_at = looked_at + $3, made = made + $4, failed = failed + $5,
           problems = case when jsonb_array_length(problems) < $7 then problems || $6::jsonb else problems end
         where id = $1`,
        [runId, contracts.at(-1)!.id, contracts.length, made, problems.length, JSON.stringify(problems), MOST_PROBLEMS],
      );
      return true;
    });
  }

  private async make(tx: Tx, run: RunRow, contracts: readonly DueContract[], course: Course) {
    const billTo = await this.profiles.billTo(tx, [...new Set(contracts.map(({ companyId }) => companyId))]);
    const drafts: InvoiceDraft[] = [];
    const progress: { id: string; next: string }[] = [];
    const problems: RunProblem[] = [];
    for (const contract of contracts) {
      try {
        const months = monthsDue(contract, contract.nextMonth, run.until);
        drafts.push(...this.draftsOf(contract, months, billTo.get(contract.companyId)!, course, run.id));
        const last = months.at(-1);
        if (last) progress.push({ id: contract.id, next: nextMonth(last) });
      } catch (error) {
        problems.push({ contractId: contract.id, problem: (error as Error).message });
      }
    }
    const made = await this.writer.add(tx, drafts, run.issue ? { on: course.today, send: run.send } : null);
    await this.keepExtras(tx, drafts);
    await tx.query(
      `insert into billing_progress (contract_id, next_month) select * from unnest($1::uuid[], $2::text[])
       on conflict (contract_id) do update set next_month = greatest(billing_progress.next_month, excluded.next_month)`,
      [progress.map(({ id }) => id), progress.map(({ next }) => next)],
    );
    return { made: made.length, problems };
  }

  private draftsOf(
    contract: DueContract,
    months: readonly string[],
    billTo: BillTo,
    { settings, taxes, firmLanguage }: Course,
    runId: string,
  ): InvoiceDraft[] {
    const language = invoiceLanguage(billTo.language, firmLanguage);
    const taxRateIds = billTo.taxRateIds ?? settings.taxRateIds;
    const taxRules = taxRateIds.flatMap((id) => taxes.find((tax) => tax.active && tax.id === id) ?? []);
    const drafts: InvoiceDraft[] = [];
    let extras = contract.extras;
    for (const month of months) {
      const lines = linesOf({ ...contract, extras }, month);
      // On the first invoice that can take them, and on no other.
      extras = extras.filter((extra) => !lines.some((line) => line.what === extra.what && line.month === extra.month));
      if (lines.length === 0) continue;
      drafts.push({
        kind: 'invoice',
        billTo,
        contractId: contract.id,
        period: month,
        currency: contract.currency,
        language,
        lines: lines.map((line: DueLine) => ({ ...line, text: lineText(line, language) })),
        taxRules: taxRules.map(({ name, rateBp, included }) => ({ name, rateBp, included })),
        taxRateIds,
        termsDays: billTo.termsDays ?? settings.termsDays,
        reference: contract.reference,
        notes: null,
        creditsId: null,
        runId,
      });
    }
    return drafts;
  }

  private async keepExtras(tx: Tx, drafts: readonly InvoiceDraft[]): Promise<void> {
    const billed = drafts.flatMap(({ contractId, lines }) =>
      lines
        .filter(({ kind }) => kind === 'extra')
        .map(({ what, month, quantity }) => ({ contractId, what, month, quantity })),
    );
    if (billed.length === 0) return;
    await tx.query(
      `insert into billed_extras (contract_id, what, month, count)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int[])
       on conflict (contract_id, what, month) do update set count = billed_extras.count + excluded.count`,
      [
        billed.map(({ contractId }) => contractId),
        billed.map(({ what }) => what),
        billed.map(({ month }) => month),
        billed.map(({ quantity }) => quantity),
      ],
    );
  }

  private async requireContract(tx: Tx, id: string): Promise<void> {
    const [row] = await tx.query<{ state: string }>('select state from contracts where id = $1', [id]);
    if (!row) throw invalid('contractId', 'there is no such contract');
    if (!['active', 'ended'].includes(row.state)) throw conflict('contract_state', 'This contract is not invoiced.');
  }
}
