import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a provider is believed that it asked for a second factor, and whether a session has shown one. */
export class SecondFactorOfProviders1763700620000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table sso_connections add column trust_second_factor boolean not null default false');
    await db.query('alter table sessions add column second_factor boolean not null default false');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
