import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which place of the customer's a ticket concerns: known to all, where only the portal kept it until now. */
export class TicketPlaces1763860000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table tickets add column site_id uuid references sites');
    await db.query('update tickets t set site_id = p.site_id from portal_ticket_sites p where p.ticket_id = t.id');
    // Where nobody said so, the place to which somebody went.
    await db.query(`
      update tickets t set site_id = v.site_id
      from (select distinct on (x.ticket_id) x.ticket_id, x.site_id from visits x
            join tickets own on own.id = x.ticket_id join sites s on s.id = x.site_id and s.company_id = own.company_id
            order by x.ticket_id, x.id) v
      where v.ticket_id = t.id and t.site_id is null`);
    await db.query('create index tickets_site on tickets (site_id, id desc) where site_id is not null');
    await db.query('drop table portal_ticket_sites');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
