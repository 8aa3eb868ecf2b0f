import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, stale } from '../../platform/http/refusal.js';
import type { VisitRatesBody, VisitRatesView } from './visit-rates.dto.js';

const SELECT = `select currency, call_out::float8 as "callOut", work_hour::float8 as "workHour",
  travel_hour::float8 as "travelHour", parts, version from visit_rates`;

/** What people, ways and parts cost the firm: for what a deal costs before it is won. */
@Injectable()
export class VisitRatesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly audit: AuditService,
  ) {}

  async current(tx: Pick<Tx, 'query'> = this.db): Promise<VisitRatesView> {
    const [row] = (await tx.query(SELECT)) as VisitRatesView[];
    return row!;
  }

  async set(actor: Actor, { version, parts, ...rates }: VisitRatesBody): Promise<VisitRatesView> {
    const names = parts.map(({ name }) => name.trim().toLowerCase());
    const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
    if (twice >= 0) throw invalid(`parts[${twice}].name`, 'has a price already');
    await this.work.run(async (tx) => {
      const [row] = await tx.query<{ version: number }>('select version from visit_rates for update');
      if (version !== row!.version) throw stale(row!.version);
      await tx.query(
        `update visit_rates set currency = $1, call_out = $2, work_hour = $3, travel_hour = $4, parts = $5, version = version + 1`,
        [
          rates.currency,
          rates.callOut,
          rates.workHour,
          rates.travelHour,
          JSON.stringify(parts.map(({ name, amount }) => ({ name: name.trim(), amount }))),
        ],
      );
      await this.audit.record(tx, { actor, action: 'visit-rates.changed', data: { ...rates } });
    });
    return this.current();
  }
}
