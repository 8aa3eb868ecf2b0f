import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proposals that go out by mail, and are remembered before they expire. */
export class SalesLetters1763840010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table proposal_letters (
        proposal_id uuid not null references proposals on delete cascade,
        key text not null,
        kind text not null check (kind in ('offer', 'reminder')),
        message_id uuid,
        ticket_id uuid references tickets on delete set null,
        conversation_id uuid,
        problem text,
        at timestamptz not null,
        primary key (proposal_id, key)
      )`);
    await db.query(
      `create index proposal_letters_of_ticket on proposal_letters (ticket_id) where ticket_id is not null`,
    );
    await db.query(`alter table proposals add column remind_days int default 3 check (remind_days between 1 and 30)`);
    await db.query(`create index proposals_ending on proposals (expires_on) where state = 'sent'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
