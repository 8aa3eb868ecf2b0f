import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import type { AuditEntryView, AuditPage, AuditQuery } from './audit.dto.js';

interface Row {
  seq: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string | null;
  token_id: string | null;
  action: string;
  target_kind: string | null;
  target_id: string | null;
  target_name: string | null;
  address: string | null;
  data: Record<string, unknown>;
  hash: string;
}

@Injectable()
export class AuditReader {
  constructor(private readonly db: DataSource) {}

  async list(query: AuditQuery): Promise<AuditPage> {
    const [before = null] = decodeCursor(query.cursor, 1) ?? [];
    const rows = await this.db.query<Row[]>(
      `select a.*, u.name as actor_name, t.name as target_name
       from audit_log a
       left join users u on u.id = a.actor_id
       left join users t on a.target_kind = 'user' and t.id::text = a.target_id
       where ($1::bigint is null or a.seq < $1)
         and ($2::uuid is null or a.actor_id = $2)
         and ($3::text is null or a.action like $3)
         and ($4::text is null or a.target_id = $4)
         and ($5::timestamptz is null or a.at >= $5)
         and ($6::timestamptz is null or a.at < $6)
       order by a.seq desc limit $7`,
      [
        before,
        query.actor ?? null,
        query.action === undefined ? null : `${query.action.replace(/[\\%_]/g, '\\$&')}%`,
        query.target ?? null,
        query.from ?? null,
        query.to ?? null,
        query.limit + 1,
      ],
    );
    return pageOf(rows, query.limit, (row) => [row.seq], present);
  }
}

function present(row: Row): AuditEntryView {
  return {
    id: row.seq,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, tokenId: row.token_id },
    action: row.action,
    target: row.target_kind ? { kind: row.target_kind, id: row.target_id!, name: row.target_name } : null,
    ip: row.address,
    data: row.data,
    hash: row.hash,
  };
}
