import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other channels send in parts, too; and what may be sent when the customer has been silent for long. */
export class SentParts1763700800200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table telegram_parts rename to sent_parts`);
    await db.query(`
      create table line_templates (
        inbox_id uuid not null references inboxes on delete cascade,
        name text not null,
        language text not null,
        template jsonb not null,
        fetched_at timestamptz not null,
        primary key (inbox_id, name, language)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
