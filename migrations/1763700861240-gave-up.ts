import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether whoever waited gave up is all that is asked of why a clock ended: the ledger knows the rest. */
export class GaveUp1763700861240 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`drop index sla_clocks_abandoned`);
    await db.query(`alter table sla_clocks drop column ended_for`);
    await db.query(`alter table sla_clocks add column abandoned boolean not null default false`);
    await db.query(`create index sla_clocks_abandoned on sla_clocks (ended_at) where abandoned`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
