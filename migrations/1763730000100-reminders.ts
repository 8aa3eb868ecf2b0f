import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `('mention', 'assigned', 'promise', 'page', 'rule', 'reminder')`;

/** People are also told what they planned themselves, which need not be about a ticket. */
export class Reminders1763730000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table notifications alter column ticket_id drop not null');
    for (const table of ['notifications', 'notification_choices']) {
      await db.query(`alter table ${table} drop constraint ${table}_kind_check`);
      await db.query(`alter table ${table} add constraint ${table}_kind_check check (kind in ${KINDS})`);
    }
    await db.query(
      `alter table notifications add constraint notifications_about check (ticket_id is not null or kind = 'reminder')`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
