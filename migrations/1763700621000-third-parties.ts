import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conversations with others than the customer: a supplier who was asked. */
export class ThirdParties1763700621000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table conversations add column third_party boolean not null default false');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
