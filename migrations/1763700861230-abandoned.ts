import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clocks that ended because whoever waited gave up, so that they can be counted. */
export class Abandoned1763700861230 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table sla_clocks add column abandoned boolean not null default false`);
    await db.query(`create index sla_clocks_abandoned on sla_clocks (ended_at) where abandoned`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
