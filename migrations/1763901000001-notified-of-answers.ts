import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = ['mention', 'assigned', 'answer', 'promise', 'page', 'rule', 'reminder', 'report'];

/** What a customer says on a ticket, for whoever has it or follows it. */
export class NotifiedOfAnswers1763901000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const table of ['notifications', 'notification_choices']) {
      await db.query(`alter table ${table} drop constraint ${table}_kind_check`);
      await db.query(
        `alter table ${table} add constraint ${table}_kind_check
           check (kind in (${KINDS.map((kind) => `'${kind}'`).join(', ')}))`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
