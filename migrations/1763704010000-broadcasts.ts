import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message to many: what it says, to whom, and what became of each. */
export class Broadcasts1763704010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Nothing was said on it but our own first word: no work for anybody until the customer answers.
    await db.query(`alter table tickets add column silent boolean not null default false`);

    // Whoever wants no more messages to many may still be answered.
    await db.query(
      `alter table opt_outs add column scope text not null default 'everything' check (scope in ('everything', 'broadcasts'))`,
    );
    await db.query(`drop index opt_outs_now`);
    await db.query(
      `create unique index opt_outs_now on opt_outs (inbox_id, identity_id, scope) where ended_at is null`,
    );

    await db.query(`
      create table broadcasts (
        id uuid primary key,
        name text not null,
        inbox_id uuid not null references inboxes,
        audience jsonb not null,
        content jsonb not null,
        per_minute int check (per_minute between 1 and 6000),
        state text not null default 'draft' check (state in ('draft', 'scheduled', 'sending', 'paused', 'stopped', 'done')),
        problem text,
        start_at timestamptz,
        zone text,
        next_at timestamptz,
        started_at timestamptz,
        ended_at timestamptz,
        created_by uuid references users,
        started_by uuid references users,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(`create index broadcasts_at_work on broadcasts (state) where state in ('scheduled', 'sending')`);
    await db.query(`create index broadcasts_newest on broadcasts (created_at desc, id desc)`);

    await db.query(`
      create table broadcast_recipients (
        id uuid primary key,
        broadcast_id uuid not null references broadcasts on delete cascade,
        place int not null,
        contact_id uuid not null references contacts,
        identity_id uuid references contact_identities,
        address text,
        state text not null check (state in ('waiting', 'told', 'left_out', 'stopped')),
        reason text,
        message_id uuid references messages,
        conversation_id uuid references conversations,
        told_at timestamptz,
        replied_at timestamptz,
        opted_out_at timestamptz,
        unique (broadcast_id, contact_id)
      )`);
    await db.query(
      `create unique index broadcast_recipients_identity on broadcast_recipients (broadcast_id, identity_id) where identity_id is not null`,
    );
    await db.query(`create unique index broadcast_recipients_place on broadcast_recipients (broadcast_id, place)`);
    await db.query(
      `create index broadcast_recipients_waiting on broadcast_recipients (broadcast_id, place) where state = 'waiting'`,
    );
    await db.query(
      `create unique index broadcast_recipients_message on broadcast_recipients (message_id) where message_id is not null`,
    );
    // Asked for every message that comes in.
    await db.query(
      `create index broadcast_recipients_latest on broadcast_recipients (conversation_id, told_at) where conversation_id is not null`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
