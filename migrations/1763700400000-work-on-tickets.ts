import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people keep around tickets: views, drafts, followers, links, macros, and the journals that undo. */
export class WorkOnTickets1763700400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.foreignKeys(db);
    await this.queue(db);
    await this.around(db);
    await this.written(db);
    await this.journals(db);
  }

  /** The tables that these name are older than this migration, but younger than the one that made the columns. */
  private async foreignKeys(db: QueryRunner): Promise<void> {
    const keys: [table: string, column: string, target: string, more?: string][] = [
      ['tickets', 'contact_id', 'contacts'],
      ['tickets', 'company_id', 'companies'],
      ['tickets', 'assignee_id', 'users'],
      ['tickets', 'team_id', 'teams', 'on delete set null'],
      ['conversations', 'contact_id', 'contacts'],
      ['conversations', 'identity_id', 'contact_identities'],
      ['inboxes', 'team_id', 'teams', 'on delete set null'],
    ];
    for (const [table, column, target, more = ''] of keys) {
      await db.query(
        `alter table ${table} add constraint ${table}_${column} foreign key (${column}) references ${target} ${more}`,
      );
    }
    await db.query(`create index conversations_identity on conversations (identity_id) where identity_id is not null`);
  }

  /**
   * The queue is read in few orders and most of it asks for open tickets only, which are few among the many that were
   * closed over the years. The included columns are those that decide who sees a row and whether it sleeps, so that
   * counting reads indexes alone.
   */
  private async queue(db: QueryRunner): Promise<void> {
    // A row without a promise sorts behind all that have one; a key that is never null can be compared as a row value.
    await db.query(
      `alter table tickets add column due_key timestamptz generated always as (coalesce(due_at, 'infinity'::timestamptz)) stored`,
    );
    const open = `where merged_into_id is null and category not in ('solved', 'closed')`;
    const shown = 'assignee_id, team_id, snoozed_until, category, priority';
    await db.query(`create index tickets_open_due on tickets (due_key, id) include (${shown}) ${open}`);
    await db.query(
      `create index tickets_open_assignee on tickets (assignee_id, due_key, id) include (team_id, snoozed_until, category, priority) ${open}`,
    );
    await db.query(
      `create index tickets_open_team on tickets (team_id, due_key, id) include (assignee_id, snoozed_until, category, priority) ${open}`,
    );
    await db.query(
      `create index tickets_open_priority on tickets ((-priority), due_key, id) include (${shown}) ${open}`,
    );
    await db.query(`create index tickets_open_updated on tickets (updated_at, id) include (${shown}) ${open}`);
    await db.query(`create index tickets_snoozed on tickets (snoozed_until) where snoozed_until is not null`);
    await db.query(
      `create index tickets_solved on tickets (updated_at, id) include (assignee_id, team_id, snoozed_until)
       where merged_into_id is null and category = 'solved'`,
    );
    await db.query(`create index tickets_solved_at on tickets (solved_at) where category = 'solved'`);
    await db.query(`create index tickets_updated on tickets (updated_at, id) where merged_into_id is null`);
    await db.query(`create index tickets_created on tickets (created_at, id) where merged_into_id is null`);
    await db.query(`create index tickets_contact on tickets (contact_id, created_at)`);
    await db.query(`create index tickets_company on tickets (company_id, created_at) where company_id is not null`);
    await db.query(`create index tickets_team on tickets (team_id, updated_at) where team_id is not null`);
    await db.query(`create index tickets_assignee on tickets (assignee_id, updated_at) where assignee_id is not null`);
    await db.query(`create index tickets_status on tickets (status_id, updated_at)`);
    await db.query(`create index tickets_tags on tickets using gin (tags) where tags <> '{}'`);
    await db.query(`create index tickets_merged_into on tickets (merged_into_id) where merged_into_id is not null`);
  }

  private async around(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ticket_followers (
        ticket_id uuid not null references tickets,
        user_id uuid not null references users,
        at timestamptz not null,
        primary key (ticket_id, user_id)
      )`);
    await db.query(`create index ticket_followers_user on ticket_followers (user_id)`);
    await db.query(`
      create table ticket_links (
        id uuid primary key,
        ticket_id uuid not null references tickets,
        other_id uuid not null references tickets,
        kind text not null check (kind in ('related', 'parent', 'child', 'duplicate')),
        at timestamptz not null,
        unique (ticket_id, other_id, kind),
        check (ticket_id <> other_id)
      )`);
    await db.query(`create index ticket_links_other on ticket_links (other_id)`);
    await db.query(`
      create table ticket_views (
        id uuid primary key,
        owner_id uuid not null references users,
        name text not null,
        icon text,
        filter jsonb not null,
        sort text not null,
        shared boolean not null default false,
        version int not null default 1,
        created_at timestamptz not null
      )`);
    await db.query(`create index ticket_views_owner on ticket_views (owner_id)`);
    await db.query(`create index ticket_views_shared on ticket_views (id) where shared`);
  }

  private async written(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ticket_drafts (
        ticket_id uuid not null references tickets,
        user_id uuid not null references users,
        kind text not null check (kind in ('reply', 'note')),
        text text not null,
        html text,
        channel text,
        version int not null,
        updated_at timestamptz not null,
        primary key (ticket_id, user_id)
      )`);
    await db.query(`
      create table canned_replies (
        id uuid primary key,
        shortcut text not null,
        title text not null,
        text text not null,
        team_id uuid references teams on delete cascade,
        version int not null default 1,
        created_at timestamptz not null
      )`);
    await db.query(
      `create unique index canned_replies_shortcut on canned_replies (lower(shortcut), coalesce(team_id, '00000000-0000-0000-0000-000000000000'))`,
    );
    await db.query(`
      create table macros (
        id uuid primary key,
        name text not null,
        actions jsonb not null,
        version int not null default 1,
        created_at timestamptz not null
      )`);
    await db.query(`create unique index macros_name on macros (lower(name))`);
  }

  private async journals(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ticket_merges (
        id uuid primary key,
        winner_id uuid not null references tickets,
        loser_id uuid not null references tickets,
        by_id uuid,
        by_name text not null,
        at timestamptz not null,
        undone_at timestamptz,
        journal jsonb not null
      )`);
    await db.query(`create index ticket_merges_winner on ticket_merges (winner_id) where undone_at is null`);
    // Once merged, a ticket is gone until that merge is undone.
    await db.query(`create unique index ticket_merges_loser on ticket_merges (loser_id) where undone_at is null`);
    await db.query(`
      create table bulk_changes (
        id uuid primary key,
        by_id uuid,
        at timestamptz not null,
        undone_at timestamptz,
        journal jsonb not null
      )`);
    await db.query(`create index bulk_changes_at on bulk_changes (at)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
