import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { daysBetween } from '../days.rules.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { BillingSettings } from '../settings/billing-settings.service.js';
import type { DunningStepChange, DunningStepView, NewDunningStep } from './dunning.dto.js';
import { InvoiceLetters } from './invoice-letters.service.js';
import { dueStep } from './letter.rules.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'billing.dunning': Record<string, never>;
  }
}

interface Late {
  id: string;
  dueOn: string;
  sent: number[];
}

const SELECT = `select id, days_after as "daysAfter", subject, text, active, version from dunning_steps`;
/** In one round; the next one goes on. */
const AT_ONCE = 200;

/** Reminds of what is overdue, step by step, once for each invoice and step. */
@Injectable()
export class DunningService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly audit: AuditService,
    private readonly settings: BillingSettings,
    private readonly invoices: InvoicesService,
    private readonly letters: InvoiceLetters,
  ) {}

  list(): Promise<DunningStepView[]> {
    return this.db.query<DunningStepView[]>(`${SELECT} order by days_after limit 100`);
  }

  async one(id: string): Promise<DunningStepView> {
    const [row] = await this.db.query<DunningStepView[]>(`${SELECT} where id = $1`, [id]);
    if (!row) throw notFound('step');
    return row;
  }

  async create(actor: Actor, { daysAfter, subject, text, active }: NewDunningStep): Promise<string> {
    refuseEmpty({ subject, text });
    const id = newId();
    await this.work
      .run(async (tx) => {
        await tx.query(
          'insert into dunning_steps (id, days_after, subject, text, active) values ($1, $2, $3, $4, $5)',
          [id, daysAfter, JSON.stringify(subject), JSON.stringify(text), active ?? true],
        );
        const target = { kind: 'dunning-step', id };
        await this.audit.record(tx, { actor, action: 'dunning-step.created', target, data: { daysAfter } });
      })
      .catch(refuseTaken);
    return id;
  }

  change(actor: Actor, id: string, { version, daysAfter, subject, text, active }: DunningStepChange): Promise<void> {
    refuseEmpty({ subject, text });
    return this.work
      .run(async (tx) => {
        const [row] = await tx.query<{ version: number }>(
          'select version from dunning_steps where id = $1 for update',
          [id],
        );
        if (!row) throw notFound('step');
        if (version !== undefined && version !== row.version) throw stale(row.version);
        await tx.query(
          `update dunning_steps set days_after = coalesce($2, days_after), subject = coalesce($3, subject),
             text = coalesce($4, text), active = coalesce($5, active), version = version + 1 where id = $1`,
          [
            id,
            daysAfter ?? null,
            subject ? JSON.stringify(subject) : null,
            text ? JSON.stringify(text) : null,
            active ?? null,
          ],
        );
        const target = { kind: 'dunning-step', id };
        await this.audit.record(tx, { actor, action: 'dunning-step.changed', target, data: { daysAfter, active } });
      })
      .catch(refuseTaken);
  }

  @Job('billing.dunning', { every: 900_000 })
  async run(): Promise<void> {
    const { dunning } = await this.settings.current();
    if (!dunning) return;
    const steps = (await this.list()).filter(({ active }) => active);
    const today = await this.settings.today();
    for (const late of await this.late(today, steps[0]?.daysAfter ?? null)) {
      const daysOverdue = daysBetween(late.dueOn, today) - 1;
      const step = dueStep(steps, daysOverdue, late.sent);
      const whole = step && steps.find(({ id }) => id === step.id);
      if (!whole) continue;
      const { id: stepId, daysAfter } = whole;
      await this.letters.send(
        SYSTEM,
        await this.invoices.one(late.id),
        { stepId, daysAfter, daysOverdue, subject: { ...whole.subject }, text: { ...whole.text } },
        `reminder.${late.id}.${daysAfter}`,
      );
    }
  }

  private async late(today: string, first: number | null): Promise<Late[]> {
    if (first === null) return [];
    return this.db.query<Late[]>(
      `select i.id, i.due_on::text as "dueOn",
         array(select days_after from invoice_letters m where m.invoice_id = i.id and days_after is not null) as sent
       from invoices i left join billing_profiles p on p.company_id = i.company_id
       where i.kind = 'invoice' and i.state in ('issued', 'partly_paid') and i.due_on <= $1::date - $2::int
         and coalesce(p.dunning, true)
         and exists (select from dunning_steps s where s.active and i.due_on <= $1::date - s.days_after
           and not exists (select from invoice_letters m where m.invoice_id = i.id and m.days_after >= s.days_after))
       order by i.due_on, i.id limit ${AT_ONCE}`,
      [today, first],
    );
  }
}

function refuseEmpty(texts: Record<string, object | undefined>): void {
  for (const [path, text] of Object.entries(texts)) {
    if (text && !Object.values(text as Record<string, string | undefined>).some((one) => one?.trim())) {
      throw invalid(path, 'needs a text in at least one language');
    }
  }
}

function refuseTaken(error: unknown): never {
  const { constraint } = error as { constraint?: string };
  if (constraint === 'dunning_steps_days') throw conflict('days_taken', 'Another step is on this day.');
  throw error;
}
