import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { forbidden, Refusal } from '../../platform/http/refusal.js';
import type { Line } from '../contract.js';
import { CallControls } from './call-controls.service.js';
import { Extensions } from './extensions.service.js';

/** Where somebody may call, and for how much: by their extension, and asked before anything is dialled. */
@Injectable()
export class Allowances {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly extensions: Extensions,
    private readonly controls: CallControls,
  ) {}

  /** The number as it is dialled, with what a minute costs. Refuses where this person may not. */
  async dialable(userId: string, line: Line, to: string): Promise<{ number: string; price: number }> {
    const control = this.controls.of(line.channel);
    const number = control.dialable(line, to);
    const price = control.pricePerMinute(line, number);
    const extension = await this.extensions.of(userId);
    if (!extension) return { number, price };
    const { allowedPrefixes, monthlyLimit } = extension;
    if (allowedPrefixes.length > 0 && !allowedPrefixes.some((prefix) => number.startsWith(prefix)))
      throw forbidden('Your extension may not call this number.');
    if (monthlyLimit !== null && (await this.spent(userId)) + price > monthlyLimit)
      throw new Refusal('spending_limit', 403, 'Your extension has called for all that it may in this month.');
    return { number, price };
  }

  /** Since the month began, by started minutes. */
  async spent(userId: string): Promise<number> {
    return (await this.spentBy([userId])).get(userId) ?? 0;
  }

  async spentBy(userIds: readonly string[]): Promise<Map<string, number>> {
    const now = this.clock.now();
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
    const rows = await this.db.query<{ by: string; spent: number }[]>(
      `select facts->>'dialledBy' as by,
         sum((facts->>'price')::float8 * greatest(1, ceil(extract(epoch from coalesce(ended_at, $3) - answered_at) / 60)))::float8 as spent
       from calls where direction = 'out' and started_at >= $2 and facts ? 'price' and answered_at is not null
         and facts->>'dialledBy' = any($1::text[]) group by 1`,
      [[...userIds], month, now],
    );
    return new Map(rows.map(({ by, spent }) => [by, spent]));
  }
}
