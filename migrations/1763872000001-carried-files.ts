import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that an export carries, and those that it only names; and imports whose own file is forgotten. */
export class CarriedFiles1763872000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table import_rows
        drop constraint import_rows_plan_check,
        add constraint import_rows_plan_check check (plan in ('create', 'update', 'skip', 'refuse', 'file'))`);
    await db.query('alter table imports alter column file_key drop not null');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
