import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the last live check of a line found, and what was asked to find it. */
export class LastChecks1763862010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table inboxes add column last_check jsonb');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
