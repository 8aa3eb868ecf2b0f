import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets that were worked on elsewhere: a record, of which nothing follows before somebody touches it. */
export class PastTickets1763820000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table tickets add column past boolean not null default false`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
