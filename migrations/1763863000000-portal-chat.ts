import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A customer who chats from the portal is a visitor for as long as the session holds that vouches for them. */
export class PortalChat1763863000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table chat_visitors add column vouched_by text`);
    await db.query(
      `create index chat_visitors_vouched on chat_visitors (external_id, seen_at) where vouched_by is not null`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
