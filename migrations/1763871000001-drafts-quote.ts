import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A draft remembers the message that it answers. */
export class DraftsQuote1763871000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table ticket_drafts add quotes uuid references messages on delete set null');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
