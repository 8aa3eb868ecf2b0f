import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import type { TicketRowView } from '../ticket.dto.js';
import { ROW_COLUMNS, TicketRows, type RawTicketRow } from '../ticket-rows.js';
import { beyond, conditionsOf, orderBy, orderOf } from './ticket-conditions.js';
import type { TicketFilter, TicketSort } from './ticket-filter.rules.js';

export interface QueueQuery {
  filter: TicketFilter;
  sort: TicketSort;
  /** Only these, where a search found them. */
  among?: string[];
  limit: number;
  cursor?: string;
}

/** Lists tickets. Every page costs the same, because it begins where the last one ended in an index. */
@Injectable()
export class QueueService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rows: TicketRows,
  ) {}

  async list(actor: Actor, { filter, sort, among, limit, cursor }: QueueQuery): Promise<Page<TicketRowView>> {
    const order = orderOf(sort);
    const parameters: unknown[] = [];
    const conditions = [conditionsOf(filter, actor, this.clock.now(), parameters)];
    if (among) conditions.push(`t.id = any($${parameters.push(among)}::uuid[])`);
    const after = decodeCursor(cursor, order.columns.length);
    if (after) conditions.push(beyond(order, after, parameters));
    // The key travels as text: JavaScript's dates would cut off microseconds, and rows at the seam with them.
    const keys = order.columns.map((column, at) => `${column}::text as k${at}`).join(', ');
    const found = await this.db.query<(RawTicketRow & Record<string, string>)[]>(
      `select ${ROW_COLUMNS}, ${keys} from tickets t join statuses s on s.id = t.status_id
       where ${conditions.join(' and ')} order by ${orderBy(order)} limit ${limit + 1}`,
      parameters,
    );
    const page = pageOf(
      found,
      limit,
      (row) => order.columns.map((_, at) => row[`k${at}`]!),
      (row): RawTicketRow => row,
    );
    return { items: await this.rows.present(page.items), nextCursor: page.nextCursor };
  }
}
