import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody must be on site by promise, beside the next deadline of any kind: dispatch plans by it. */
export class OnSitePromise1763700740000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table tickets add column on_site_due_at timestamptz`);
    await db.query(`
      update tickets t set on_site_due_at = c.due_at
      from (select ticket_id, min(due_at) as due_at from sla_clocks
            where target = 'on_site' and ended_at is null and due_at is not null group by ticket_id) c
      where c.ticket_id = t.id and t.merged_into_id is null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
