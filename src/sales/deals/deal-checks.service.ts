import { Injectable } from '@nestjs/common';
import { CompaniesService } from '../../customers/companies.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { invalid, Refusal } from '../../platform/http/refusal.js';
import { ChoicesService } from '../pipelines/choices.service.js';
import type { Stage } from '../pipelines/pipeline.entity.js';
import { missingFor, type DealFacts, type DealField } from './deal.rules.js';
import type { DealUpdate } from './deal-writer.service.js';
import { isDay } from '../../platform/days.rules.js';

/** What a deal may say, and what it must have said to stand where it stands. */
@Injectable()
export class DealChecks {
  constructor(
    private readonly companies: CompaniesService,
    private readonly choices: ChoicesService,
  ) {}

  /** Refuses ids of things that are not there; those that are, are held. */
  async values(tx: Tx, values: Omit<DealUpdate, 'state'>): Promise<void> {
    if (values.companyId) await this.companies.require(tx, values.companyId, 'companyId');
    if (values.contactId) {
      await present(
        tx,
        `select 1 from contacts where id = $1 and deleted_at is null and merged_into_id is null for key share`,
        { path: 'contactId', id: values.contactId, what: 'contact' },
      );
    }
    if (values.ownerId) {
      await present(tx, 'select 1 from users where id = $1 and active', {
        path: 'ownerId',
        id: values.ownerId,
        what: 'person',
      });
    }
    if (values.teamId) {
      await present(tx, 'select 1 from teams where id = $1 for key share', {
        path: 'teamId',
        id: values.teamId,
        what: 'team',
      });
    }
    if (values.sourceId) await this.choices.require(tx, 'source', values.sourceId, 'sourceId');
    if (values.expectedClose && !isDay(values.expectedClose)) {
      throw invalid('expectedClose', 'is no day of the calendar');
    }
  }

  customer(deal: { companyId?: unknown; contactId?: unknown; prospect?: unknown }): void {
    if (!deal.companyId && !deal.contactId && !deal.prospect) {
      throw invalid('companyId', 'a deal is with a company, a contact or a prospect');
    }
  }

  /** 422 that names each field which the stage asks for. */
  stage(deal: DealFacts, stage: Stage): void {
    refuse(missingFor(deal, stage.required), stage);
  }

  /** What was there and is asked for here stays. */
  kept(before: DealFacts, after: DealFacts, stage: Stage): void {
    const lacked = missingFor(before, stage.required);
    refuse(
      missingFor(after, stage.required).filter((field) => !lacked.includes(field)),
      stage,
    );
  }
}

function refuse(missing: DealField[], stage: Stage): void {
  if (missing.length === 0) return;
  throw new Refusal('stage_asks', 422, `The stage “${stage.name}” asks for more.`, {
    errors: missing.map((path) => ({ path, message: `the stage “${stage.name}” asks for it` })),
    extra: { missing, stageId: stage.id },
  });
}

async function present(tx: Tx, sql: string, { path, id, what }: { path: string; id: string; what: string }) {
  if ((await tx.query(sql, [id])).length === 0) throw invalid(path, `there is no such ${what}`);
}
