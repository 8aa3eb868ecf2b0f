import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a contract covers, what is paid for it, how it goes on, and what was used of it. */
export class ContractTerms1763720100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table price_indexes (
        id uuid primary key,
        name text not null,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(`create unique index price_indexes_name on price_indexes (lower(name))`);
    // In hundredths of a percent, as they are published each month.
    await db.query(`
      create table price_index_rates (
        index_id uuid not null references price_indexes on delete cascade,
        month date not null check (extract(day from month) = 1),
        rate_bp int not null,
        primary key (index_id, month)
      )`);
    await db.query(`alter table contracts drop constraint contracts_state_check`);
    await db.query(`
      alter table contracts
        add constraint contracts_state_check check (state in ('draft', 'active', 'ended', 'cancelled')),
        add column billing text not null default 'advance' check (billing in ('advance', 'arrears')),
        add column renewal text not null default 'none' check (renewal in ('auto', 'ask', 'none')),
        add column notice_days int not null default 30 check (notice_days between 0 and 730),
        add column renewal_months int not null default 12 check (renewal_months between 1 and 120),
        add column asked_for date,
        add column index_id uuid references price_indexes,
        add column adjusted_on date,
        add column allowances jsonb not null default '[]',
        add column reference text,
        add column notes text`);
    await db.query(`
      create table contract_sites (
        contract_id uuid not null references contracts on delete cascade,
        site_id uuid not null references sites,
        primary key (contract_id, site_id)
      )`);
    await db.query(`create index contract_sites_site on contract_sites (site_id)`);
    await db.query(`
      create table contract_lines (
        id uuid primary key,
        contract_id uuid not null references contracts on delete cascade,
        place int not null,
        text text not null,
        period text not null check (period in ('month', 'year', 'setup', 'one-off')),
        per text not null check (per in ('contract', 'site', 'device')),
        quantity int not null check (quantity > 0),
        amount bigint not null check (amount >= 0),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        starts_on date,
        ends_on date,
        replaces_id uuid,
        check (ends_on is null or starts_on is null or ends_on >= starts_on)
      )`);
    await db.query(`create index contract_lines_contract on contract_lines (contract_id, place)`);
    await db.query(`
      create table contract_events (
        id uuid primary key,
        contract_id uuid not null references contracts on delete cascade,
        type text not null,
        data jsonb not null default '{}',
        actor_kind text not null,
        actor_id uuid,
        actor_name text not null,
        at timestamptz not null
      )`);
    await db.query(`create index contract_events_contract on contract_events (contract_id, id)`);
    await db.query(`
      create table entitlement_uses (
        id uuid primary key,
        company_id uuid not null references companies,
        contract_id uuid references contracts,
        site_id uuid references sites,
        what text not null check (what in ('visit', 'report')),
        day date not null,
        source text,
        note text,
        created_at timestamptz not null
      )`);
    await db.query(`create unique index entitlement_uses_source on entitlement_uses (source) where source is not null`);
    await db.query(`create index entitlement_uses_contract on entitlement_uses (contract_id, what, day)`);
    await db.query(`create index entitlement_uses_company on entitlement_uses (company_id, day)`);
    await db.query(`create index contracts_running on contracts (id) where state = 'active'`);
    await db.query(`update contracts set allowances = p.allowances from packages p where p.id = contracts.package_id`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
