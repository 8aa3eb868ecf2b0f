import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is said under a post stands in a conversation of its own, which everybody reads. */
export class SaidInPublic1763700833000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table conversations add column public boolean not null default false`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
