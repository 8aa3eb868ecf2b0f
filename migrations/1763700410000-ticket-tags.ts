import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tags that tickets have had: what is offered while somebody types one. */
export class TicketTags1763700410000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table ticket_tags (name text primary key, used_at timestamptz not null)`);
    await db.query(
      `insert into ticket_tags (name, used_at) select tag, max(updated_at) from tickets, unnest(tags) tag group by tag`,
    );
    await db.query(`create index ticket_tags_used on ticket_tags (used_at)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
