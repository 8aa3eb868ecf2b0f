import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';

/**
 * One fetcher for each mailbox, across all processes: an advisory lock, held by one connection of this process for all
 * its mailboxes. When the process dies, PostgreSQL lets go of them.
 */
@Injectable()
export class MailboxLocks {
  private connection: Promise<QueryRunner> | undefined;

  constructor(private readonly db: DataSource) {}

  async take(mailbox: string): Promise<boolean> {
    const rows = await this.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 7)) as got',
      mailbox,
    );
    return rows[0]?.got === true;
  }

  async release(mailbox: string): Promise<void> {
    await this.query('select pg_advisory_unlock(hashtextextended($1, 7))', mailbox).catch(() => undefined);
  }

  /** Throws where the connection, and with it every lock, is gone. */
  async assertHeld(): Promise<void> {
    await this.query('select $1::text as still', 'here');
  }

  async close(): Promise<void> {
    const runner = await this.connection?.catch(() => undefined);
    this.connection = undefined;
    await runner?.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await runner?.release().catch(() => undefined);
  }

  private async query<R>(sql: string, parameter: string): Promise<R[]> {
    this.connection ??= this.open();
    try {
      return (await (await this.connection).query(sql, [parameter])) as R[];
    } catch (error) {
      const broken = this.connection;
      this.connection = undefined;
      await broken?.then((runner) => runner.release()).catch(() => undefined);
      throw error;
    }
  }

  private async open(): Promise<QueryRunner> {
    const runner = this.db.createQueryRunner();
    await runner.connect();
    return runner;
  }
}
