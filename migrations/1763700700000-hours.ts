import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Working hours, and whose they are. */
export class Hours1763700700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table calendars (
        id uuid primary key,
        name text not null,
        timezone text not null,
        hours jsonb not null,
        exceptions jsonb not null default '[]',
        holidays jsonb not null default '[]',
        country text,
        region text,
        is_default boolean not null default false,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await db.query(`create unique index calendars_name on calendars (lower(name)) where deleted_at is null`);
    await db.query(`create unique index calendars_default on calendars (is_default) where is_default`);
    // What a promise was made on stays known, whatever the calendar becomes.
    await db.query(`
      create table calendar_versions (
        calendar_id uuid not null references calendars,
        version int not null,
        definition jsonb not null,
        at timestamptz not null,
        by_id uuid,
        by_name text not null,
        primary key (calendar_id, version)
      )`);
    await db.query(`
      create table calendar_uses (
        scope_kind text not null check (scope_kind in ('team', 'inbox', 'contract', 'site')),
        scope_id uuid not null,
        calendar_id uuid not null references calendars,
        primary key (scope_kind, scope_id)
      )`);
    await db.query(`create index calendar_uses_calendar on calendar_uses (calendar_id)`);
    // One row: every process asks whether what it remembers of calendars still holds.
    await db.query(
      `create table calendar_revision (id int primary key default 1 check (id = 1), revision bigint not null)`,
    );
    await db.query(`insert into calendar_revision (revision) values (1)`);
    const allDay = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
    );
    const always = '01890000-0000-7000-8000-0000000000c1';
    await db.query(
      `insert into calendars (id, name, timezone, hours, is_default, created_at, updated_at)
       values ($1, 'Always open', 'UTC', $2, true, '2026-11-25', '2026-11-25')`,
      [always, JSON.stringify(allDay)],
    );
    await db.query(
      `insert into calendar_versions (calendar_id, version, definition, at, by_name)
       values ($1, 1, $2, '2026-11-25', 'Frontdesk')`,
      [always, JSON.stringify({ timezone: 'UTC', hours: allDay, exceptions: [], holidays: [] })],
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
