import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What must be on board of whoever goes to a visit of a kind. */
export class ToolsOnBoard1763850000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table visit_kinds add column tools jsonb not null default '[]'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
