import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How fast a line sends, where its owner knows better than the adapter; and calls that were turned away at its door. */
export class LinePace1763704010100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table inboxes add column budget jsonb`);
    await db.query(`
      create table refused_calls (
        inbox_id uuid not null references inboxes on delete cascade,
        day date not null,
        count int not null,
        because text,
        last_at timestamptz not null,
        primary key (inbox_id, day)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
