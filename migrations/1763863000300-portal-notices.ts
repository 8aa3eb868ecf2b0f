import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the house tells its customers in the portal, to whom and for how long; and who has put it away. */
export class PortalNotices1763863000300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table portal_notices (
        id uuid primary key,
        title text not null,
        text text not null,
        weight text not null check (weight in ('news', 'warning')),
        audience text not null check (audience in ('all', 'package', 'company')),
        package_id uuid references packages,
        company_id uuid references companies,
        starts_on date not null,
        ends_on date,
        by_id uuid references users,
        created_at timestamptz not null,
        version int not null default 1,
        check (ends_on >= starts_on),
        check ((audience = 'package') = (package_id is not null)),
        check ((audience = 'company') = (company_id is not null))
      )`);
    await db.query(`
      create table portal_notice_dismissals (
        notice_id uuid not null references portal_notices on delete cascade,
        account_id uuid not null references portal_accounts on delete cascade,
        at timestamptz not null,
        primary key (notice_id, account_id)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
