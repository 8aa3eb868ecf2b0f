import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Extensions and hunt groups of the whole desk, in place of a list of each line. */
export class Extensions1763700861200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table extensions (
        id uuid primary key,
        number text not null check (number ~ '^[0-9]{2,6}$'),
        name text not null,
        kind text not null check (kind in ('person', 'group', 'outside')),
        user_id uuid references users,
        phone text,
        -- What rings beside the console: a mobile, a desk phone.
        targets jsonb not null default '[]',
        -- Of a group: the extensions in it, in their order.
        members uuid[] not null default '{}',
        strategy text check (strategy in ('all', 'in-turn', 'longest-idle')),
        ring_seconds int not null,
        calendar_id uuid references calendars,
        -- What comes instead, when busy, when nobody answers, and outside its hours.
        ways jsonb not null,
        greeting jsonb not null default '{}',
        allowed_prefixes text[] not null default '{}',
        monthly_limit float8,
        -- The desk phone's account at the provider, without its password.
        sip jsonb,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz,
        check (kind <> 'person' or user_id is not null),
        check (kind <> 'outside' or phone is not null),
        check (kind <> 'group' or strategy is not null)
      )`);
    await db.query(`create unique index extensions_number on extensions (number) where deleted_at is null`);
    await db.query(
      `create unique index extensions_owner on extensions (user_id) where deleted_at is null and user_id is not null`,
    );
    await db.query(`
      insert into extensions (id, number, name, kind, user_id, phone, ring_seconds, ways, created_at, updated_at)
      select gen_random_uuid(), one->>'number', one->>'name', case when one ? 'userId' then 'person' else 'outside' end,
        (one->>'userId')::uuid, one->>'phone', 25,
        '{"busy": {"to": "flow"}, "nobody": {"to": "flow"}, "closed": {"to": "flow"}}', now(), now()
      from call_flows f, jsonb_array_elements(f.flow->'extensions') as one
      on conflict do nothing`);
    await db.query(`update call_flows set flow = flow - 'extensions'`);
    await db.query(`alter table calls add column wanted_extension_id uuid references extensions`);
    await db.query(`alter table call_parts drop constraint call_parts_kind_check`);
    await db.query(
      `alter table call_parts add constraint call_parts_kind_check check (kind in ('agent', 'outside', 'supervisor', 'device'))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
