import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { fill } from './delivery.rules.js';

interface Row {
  tokens: number;
  at: Date;
}

/** Providers refuse, or queue for hours, what comes faster than they like. One bucket for each line, for all processes. */
@Injectable()
export class SendBudgets {
  constructor(private readonly clock: Clock) {}

  /**
   * Takes a token, or says how long to wait. A person's message keeps its place: the token that comes next is its own
   * (the bucket goes below zero). What a machine says waits until there is one to spare, so it never holds up a person.
   */
  async take(
    tx: Tx,
    inboxId: string,
    budget: { perSecond: number; burst: number },
    { automatic, reserved }: { automatic: boolean; reserved: boolean },
  ): Promise<{ waitMs: number; reserved: boolean }> {
    if (reserved) return { waitMs: 0, reserved };
    const now = this.clock.now();
    await tx.query(
      'insert into send_budgets (inbox_id, tokens, at) values ($1, $2, $3) on conflict (inbox_id) do nothing',
      [inboxId, budget.burst, now],
    );
    const [row] = await tx.query<Row>('select tokens, at from send_budgets where inbox_id = $1 for update', [inboxId]);
    const tokens = fill(row ?? null, budget, now);
    const waitMs = tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / budget.perSecond) * 1000);
    if (waitMs > 0 && automatic) return { waitMs, reserved: false };
    await tx.query('update send_budgets set tokens = $2, at = $3 where inbox_id = $1', [inboxId, tokens - 1, now]);
    return { waitMs, reserved: waitMs > 0 };
  }
}
