import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Receipts that were too early, in envelopes that are done otherwise. */
export class EarlyReceipts1763710000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table envelopes add early_receipts boolean not null default false`);
    await db.query(`create index envelopes_early_receipts on envelopes (inbox_id, received_at) where early_receipts`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
