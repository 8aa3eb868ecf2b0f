import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may be the same person is asked beside every ticket: by what stands before the @, and by numbers. */
export class DuplicatesByIndex1763910000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `create index contact_identities_local_part on contact_identities (split_part(value, '@', 1)) where kind = 'email'`,
    );
    await db.query(
      `create index contact_identities_number on contact_identities (value) where kind in ('phone', 'external')`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
