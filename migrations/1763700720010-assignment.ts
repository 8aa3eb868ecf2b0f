import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who gets which ticket: how each team decides, what people can and can take, who waits, and what was offered. */
export class Assignment1763700720010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table team_assignment (
        team_id uuid primary key references teams on delete cascade,
        strategy text not null check (strategy in ('manual', 'round_robin', 'least_busy', 'longest_idle')),
        sticky boolean not null,
        match_language boolean not null,
        accept_seconds int check (accept_seconds between 5 and 3600),
        relax_seconds int not null check (relax_seconds between 0 and 86400),
        line_order text[] not null,
        version int not null default 1
      )`);
    await this.people(db);
    await this.work(db);
  }

  private async people(db: QueryRunner): Promise<void> {
    await db.query(`
      create table assignment_people (
        user_id uuid primary key references users on delete cascade,
        most int not null default 100 check (most between 0 and 1000),
        last_assigned_at timestamptz,
        freed_at timestamptz,
        version int not null default 1
      )`);
    await db.query(`
      create table person_skills (
        user_id uuid not null references users on delete cascade,
        skill text not null,
        level smallint not null check (level between 1 and 5),
        primary key (user_id, skill)
      )`);
    await db.query(`create index person_skills_skill on person_skills (skill)`);
    await db.query(`
      create table inbox_skills (
        inbox_id uuid not null references inboxes on delete cascade,
        skill text not null,
        level smallint not null check (level between 1 and 5),
        primary key (inbox_id, skill)
      )`);
    await db.query(`
      create table channel_weights (
        channel text primary key,
        weight int not null check (weight between 0 and 1000)
      )`);
  }

  private async work(db: QueryRunner): Promise<void> {
    await db.query(`
      create table assignment_waiting (
        ticket_id uuid primary key references tickets on delete cascade,
        team_id uuid not null references teams on delete cascade,
        since timestamptz not null,
        asked jsonb not null default '{}',
        because jsonb not null default '{}',
        look_at timestamptz
      )`);
    await db.query(`create index assignment_waiting_team on assignment_waiting (team_id, since)`);
    await db.query(`create index assignment_waiting_look on assignment_waiting (look_at) where look_at is not null`);
    await db.query(`
      create table assignment_offers (
        id uuid primary key,
        ticket_id uuid not null references tickets on delete cascade,
        team_id uuid not null references teams on delete cascade,
        user_id uuid not null references users on delete cascade,
        state text not null default 'pending' check (state in ('pending', 'accepted', 'declined', 'expired', 'withdrawn')),
        because jsonb not null,
        offered_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        check ((state = 'pending') = (ended_at is null))
      )`);
    // A ticket is offered to one person at a time.
    await db.query(
      `create unique index assignment_offers_ticket on assignment_offers (ticket_id) where state = 'pending'`,
    );
    await db.query(`create index assignment_offers_user on assignment_offers (user_id) where state = 'pending'`);
    await db.query(`create index assignment_offers_expiry on assignment_offers (expires_at) where state = 'pending'`);
    await db.query(`create index assignment_offers_ended on assignment_offers (ended_at) where ended_at is not null`);
    // When a team's tickets found somebody: from this the wait of those in line is estimated.
    await db.query(`
      create table assignment_takings (
        ticket_id uuid not null references tickets on delete cascade,
        team_id uuid not null references teams on delete cascade,
        user_id uuid not null references users on delete cascade,
        at timestamptz not null,
        waited_seconds int not null
      )`);
    await db.query(`create index assignment_takings_team on assignment_takings (team_id, at desc)`);
    await db.query(`create index assignment_takings_at on assignment_takings (at)`);
    await db.query(`create index assignment_takings_ticket on assignment_takings (ticket_id)`);
    await db.query(`create index assignment_offers_of_ticket on assignment_offers (ticket_id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
