import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a message in several parts the provider has taken already: what is tried again begins behind it. */
export class Telegram1763700770000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table telegram_parts (
        message_id uuid not null references messages on delete cascade,
        part int not null,
        external_id text not null,
        primary key (message_id, part)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
