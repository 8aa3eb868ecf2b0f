import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { fill, type Bucket } from './delivery.rules.js';
import { turnOf } from './send-turn.rules.js';

/** So many before somebody are counted; how long more than that take nobody needs to know exactly. */
const COUNTED = 5_000;

/**
 * Providers refuse, or queue for hours, what comes faster than they like. One bucket for each line, for all processes, and
 * one order of those who wait for it (`send-turn.rules.ts`).
 */
@Injectable()
export class SendBudgets {
  constructor(private readonly clock: Clock) {}

  /** Takes a token where those who go before have theirs, or says how long that takes if nobody better comes. */
  async take(
    tx: Tx,
    inboxId: string,
    budget: { perSecond: number; burst: number },
    { messageId, rank }: { messageId: string; rank: number },
  ): Promise<{ waitMs: number }> {
    const now = this.clock.now();
    await tx.query(
      'insert into send_budgets (inbox_id, tokens, at) values ($1, $2, $3) on conflict (inbox_id) do nothing',
      [inboxId, budget.burst, now],
    );
    const [bucket] = await tx.query<Bucket>('select tokens, at from send_budgets where inbox_id = $1 for update', [
      inboxId,
    ]);
    const tokens = fill(bucket ?? null, budget, now);
    const { goes, waitMs } = turnOf(
      tokens,
      await this.aheadOf(tx, inboxId, { messageId, rank, now }),
      budget.perSecond,
    );
    if (goes) {
      await tx.query('delete from send_turns where message_id = $1', [messageId]);
      await tx.query('update send_budgets set tokens = $2, at = $3 where inbox_id = $1', [inboxId, tokens - 1, now]);
      return { waitMs: 0 };
    }
    await tx.query(
      `insert into send_turns (message_id, inbox_id, rank, since) values ($1, $2, $3, $4)
       on conflict (message_id) do update set rank = excluded.rank`,
      [messageId, inboxId, rank, now],
    );
    return { waitMs };
  }

  /** Whose turn it would be, where nobody asks: what stood before them was cancelled, or the job was lost. */
  async overdue(tx: Tx): Promise<string[]> {
    await tx.query(
      `delete from send_turns t using messages m where m.id = t.message_id and m.state not in ('queued', 'scheduled')`,
    );
    const rows = await tx.query<{ id: string }>(
      'select distinct on (inbox_id) message_id as id from send_turns order by inbox_id, rank, since, message_id',
    );
    return rows.map(({ id }) => id);
  }

  private async aheadOf(
    tx: Tx,
    inboxId: string,
    { messageId, rank, now }: { messageId: string; rank: number; now: Date },
  ): Promise<number> {
    const [row] = await tx.query<{ ahead: number }>(
      `select count(*)::int as ahead from (
         select 1 from send_turns t join messages m on m.id = t.message_id and m.state = 'queued'
         where t.inbox_id = $1 and t.message_id <> $2 and (t.rank, t.since, t.message_id) <
           ($3, coalesce((select since from send_turns where message_id = $2), $4), $2::uuid)
         limit ${COUNTED}
       ) before`,
      [inboxId, messageId, rank, now],
    );
    return row?.ahead ?? 0;
  }
}
