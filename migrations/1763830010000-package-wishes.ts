import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests of customers for another package. */
export class PackageWishes1763830010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table portal_package_wishes (
        ticket_id uuid primary key references tickets on delete cascade,
        package_id uuid not null references packages
      )`);
    await db.query(`create index portal_package_wishes_package on portal_package_wishes (package_id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
