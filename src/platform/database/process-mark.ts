import { randomInt } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HeldConnection } from './held-connection.js';

/** Namespace of the advisory locks by which processes show that they live. */
const LIVING = 41;
const HOLD_AGAIN_MS = 500;

/**
 * What a process has in hand carries its mark; while it lives it holds a lock of the same number. So whatever was in the
 * hands of a process that died is found at once, and what is in living hands is left alone however long it takes.
 */
@Injectable()
export class ProcessMark implements OnApplicationShutdown {
  private readonly own = randomInt(1, 2 ** 31 - 1);
  private readonly connection: HeldConnection;
  private held: Promise<void> | undefined;
  private again: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(db: DataSource) {
    this.connection = new HeldConnection(db, () => this.lost());
  }

  /**
   * The mark to write beside what is taken in hand. The lock is shared, so that one which the server still keeps for a lost
   * connection does not stand in our own way.
   */
  async hold(): Promise<number> {
    this.held ??= this.connection
      .query('select pg_advisory_lock_shared($1::int, $2::int)', [LIVING, this.own])
      .then(() => undefined);
    await this.held;
    return this.own;
  }

  /** The marks of all processes that live, ours among them. */
  async living(): Promise<number[]> {
    await this.hold();
    const rows = await this.connection.query<{ mark: number }>(
      `select objid::int as mark from pg_locks
       where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
         and database = (select oid from pg_database where datname = current_database())`,
      [LIVING],
    );
    return rows.map(({ mark }) => mark);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.again);
    await this.connection.close();
  }

  /** Others would take what is in our hands for abandoned. */
  private lost(): void {
    this.held = undefined;
    if (this.stopped) return;
    clearTimeout(this.again);
    this.again = setTimeout(() => void this.hold().catch(() => undefined), HOLD_AGAIN_MS);
    this.again.unref();
  }
}
