import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists and exports of other desks, read in: what was given, what became of each row, and how it is taken back. */
export class Imports1763820000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table imports (
        id uuid primary key,
        source text not null,
        -- Null: an export of another desk, which has several kinds of rows.
        kind text,
        state text not null check (state in
          ('uploaded', 'mapped', 'checking', 'checked', 'running', 'done', 'failed', 'undoing', 'undone')),
        file_name text not null,
        file_size bigint not null,
        file_key text not null,
        shape jsonb not null default '{}',
        mapping jsonb not null default '{}',
        options jsonb not null default '{}',
        -- Rows, by kind and by what is to become of them, or became.
        counts jsonb not null default '{}',
        read_bytes bigint not null default 0,
        total int not null default 0,
        done int not null default 0,
        -- Which reading of the file is the one that counts; how far the work on its rows has come.
        reading int not null default 0,
        at_place int not null default -1,
        problem text,
        problem_line int,
        by_id uuid references users,
        by_name text not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        started_at timestamptz,
        ended_at timestamptz,
        version int not null default 1
      )`);
    await db.query(
      `create index imports_under_way on imports (updated_at) where state in ('checking', 'running', 'undoing')`,
    );
    // What stands in the file, until it became something: a row whose work is done is forgotten with it.
    await db.query(`
      create table import_rows (
        import_id uuid not null references imports on delete cascade,
        place int not null,
        kind text not null,
        line int not null,
        ref text,
        -- Of a message: the ticket that it belongs to, in the words of where it comes from.
        parent text,
        given jsonb not null,
        plan text check (plan in ('create', 'update', 'skip', 'refuse')),
        errors jsonb not null default '[]',
        known_id uuid,
        primary key (import_id, place)
      )`);
    await db.query(`create index import_rows_plan on import_rows (import_id, plan, place)`);
    // An export that names the same thing twice means it once.
    await db.query(`create unique index import_rows_ref on import_rows (import_id, kind, ref) where ref is not null`);
    await db.query(`create index import_rows_parent on import_rows (import_id, parent) where parent is not null`);
    // What an import made, and how what it changed was before.
    await db.query(`
      create table import_journal (
        import_id uuid not null references imports on delete cascade,
        target text not null,
        target_id uuid not null,
        line int,
        deed text not null check (deed in ('created', 'updated')),
        version int not null,
        before jsonb,
        -- Why it was left when the import was taken back.
        kept text,
        primary key (import_id, target, target_id)
      )`);
    // What a thing is called where it comes from: the same export read again makes nothing twice.
    await db.query(`
      create table import_refs (
        source text not null,
        account text not null default '',
        target text not null,
        ref text not null,
        target_id uuid not null,
        import_id uuid references imports on delete set null,
        primary key (source, account, target, ref)
      )`);
    await db.query(`create index import_refs_target on import_refs (target, target_id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
