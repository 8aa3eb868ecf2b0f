import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conditionsOf } from './ticket-conditions.js';
import { varies } from './ticket-filter.rules.js';
import type { ViewCount } from './view.dto.js';
import { ViewsService } from './views.service.js';

/**
 * Nobody works differently for 1,200 than for 999+. The bound is what makes counting cost the same at a thousand
 * tickets as at a million, exact and without counters that could drift (docs/decisions).
 */
const COUNTED = 1_000;

/** How many tickets stand in each view of a person: all of them in one statement. */
@Injectable()
export class ViewCountsReader {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
    private readonly views: ViewsService,
  ) {}

  async of(actor: Actor): Promise<ViewCount[]> {
    const views = await this.views.list(actor);
    const now = this.clock.now();
    const parameters: unknown[] = [];
    const columns = views.map(({ filter }, at) => {
      const where = conditionsOf(filter, actor, now, parameters);
      return `(select count(*)::int from (select 1 from tickets t where ${where} limit ${COUNTED}) as v${at}) as c${at}`;
    });
    const sql = `select ${columns.join(', ')}`;
    const [counts] = await (views.some(({ filter }) => varies(filter))
      ? this.reading.queryPlanned<Record<string, number>>(sql, parameters)
      : this.reading.query<Record<string, number>>(sql, parameters));
    return views.map(({ id }, at) => {
      const count = counts?.[`c${at}`] ?? 0;
      return { viewId: id, count, more: count >= COUNTED };
    });
  }
}
