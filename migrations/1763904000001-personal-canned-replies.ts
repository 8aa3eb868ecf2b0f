import type { MigrationInterface, QueryRunner } from 'typeorm';

const NOBODY = `'00000000-0000-0000-0000-000000000000'`;

/** Canned replies that one person keeps for themselves: nobody else sees them, and their short names are their own. */
export class PersonalCannedReplies1763904000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table canned_replies
        add column owner_id uuid references users on delete cascade,
        add constraint canned_replies_personal check (owner_id is null or team_id is null)`);
    await db.query(`drop index canned_replies_shortcut`);
    await db.query(
      `create unique index canned_replies_shortcut
         on canned_replies (lower(shortcut), coalesce(team_id, ${NOBODY}), coalesce(owner_id, ${NOBODY}))`,
    );
    await db.query(`create index canned_replies_owner on canned_replies (owner_id) where owner_id is not null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
