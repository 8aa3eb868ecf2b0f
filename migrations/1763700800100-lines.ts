import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every line of a provider needs: who does not want to be written to, files that are fetched after the word, a budget. */
export class Lines1763700800100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table opt_outs (
        id uuid primary key,
        inbox_id uuid not null references inboxes,
        identity_id uuid not null references contact_identities,
        word text not null,
        at timestamptz not null,
        ended_at timestamptz,
        ended_word text
      )`);
    await db.query(`create unique index opt_outs_now on opt_outs (inbox_id, identity_id) where ended_at is null`);
    await db.query(`
      create table inbound_files (
        envelope_id uuid not null references envelopes on delete cascade,
        reference text not null,
        inbox_id uuid not null references inboxes,
        message_id uuid references messages,
        name text not null,
        type text not null,
        blob_key text,
        size int,
        state text not null check (state in ('kept', 'waiting', 'lost')),
        error text,
        attempts int not null default 0,
        try_at timestamptz,
        primary key (envelope_id, reference)
      )`);
    await db.query(`create index inbound_files_waiting on inbound_files (try_at) where state = 'waiting'`);
    await db.query(`create index messages_unknown on messages (updated_at) where state = 'unknown'`);
    await db.query(
      `create index envelopes_early on envelopes (inbox_id, received_at) where reason = 'receipt-for-unknown-message'`,
    );
    await db.query(`
      create table send_budgets (
        inbox_id uuid primary key references inboxes,
        tokens double precision not null,
        at timestamptz not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
