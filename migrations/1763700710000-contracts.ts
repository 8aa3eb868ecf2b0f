import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers bought: packages, the contracts that give them, and the kind of customer a company is. */
export class Contracts1763700710000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table companies add column segment text check (segment in
        ('it-rental-short', 'iot-analytics', 'iot-automation', 'it-rental-long', 'home-automation'))`);
    await db.query(`
      create table packages (
        id uuid primary key,
        key text not null,
        name text not null,
        about text,
        fields jsonb not null default '{}',
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(`create unique index packages_key on packages (key)`);
    await db.query(`create sequence contract_numbers start with 1001`);
    await db.query(`
      create table contracts (
        id uuid primary key,
        number text not null,
        company_id uuid not null references companies,
        package_id uuid references packages,
        kind text not null check (kind in ('rental', 'service')),
        term text not null check (term in ('short', 'long')),
        state text not null default 'draft' check (state in ('draft', 'active', 'ended')),
        starts_on date not null,
        ends_on date,
        calendar_id uuid,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (ends_on is null or ends_on >= starts_on)
      )`);
    await db.query(`create unique index contracts_number on contracts (number)`);
    await db.query(`create index contracts_company on contracts (company_id, starts_on desc)`);
    await db.query(`create index contracts_package on contracts (package_id) where package_id is not null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
