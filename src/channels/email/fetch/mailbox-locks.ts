import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HeldConnection } from '../../../platform/database/held-connection.js';

/** One fetcher for each mailbox, across all processes: an advisory lock that ends with its process. */
@Injectable()
export class MailboxLocks {
  private readonly connection: HeldConnection;

  constructor(db: DataSource) {
    this.connection = new HeldConnection(db);
  }

  async take(mailbox: string): Promise<boolean> {
    const rows = await this.connection.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 7)) as got',
      [mailbox],
    );
    return rows[0]?.got === true;
  }

  async release(mailbox: string): Promise<void> {
    await this.connection.query('select pg_advisory_unlock(hashtextextended($1, 7))', [mailbox]).catch(() => undefined);
  }

  /** Throws where the connection, and with it every lock, is gone. */
  async assertHeld(): Promise<void> {
    await this.connection.query('select $1::text as still', ['here']);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
