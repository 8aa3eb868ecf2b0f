import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { firstBroken, GENESIS, hashOf, type Link, type Sealed } from './audit-chain.rules.js';

export interface AuditEntry {
  /** Who did it; null where nobody is signed in yet. */
  actor: Actor | null;
  /** Past tense: `user.deactivated`. */
  action: string;
  target?: { kind: string; id: string };
  /** The network address it came from, where that matters. */
  address?: string;
  /** Ids and settings; no secrets, no names, no texts. */
  data?: Record<string, unknown>;
}

export interface AuditVerdict {
  ok: boolean;
  entries: number;
  /** The hash of the last entry. Noted down elsewhere, it also proves that nothing was cut off at the end. */
  head: string;
  brokenAt?: number;
}

const VERIFY_BATCH = 1_000;

/** Keeps what happened to access and settings, in a chain that shows whether anybody changed it afterwards. */
@Injectable()
export class AuditService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Call it last in a transaction: from here to the commit the chain waits for this one. */
  async record(tx: Tx, entry: AuditEntry): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('frontdesk audit'))`);
    const [last] = await tx.query<{ seq: string; hash: string }>(
      'select seq, hash from audit_log order by seq desc limit 1',
    );
    const sealed: Sealed = {
      seq: Number(last?.seq ?? 0) + 1,
      at: this.clock.now(),
      actorKind: entry.actor?.kind ?? 'nobody',
      actorId: entry.actor?.id ?? null,
      tokenId: entry.actor?.tokenId ?? null,
      action: entry.action,
      targetKind: entry.target?.kind ?? null,
      targetId: entry.target?.id ?? null,
      address: entry.address ?? null,
      data: entry.data ?? {},
    };
    const previousHash = last?.hash ?? GENESIS;
    await tx.query(
      `insert into audit_log (seq, at, actor_kind, actor_id, token_id, action, target_kind, target_id, address, data,
                              previous_hash, hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        sealed.seq,
        sealed.at,
        sealed.actorKind,
        sealed.actorId,
        sealed.tokenId,
        sealed.action,
        sealed.targetKind,
        sealed.targetId,
        sealed.address,
        JSON.stringify(sealed.data),
        previousHash,
        hashOf(sealed, previousHash),
      ],
    );
  }

  /** Reads the whole log and recomputes every hash. */
  async verify(): Promise<AuditVerdict> {
    let seen = { seq: 0, hash: GENESIS };
    for (;;) {
      const entries = await this.linksAfter(seen.seq);
      const brokenAt = firstBroken(entries, seen);
      if (brokenAt !== undefined) return { ok: false, entries: seen.seq, head: seen.hash, brokenAt };
      const last = entries.at(-1);
      if (!last) return { ok: true, entries: seen.seq, head: seen.hash };
      seen = { seq: last.seq, hash: last.hash };
    }
  }

  private async linksAfter(seq: number): Promise<Link[]> {
    const rows = await this.db.query<(Omit<Link, 'seq'> & { seq: string })[]>(
      `select seq, at, actor_kind as "actorKind", actor_id as "actorId", token_id as "tokenId", action,
              target_kind as "targetKind", target_id as "targetId", address, data,
              previous_hash as "previousHash", hash
       from audit_log where seq > $1 order by seq limit $2`,
      [seq, VERIFY_BATCH],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }
}
