import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which packages anybody may read of, and the form by which they ask. */
export class PackagesPage1763730000200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table public_packages (
        package_id uuid primary key references packages on delete cascade,
        place int not null
      )`);
    // The form of that page: sent twice, it is one.
    await db.query('create table contact_forms (stamp text primary key, at timestamptz not null)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
