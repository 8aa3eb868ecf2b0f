import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which mails of a folder were taken, by their UIDs, so that once a day the folder can be compared with them. */
export class MailTombstones1763700622000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table mail_tombstones (
        inbox_id uuid not null references inboxes (id) on delete cascade,
        mailbox text not null,
        uid_validity bigint not null,
        uid bigint not null,
        primary key (inbox_id, mailbox, uid_validity, uid)
      )`);
    await db.query(`
      alter table mail_cursors
        add column compared_at timestamptz,
        add column found_missing int not null default 0`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
