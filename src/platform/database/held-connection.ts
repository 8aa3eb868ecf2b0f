import type { DataSource, QueryRunner } from 'typeorm';

/**
 * One connection that this process keeps for its session locks: PostgreSQL lets go of them when the process dies. It is
 * opened when it is first needed, and opened anew after it was lost, and every lock with it.
 */
export class HeldConnection {
  private runner: Promise<QueryRunner> | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly onLost: () => void = () => undefined,
  ) {}

  async query<R>(sql: string, parameters: unknown[]): Promise<R[]> {
    this.runner ??= this.open();
    try {
      return (await (await this.runner).query(sql, parameters)) as R[];
    } catch (error) {
      // The pool may give it to others: no lock of ours goes with it.
      await this.close();
      this.onLost();
      throw error;
    }
  }

  async close(): Promise<void> {
    const held = this.runner;
    this.runner = undefined;
    const runner = await held?.catch(() => undefined);
    await runner?.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await runner?.release().catch(() => undefined);
  }

  private async open(): Promise<QueryRunner> {
    const runner = this.db.createQueryRunner();
    const client = (await runner.connect()) as NodeJS.EventEmitter;
    const mine = this.runner;
    client.once('end', () => {
      if (this.runner !== mine) return;
      this.runner = undefined;
      this.onLost();
    });
    return runner;
  }
}
