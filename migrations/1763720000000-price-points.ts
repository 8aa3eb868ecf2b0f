import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What packages cost and what they include. Amounts are minor units of their currency. */
export class PricePoints1763720000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table packages
        add column calendar_id uuid references calendars,
        add column channels text[] not null default '{}',
        add column allowances jsonb not null default '[]',
        add column words jsonb not null default '{}'`);
    await db.query(`
      create table package_prices (
        id uuid primary key,
        package_id uuid not null references packages on delete cascade,
        place int not null,
        period text not null check (period in ('month', 'year', 'setup', 'one-off')),
        per text not null check (per in ('contract', 'site', 'device')),
        amount bigint not null check (amount >= 0),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        active boolean not null default true
      )`);
    await db.query(`create index package_prices_package on package_prices (package_id, place)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
