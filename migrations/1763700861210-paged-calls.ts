import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People of the house who are paged by a call, until they say that they have heard it. */
export class PagedCalls1763700861210 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table paged_calls (
        id uuid primary key,
        inbox_id uuid not null references inboxes on delete cascade,
        -- What is paged about: the notification, which one call after the other is for.
        reference text not null unique,
        number text not null,
        text text not null,
        language text not null,
        state text not null check (state in ('calling', 'pausing', 'confirmed', 'unanswered')),
        tries int not null default 1,
        at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(
      `alter table notifications add column page_answer text check (page_answer in ('confirmed', 'unanswered'))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
