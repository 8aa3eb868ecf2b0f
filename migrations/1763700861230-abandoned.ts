import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a clock ended, so that callers who gave up can be counted. What ended before is known by the ledger. */
export class Abandoned1763700861230 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table sla_clocks add column ended_for text`);
    await db.query(`create index sla_clocks_abandoned on sla_clocks (ended_at) where ended_for = 'abandoned'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
