import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/http/access.decorators.js';
import { visibleTo } from '../ticket.access.js';

@Injectable()
export class SearchService {
  constructor(private readonly db: DataSource) {}

  async ticketIds(actor: Actor, q: string, limit: number): Promise<string[]> {
    const parameters: unknown[] = [q, /^#?(\d{1,15})$/.exec(q.trim())?.[1] ?? null];
    const rows = await this.db.query<{ id: string }[]>(
      `select t.id from tickets t
       where (plain(t.subject) like '%' || plain($1) || '%' or t.number = $2::bigint) and ${visibleTo(actor, parameters)}
       order by t.id desc limit ${limit}`,
      parameters,
    );
    return rows.map((row) => row.id);
  }
}
