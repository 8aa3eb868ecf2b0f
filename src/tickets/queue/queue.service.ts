import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import type { TicketRowView } from '../ticket.dto.js';
import { presentRow, ROW_COLUMNS, ROW_NAMES, type RawTicketRow } from '../ticket-rows.js';
import { beyond, conditionsOf, orderBy, orderOf } from './ticket-conditions.js';
import { varies, type TicketFilter, type TicketSort } from './ticket-filter.rules.js';

type Found = RawTicketRow & Record<string, string>;

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
    private readonly reading: Reading,
    private readonly clock: Clock,
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
    // First the page, then its names: the order of the index must not get lost in a join.
    const sql = `with page as materialized (
         select t.*, ${keys} from (
           select * from tickets t where ${conditions.join(' and ')} order by ${orderBy(order)} limit ${limit + 1}) t)
       select ${ROW_COLUMNS}, ${order.columns.map((_, at) => `t.k${at}`).join(', ')}
       from page t ${ROW_NAMES} order by ${orderBy(order)}`;
    const found = await (among || varies(filter)
      ? this.reading.queryPlanned<Found>(sql, parameters)
      : this.reading.query<Found>(sql, parameters));
    return pageOf(found, limit, (row) => order.columns.map((_, at) => row[`k${at}`]!), presentRow);
  }
}
