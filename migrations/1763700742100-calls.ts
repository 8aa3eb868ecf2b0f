import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls: what happens in them, who takes part, what was recorded, and who is called back. */
export class Calls1763700742100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table call_flows (
        inbox_id uuid primary key references inboxes on delete cascade,
        flow jsonb not null,
        version int not null,
        changed_by uuid references users,
        updated_at timestamptz not null
      )`);
    await db.query(`
      create table calls (
        id uuid primary key,
        inbox_id uuid not null references inboxes,
        channel text not null,
        -- The provider's id of the customer's leg; not known yet while we dial out.
        sid text,
        direction text not null check (direction in ('in', 'out')),
        "from" text not null,
        "to" text not null,
        caller_name text,
        language text not null,
        state text not null check (state in ('greeting', 'waiting', 'connecting', 'talking', 'ended')),
        outcome text check (outcome in ('answered', 'missed', 'abandoned', 'voicemail', 'forwarded', 'failed')),
        facts jsonb not null default '{}',
        -- As it was when the call came: a change of the flow does not pull the ground from under a caller.
        flow jsonb,
        -- Where in the flow the call entered the line in which it waits.
        waits_at text,
        conference_sid text,
        ticket_id uuid references tickets,
        message_id uuid references messages,
        conversation_id uuid references conversations,
        team_id uuid references teams,
        -- Rings at this person only: an extension, or a transfer.
        wanted_user_id uuid references users,
        agent_id uuid references users,
        declined uuid[] not null default '{}',
        held boolean not null default false,
        muted boolean not null default false,
        recording boolean not null default false,
        version int not null default 1,
        started_at timestamptz not null,
        waiting_at timestamptz,
        connected_at timestamptz,
        answered_at timestamptz,
        ended_at timestamptz,
        wrapped_at timestamptz,
        updated_at timestamptz not null
      )`);
    await db.query(`create unique index calls_sid on calls (inbox_id, sid) where sid is not null`);
    await db.query(`create index calls_open on calls (state) where state <> 'ended'`);
    await db.query(`create index calls_of_ticket on calls (ticket_id)`);
    await db.query(`create index calls_unwrapped on calls (agent_id) where state = 'ended' and wrapped_at is null`);
    // Nobody has two conversations at once, however quickly they click.
    await db.query(
      `create unique index calls_one_per_agent on calls (agent_id) where state in ('connecting', 'talking')`,
    );
    await db.query(`
      create table call_parts (
        id uuid primary key,
        call_id uuid not null references calls on delete cascade,
        kind text not null check (kind in ('agent', 'outside', 'supervisor')),
        user_id uuid references users,
        phone text,
        label text not null,
        sid text,
        state text not null check (state in ('ringing', 'joined', 'left')),
        at timestamptz not null,
        joined_at timestamptz,
        left_at timestamptz,
        unique (call_id, label)
      )`);
    await db.query(`create index call_parts_of_user on call_parts (user_id) where state <> 'left'`);
    await db.query(`
      create table call_recordings (
        id uuid primary key,
        inbox_id uuid not null references inboxes,
        call_id uuid not null references calls on delete cascade,
        sid text not null,
        kind text not null check (kind in ('call', 'voicemail')),
        state text not null check (state in ('pending', 'stored', 'failed', 'deleted')),
        seconds int not null,
        type text,
        size int,
        -- Encrypted: the key stands outside the database and the files.
        blob_key text,
        at timestamptz not null,
        unique (inbox_id, sid)
      )`);
    await db.query(`create index call_recordings_of_call on call_recordings (call_id)`);
    await db.query(`
      create table call_backs (
        id uuid primary key,
        inbox_id uuid not null references inboxes,
        call_id uuid not null references calls on delete cascade,
        ticket_id uuid references tickets,
        number text not null,
        why text not null check (why in ('missed', 'abandoned', 'voicemail', 'asked', 'dropped')),
        state text not null check (state in ('open', 'done')),
        calls int not null default 1,
        at timestamptz not null,
        done_at timestamptz,
        done_by uuid references users
      )`);
    // Who calls five times is called back once.
    await db.query(`create unique index call_backs_open on call_backs (inbox_id, number) where state = 'open'`);
    await db.query(`create index call_backs_of_ticket on call_backs (ticket_id)`);
    await db.query(`
      create table simulated_calls (
        sid text primary key,
        inbox_id uuid not null references inboxes on delete cascade,
        call jsonb not null,
        updated_at timestamptz not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
