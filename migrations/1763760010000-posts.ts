import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What we say to everybody: a post, the lines on which it goes, and what became of it on each. */
export class Posts1763760010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table posts (
        id uuid primary key,
        text text not null,
        link text,
        picture_id uuid references attachments,
        state text not null default 'draft'
          check (state in ('draft', 'awaiting', 'refused', 'planned', 'publishing', 'done')),
        planned_at timestamptz,
        zone text,
        problem text,
        author_id uuid references users,
        asked_at timestamptz,
        approved_by uuid references users,
        approved_at timestamptz,
        refused_by uuid references users,
        refusal text,
        started_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(`create index posts_newest on posts (created_at desc, id desc)`);
    await db.query(`create index posts_planned on posts (planned_at) where state = 'planned'`);

    await db.query(`
      create table post_targets (
        id uuid primary key,
        post_id uuid not null references posts on delete cascade,
        inbox_id uuid not null references inboxes,
        state text not null default 'chosen'
          check (state in ('chosen', 'waiting', 'publishing', 'published', 'failed', 'unknown')),
        external_id text,
        url text,
        error text,
        attempts int not null default 0,
        -- How often the provider was asked what became of it.
        asked int not null default 0,
        next_at timestamptz,
        tried_at timestamptz,
        publishing_by int,
        published_at timestamptz,
        unique (post_id, inbox_id)
      )`);
    await db.query(
      `create unique index post_targets_external on post_targets (inbox_id, external_id) where external_id is not null`,
    );
    await db.query(
      `create index post_targets_open on post_targets (state) where state in ('waiting', 'publishing', 'unknown')`,
    );

    // What is said under a post names it by its provider's id.
    await db.query(`create index messages_post on messages ((meta ->> 'post')) where meta ? 'post'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
