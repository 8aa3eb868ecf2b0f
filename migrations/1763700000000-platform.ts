import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Platform1763700000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`create extension if not exists pg_trgm`);
    await db.query(`create extension if not exists unaccent`);
    await db.query(`create extension if not exists btree_gist`);
    // unaccent() is only stable, because its dictionary could be changed; ours is not, and an index needs immutable.
    await db.query(`
      create function plain(text) returns text language sql immutable parallel safe strict
      as $$ select lower(public.unaccent('public.unaccent', $1)) $$`);
    await db.query(`
      create table outbox (
        id uuid primary key,
        name text not null,
        fact jsonb not null,
        correlation_id text,
        at timestamptz not null,
        relayed_at timestamptz
      )`);
    await db.query(`create index outbox_waiting on outbox (id) where relayed_at is null`);
    await db.query(`
      create table idempotency_keys (
        id text primary key,
        fingerprint text not null,
        status int,
        body jsonb,
        at timestamptz not null
      )`);
    await db.query(`create index idempotency_keys_at on idempotency_keys (at)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
