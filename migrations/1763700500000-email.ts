import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Email1763700500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table mail_outbox (
        id uuid primary key,
        inbox_id uuid not null references inboxes (id),
        message_id uuid unique references messages (id) on delete cascade,
        envelope_from text not null,
        envelope_to jsonb not null,
        subject text not null,
        raw bytea not null,
        size int not null,
        at timestamptz not null
      )`);
    await db.query(`
      create table mail_cursors (
        inbox_id uuid not null references inboxes (id) on delete cascade,
        mailbox text not null,
        uid_validity bigint not null,
        last_uid bigint not null,
        since timestamptz not null,
        primary key (inbox_id, mailbox)
      )`);
    await db.query(`
      create table mail_tokens (
        inbox_id uuid primary key references inboxes (id) on delete cascade,
        source text not null,
        refresh_token text not null,
        access_token text,
        expires_at timestamptz
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
