import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people may ask about themselves, what is kept how long, who agreed to what, and who looked at whom. */
export class Privacy1763750000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.people(db);
    await this.requests(db);
    await this.retention(db);
    await this.scrubbing(db);
  }

  private async people(db: QueryRunner): Promise<void> {
    // Restricted: seen, and nothing is done with it by itself. Special: whoever looks is written down.
    await db.query(`alter table contacts add column restricted_at timestamptz`);
    await db.query(`alter table contacts add column special boolean not null default false`);
    // One line for each person, contact and hour, however often they look.
    await db.query(`
      create table contact_views (
        contact_id uuid not null references contacts on delete cascade,
        user_id uuid not null references users on delete cascade,
        hour timestamptz not null,
        place text not null check (place in ('contact', 'ticket', 'export')),
        times int not null default 1,
        last_at timestamptz not null,
        primary key (contact_id, user_id, hour, place)
      )`);
    await db.query(`create index contact_views_age on contact_views (hour)`);
    // Kept instead of the address or number of an erased person: an import knows them by it, and nobody can read it.
    await db.query(`
      create table suppressions (
        hash text primary key,
        kind text not null,
        at timestamptz not null
      )`);
    await db.query(`
      create table consents (
        id uuid primary key,
        contact_id uuid not null references contacts,
        -- Null: on every channel.
        channel text,
        purpose text not null check (purpose in ('everything', 'broadcasts', 'recording')),
        state text not null check (state in ('given', 'withdrawn')),
        wording text not null,
        wording_version text not null,
        proof text not null,
        by_id uuid references users,
        at timestamptz not null,
        recorded_at timestamptz not null,
        -- A later word about the same counts instead; this one stays as the record.
        superseded_at timestamptz
      )`);
    await db.query(`create index consents_contact on consents (contact_id, at)`);
    await db.query(
      `create index consents_withdrawn on consents (contact_id) where state = 'withdrawn' and superseded_at is null`,
    );
  }

  private async requests(db: QueryRunner): Promise<void> {
    await db.query(`
      create table privacy_settings (
        id int primary key default 1 check (id = 1),
        law text not null default 'lgpd' check (law in ('lgpd', 'gdpr')),
        give_notes boolean not null default false,
        log_all_views boolean not null default false,
        version int not null default 1
      )`);
    await db.query(`insert into privacy_settings default values`);
    await db.query(`
      create table privacy_requests (
        id uuid primary key,
        contact_id uuid not null references contacts,
        kind text not null check (kind in ('export', 'erasure', 'restriction', 'correction', 'information')),
        law text not null check (law in ('lgpd', 'gdpr')),
        state text not null check (state in ('open', 'working', 'ready', 'done', 'refused', 'failed')),
        came_by text not null check (came_by in ('staff', 'portal', 'retention', 'restore')),
        -- How it was made sure that it is the person who asks.
        verified_by text,
        reason text,
        received_at timestamptz not null,
        due_at timestamptz not null,
        ended_at timestamptz,
        made_by uuid references users,
        confirmed_by uuid references users,
        language text,
        -- While it works: how far it is, and what the person is known by, sealed and forgotten at the end.
        progress jsonb not null default '{}',
        known_by text,
        kept_until timestamptz,
        file_key text,
        file_size bigint,
        file_expires_at timestamptz,
        file_fetched_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(`create index privacy_requests_contact on privacy_requests (contact_id, id desc)`);
    await db.query(`create index privacy_requests_open on privacy_requests (due_at) where ended_at is null`);
    await db.query(`create index privacy_requests_working on privacy_requests (updated_at) where state = 'working'`);
    await db.query(
      `create index privacy_requests_files on privacy_requests (file_expires_at) where file_key is not null`,
    );
    // One at a time for each person and kind: two erasures of one person would wait for each other.
    await db.query(
      `create unique index privacy_requests_one on privacy_requests (contact_id, kind) where ended_at is null`,
    );
    // Which rows a request is about, by kind. Fixed before anything goes, so that a killed erasure finds them again.
    await db.query(`
      create table privacy_scope (
        request_id uuid not null,
        kind text not null,
        id text not null,
        primary key (request_id, kind, id)
      )`);
    await db.query(`
      create table privacy_holds (
        id uuid primary key,
        contact_id uuid not null references contacts,
        reason text not null,
        made_by uuid references users,
        at timestamptz not null,
        released_at timestamptz,
        released_by uuid references users
      )`);
    await db.query(`create unique index privacy_holds_now on privacy_holds (contact_id) where released_at is null`);
    // Who was erased, as ids: a backup from before brings the person back, and this takes them away again.
    await db.query(`
      create table privacy_tombstones (
        request_id uuid primary key,
        contact_ids uuid[] not null,
        at timestamptz not null,
        replay boolean not null default false
      )`);
    await db.query(`create index privacy_tombstones_replay on privacy_tombstones (at) where replay`);
  }

  private async retention(db: QueryRunner): Promise<void> {
    await db.query(`
      create table retention_rules (
        category text primary key,
        days int check (days > 0),
        version int not null default 1,
        changed_by uuid references users,
        updated_at timestamptz not null
      )`);
    await db.query(`
      create table retention_runs (
        id uuid primary key,
        category text not null,
        before timestamptz not null,
        count int not null,
        at timestamptz not null
      )`);
    await db.query(`create index retention_runs_newest on retention_runs (id desc)`);
  }

  /** What remains of free data of an erased person: its shape, numbers, ids and times. No word. */
  private async scrubbing(db: QueryRunner): Promise<void> {
    await db.query(`
      create function scrubbed(given jsonb) returns jsonb language plpgsql immutable parallel safe as $$
      begin
        case jsonb_typeof(given)
          when 'object' then
            return (select coalesce(jsonb_object_agg(key, scrubbed(value)), '{}') from jsonb_each(given));
          when 'array' then
            return (select coalesce(jsonb_agg(scrubbed(value) order by place), '[]')
                    from jsonb_array_elements(given) with ordinality as e(value, place));
          when 'string' then
            if given #>> '{}' ~ '^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z)$' then
              return given;
            end if;
            return '""';
          else return given;
        end case;
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
