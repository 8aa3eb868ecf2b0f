import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a visit costs us, and what the visits of a deal have cost. */
export class VisitCosts1763840030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table visit_rates (
        id int primary key default 1 check (id = 1),
        currency text not null default 'BRL' check (currency ~ '^[A-Z]{3}$'),
        call_out bigint not null default 0 check (call_out >= 0),
        work_hour bigint not null default 0 check (work_hour >= 0),
        travel_hour bigint not null default 0 check (travel_hour >= 0),
        parts jsonb not null default '[]',
        version int not null default 1
      )`);
    await db.query(`insert into visit_rates default values`);
    await db.query(`
      alter table deal_tickets
        add column cost bigint check (cost >= 0),
        add column cost_currency text,
        add column cost_of jsonb`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
