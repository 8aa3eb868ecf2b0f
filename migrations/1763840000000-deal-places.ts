import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a deal is looked at: what was said once is the site of its contract and of its installation. */
export class DealPlaces1763840000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table deal_tickets
        add column site_id uuid references sites on delete set null,
        add column place jsonb`);
    await db.query(`create index deal_tickets_of_site on deal_tickets (site_id) where site_id is not null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
