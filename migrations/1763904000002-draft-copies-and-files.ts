import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A draft keeps to whom a copy goes, and the files that were chosen for it, by their names: one that is gone can be said. */
export class DraftCopiesAndFiles1763904000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table ticket_drafts
        add column cc text[] not null default '{}',
        add column bcc text[] not null default '{}',
        add column files jsonb not null default '[]'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
