import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people of the house are reached when a promise pages them, and whether they were. */
export class Paging1763700820000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table users add column phone text`);
    await db.query(`alter table notifications add column paged_at timestamptz`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
