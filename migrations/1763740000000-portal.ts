import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The customers' portal: who may enter, what each may see, and how the company looks there. */
export class Portal1763740000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // An account is an address of a contact: it goes with it through merges, and ends with it.
    await db.query(`
      create table portal_accounts (
        id uuid primary key,
        identity_id uuid not null unique references contact_identities,
        -- Rights beyond one's own tickets hold only while the contact is of the company for which they were given.
        company_id uuid references companies,
        tickets text not null check (tickets in ('own', 'sites', 'company')),
        site_ids uuid[] not null default '{}',
        equipment boolean not null default false,
        money boolean not null default false,
        people boolean not null default false,
        language text,
        notify boolean not null default true,
        password_hash text,
        state text not null check (state in ('invited', 'active', 'revoked')),
        invited_by uuid references users,
        invited_by_account uuid references portal_accounts,
        created_at timestamptz not null,
        activated_at timestamptz,
        seen_at timestamptz,
        version int not null default 1
      )`);
    await db.query(`create index portal_accounts_company on portal_accounts (company_id) where company_id is not null`);

    await db.query(`
      create table portal_sessions (
        id uuid primary key,
        account_id uuid not null references portal_accounts on delete cascade,
        token_hash text not null unique,
        method text not null check (method in ('link', 'password')),
        address text not null,
        user_agent text not null,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        expires_at timestamptz not null
      )`);
    await db.query(`create index portal_sessions_account on portal_sessions (account_id)`);

    await db.query(`
      create table portal_links (
        id uuid primary key,
        account_id uuid not null references portal_accounts on delete cascade,
        purpose text not null check (purpose in ('sign-in', 'invitation')),
        token_hash text not null unique,
        token_sealed text,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        unique (account_id, purpose)
      )`);

    // Which place of theirs a ticket is about, where the customer said so.
    await db.query(`
      create table portal_ticket_sites (
        ticket_id uuid primary key references tickets on delete cascade,
        site_id uuid not null references sites
      )`);
    await db.query(`create index portal_ticket_sites_site on portal_ticket_sites (site_id)`);

    await db.query(`create index visits_contact on visits (contact_id) where contact_id is not null`);

    await db.query(`
      alter table organisation
        add column brand_name text,
        add column brand_accent text check (brand_accent ~ '^#[0-9a-fA-F]{6}$'),
        add column brand_logo text`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
