import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who our customers are and how each can be reached. */
export class Customers1763700200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.companies(db);
    await this.contacts(db);
    await this.merges(db);
    await db.query(`
      create table custom_fields (
        id uuid primary key,
        target text not null check (target in ('ticket', 'contact', 'company')),
        key text not null,
        label text not null,
        type text not null check (type in ('text', 'number', 'date', 'boolean', 'select')),
        options text[] not null default '{}',
        position int not null,
        version int not null default 1,
        created_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await db.query(`create unique index custom_fields_key on custom_fields (target, key) where deleted_at is null`);
  }

  private async companies(db: QueryRunner): Promise<void> {
    await db.query(`
      create table companies (
        id uuid primary key,
        name text not null,
        notes text,
        tags text[] not null default '{}',
        fields jsonb not null default '{}',
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await db.query(`create index companies_by_name on companies (plain(name), id) where deleted_at is null`);
    await db.query(`create index companies_search on companies using gin (plain(name) gin_trgm_ops)`);
    // A domain says to which company an unknown sender belongs, so it can say only one.
    await db.query(`
      create table company_domains (
        domain text primary key,
        company_id uuid not null references companies on delete cascade
      )`);
    await db.query(`create index company_domains_company on company_domains (company_id)`);
    await db.query(`
      create table sites (
        id uuid primary key,
        company_id uuid not null references companies,
        name text not null,
        address text not null,
        timezone text,
        access_notes text,
        lat double precision,
        lng double precision,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz,
        check ((lat is null) = (lng is null))
      )`);
    await db.query(`create index sites_company on sites (company_id, id) where deleted_at is null`);
  }

  private async contacts(db: QueryRunner): Promise<void> {
    await db.query(`
      create table contacts (
        id uuid primary key,
        name text not null,
        title text,
        language text,
        company_id uuid references companies,
        notes text,
        tags text[] not null default '{}',
        fields jsonb not null default '{}',
        merged_into_id uuid references contacts,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await db.query(
      `create index contacts_by_name on contacts (plain(name), id) where deleted_at is null and merged_into_id is null`,
    );
    await db.query(`create index contacts_search on contacts using gin (plain(name) gin_trgm_ops)`);
    await db.query(`create index contacts_company on contacts (company_id) where company_id is not null`);
    await db.query(`create index contacts_merged_into on contacts (merged_into_id) where merged_into_id is not null`);
    await db.query(`
      create table contact_identities (
        id uuid primary key,
        contact_id uuid not null references contacts,
        kind text not null check (kind in ('email', 'phone', 'visitor', 'external')),
        channel text,
        scope text not null default '',
        value text not null,
        display text not null,
        verified boolean not null default false,
        undeliverable_at timestamptz,
        undeliverable_reason text,
        valid_from timestamptz not null,
        valid_to timestamptz
      )`);
    // One way to reach somebody leads to one person at a time; numbers and addresses change hands over the years.
    await db.query(
      `create unique index contact_identities_active on contact_identities (kind, scope, value) where valid_to is null`,
    );
    await db.query(`create index contact_identities_contact on contact_identities (contact_id)`);
    await db.query(
      `create index contact_identities_search on contact_identities using gin (value gin_trgm_ops) where valid_to is null`,
    );
  }

  private async merges(db: QueryRunner): Promise<void> {
    await db.query(`
      create table contact_merges (
        id uuid primary key,
        winner_id uuid not null references contacts,
        loser_id uuid not null references contacts,
        by_id uuid,
        by_name text not null,
        at timestamptz not null,
        undone_at timestamptz,
        entries jsonb not null default '{}'
      )`);
    await db.query(`create index contact_merges_winner on contact_merges (winner_id) where undone_at is null`);
    // Once merged, a contact is gone until that merge is undone.
    await db.query(`create unique index contact_merges_loser on contact_merges (loser_id) where undone_at is null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
