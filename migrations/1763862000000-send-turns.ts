import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who waits for a line's budget, and who of them goes first. */
export class SendTurns1763862000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table send_turns (
        message_id uuid primary key references messages on delete cascade,
        inbox_id uuid not null references inboxes,
        rank smallint not null,
        since timestamptz not null
      )`);
    await db.query(`create index send_turns_order on send_turns (inbox_id, rank, since, message_id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
