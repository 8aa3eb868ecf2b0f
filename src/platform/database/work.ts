import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import { Clock } from '../clock.js';
import { Listeners } from '../outbox/listeners.js';
import { OutboxRelay } from '../outbox/outbox.relay.js';
import type { Emitted } from '../outbox/events.js';
import { POOL } from './data-source.js';
import { Pipeline } from './pipeline.js';
import { Slots } from './slots.js';
import type { SteadyClient } from './steady-client.js';
import { Tx } from './tx.js';

/** Policies may emit events that other policies hear. A chain this long is a loop. */
const MAX_ROUNDS = 8;
const MAX_ATTEMPTS = 4;
export const DEADLOCK = '40P01';
/**
 * Some connections stay free for reading: where a transaction waits for something that is read on another connection,
 * and all connections were held by such transactions, they would wait for each other for ever. One or two hold locks.
 */
const OPEN_AT_ONCE = POOL - 5;

/** Opens transactions. `body` may run again after a deadlock, so it touches nothing but the database. */
@Injectable()
export class Work {
  private readonly slots = new Slots(OPEN_AT_ONCE);

  constructor(
    private readonly db: DataSource,
    private readonly listeners: Listeners,
    private readonly relay: OutboxRelay,
    private readonly clock: Clock,
  ) {}

  async run<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.slots.hold(() => this.attempt(body));
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || (error as { code?: string }).code !== DEADLOCK) throw error;
      }
    }
  }

  private async attempt<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    const { result, told } = await this.inTransaction(async (tx) => {
      const result = await body(tx);
      const told = await this.decide(tx);
      this.store(tx, told);
      return { result, told };
    });
    // Not awaited by the caller's answer: the commit is what was promised; a lost hand-over is found by the sweep.
    if (told.length > 0) void this.relay.tell(told);
    return result;
  }

  private async inTransaction<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.db.createQueryRunner() as PostgresQueryRunner;
    try {
      const pipeline = new Pipeline((await runner.connect()) as SteadyClient);
      // The pipeline began it; told otherwise, TypeORM would begin one of its own for what it saves.
      runner.isTransactionActive = true;
      try {
        const result = await body(new Tx(runner.manager, pipeline));
        await pipeline.commit();
        return result;
      } catch (error) {
        throw await pipeline.rollback(error);
      } finally {
        runner.isTransactionActive = false;
      }
    } finally {
      await runner.release();
    }
  }

  private async decide(tx: Tx): Promise<Emitted[]> {
    const all: Emitted[] = [];
    for (let round = 0; ; round += 1) {
      const fresh = tx.takeEmitted();
      if (fresh.length === 0) return all;
      if (round === MAX_ROUNDS) throw new Error(`policies go round in circles: ${fresh.map((e) => e.name).join(', ')}`);
      all.push(...fresh);
      for (const event of fresh) for (const handle of this.listeners.policiesFor(event)) await handle(tx, event.fact);
    }
  }

  private store(tx: Tx, events: Emitted[]): void {
    if (events.length === 0) return;
    tx.write(
      `insert into outbox (id, name, fact, correlation_id, at, relayed_at)
       select id, name, fact, correlation_id, $6, case when must_be_told then null else $6::timestamptz end
       from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::bool[], $5::text[])
         as e(id, name, fact, must_be_told, correlation_id)`,
      [
        events.map((e) => e.id),
        events.map((e) => e.name),
        events.map((e) => JSON.stringify(e.fact)),
        events.map((e) => this.listeners.mustBeTold(e)),
        events.map((e) => e.correlationId ?? null),
        this.clock.now(),
      ],
    );
  }
}
