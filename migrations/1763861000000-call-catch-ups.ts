import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when every call of a line is known here: behind it the provider is asked what came while we were away. */
export class CallCatchUps1763861000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table call_catch_ups (
        inbox_id uuid primary key references inboxes on delete cascade,
        seen_until timestamptz not null
      )`);
    // What came before this version was on the record or never will be: a year of calls is not asked for.
    await db.query(`insert into call_catch_ups select id, now() from inboxes where channel = 'voice'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
