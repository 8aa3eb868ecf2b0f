import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { CachedClock } from './cache.rules.js';
import { LedgerStore } from './ledger.store.js';
import { PromiseKeeper } from './promise-keeper.service.js';

export interface Comparison {
  tickets: number;
  /** Tickets whose clocks are not what their ledger says. */
  different: string[];
}

const BATCH = 500;
const SHOWN = 20;

/** The clocks are a cache of the ledger: this compares the two, and makes the clocks anew. */
@Injectable()
export class ClockRebuild {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly store: LedgerStore,
    private readonly keeper: PromiseKeeper,
    private readonly writer: TicketWriter,
  ) {}

  async compare(): Promise<Comparison> {
    const result: Comparison = { tickets: 0, different: [] };
    await this.each(async (id) => {
      result.tickets += 1;
      if (result.different.length < SHOWN && !(await this.agrees(id))) result.different.push(id);
    });
    return result;
  }

  /** Reads every ticket's story again: the ledger gets what it lacks, and the clocks are made from it. */
  async rebuild(): Promise<Comparison> {
    const result: Comparison = { tickets: 0, different: [] };
    await this.each(async (id) => {
      result.tickets += 1;
      if (!(await this.agrees(id)) && result.different.length < SHOWN) result.different.push(id);
      await this.work.run(async (tx) => {
        await this.keeper.keep(tx, await this.writer.lock(tx, id), { choose: false, reread: true });
      });
    });
    return result;
  }

  private async agrees(ticketId: string): Promise<boolean> {
    // One moment of the ticket: the ledger and the clocks must not be read around somebody's change.
    return this.work.run(async (tx) => {
      await tx.query('select 1 from tickets where id = $1 for update', [ticketId]);
      const rows = await this.store.rows(tx, ticketId);
      const wanted = await this.keeper.clocksOf(tx, rows, this.clock.now());
      const held = await this.store.clocks(tx, ticketId);
      return canonical(wanted) === canonical(held);
    });
  }

  private async each(one: (id: string) => Promise<void>): Promise<void> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.db.query<{ id: string }[]>(
        `select distinct ticket_id as id from sla_ledger where ticket_id > $1 order by ticket_id limit ${BATCH}`,
        [after],
      );
      if (rows.length === 0) return;
      for (const { id } of rows) await one(id);
      after = rows.at(-1)!.id;
    }
  }
}

/** A pause with a reminder ends by itself, so that running or paused depends on when one looks. */
const canonical = (clocks: readonly CachedClock[]): string =>
  JSON.stringify(
    [...clocks]
      .sort((a, b) => a.target.localeCompare(b.target) || a.instance - b.instance)
      .map(({ state, ...clock }) => ({ state: state === 'paused' ? 'running' : state, ...clock }))
      .map((clock) => Object.entries(clock).sort(([a], [b]) => a.localeCompare(b))),
  );
