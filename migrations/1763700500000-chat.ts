import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Chat1763700500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table chat_visitors (
        id uuid primary key,
        inbox_id uuid not null references inboxes,
        token_hash text not null unique,
        identity_key text not null,
        external_id text,
        name text,
        email text,
        email_proven boolean not null default false,
        language text,
        created_at timestamptz not null,
        seen_at timestamptz not null
      )`);
    await db.query(`create index chat_visitors_key on chat_visitors (inbox_id, identity_key)`);
    await db.query(
      `create index chat_visitors_external on chat_visitors (inbox_id, external_id, created_at) where external_id is not null`,
    );
    // A chat rests and goes on: its end is a mark that the next message takes away, not the end of the record.
    await db.query(`alter table conversations add column ended_at timestamptz`);
    await db.query(
      `alter table conversations add column ended_by text check (ended_by in ('visitor', 'agent', 'system'))`,
    );
    await db.query(`alter table conversations add column rated_at timestamptz`);
    await db.query(`alter table conversations add column away_address text`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
