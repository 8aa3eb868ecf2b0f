import { QueryFailedError } from 'typeorm';
import type { QueryConfig, QueryResult } from 'pg';
import { prepared } from './prepared.js';
import type { SteadyClient } from './steady-client.js';

/**
 * One transaction's way to PostgreSQL. Statements are sent as they come and answered in that order, so only what is
 * read costs a journey there and back; `begin`, changes and `commit` travel along. Errors are those that TypeORM would
 * throw. The pool's connections must have `pipeline` set.
 */
export class Pipeline {
  private readonly sent: Promise<unknown>[] = [];
  private failure: Error | undefined;

  constructor(private readonly client: SteadyClient) {
    this.follow(this.run('begin'));
  }

  async query<R>(sql: string, values: unknown[]): Promise<R[]> {
    const { rows } = await this.run(prepared(sql, values));
    return rows as R[];
  }

  write(sql: string, values: unknown[]): void {
    this.follow(this.query(sql, values));
  }

  /** Resolves when everything sent is stored for good. */
  async commit(): Promise<void> {
    const commit = this.run('commit');
    await Promise.all([...this.sent, commit]);
    // After a failed statement PostgreSQL answers a commit with a rollback, and calls that a success.
    const { command } = await commit;
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
  }

  /** What made the transaction fail: what follows a failed statement is only told that something had failed before. */
  async rollback(error: unknown): Promise<unknown> {
    await this.client.query('rollback').catch(() => undefined);
    return this.failure ?? error;
  }

  private async run(statement: string | QueryConfig): Promise<QueryResult> {
    this.client.gather();
    try {
      return await this.client.query(statement as QueryConfig);
    } catch (error) {
      const { text, values = [] } = typeof statement === 'string' ? { text: statement } : statement;
      throw new QueryFailedError(text, values, error as Error);
    }
  }

  private follow(statement: Promise<unknown>): void {
    this.sent.push(statement);
    statement.catch((error: Error) => (this.failure ??= error));
  }
}
