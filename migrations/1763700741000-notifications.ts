import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told about tickets, and which of it they want by mail too. */
export class Notifications1763700741000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table notifications (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        kind text not null check (kind in ('mention', 'assigned', 'promise', 'page', 'rule')),
        ticket_id uuid not null references tickets on delete cascade,
        -- Null: the desk itself.
        actor_id uuid references users,
        data jsonb not null default '{}',
        -- Of what it tells: told twice, it is one.
        key text not null,
        created_at timestamptz not null,
        read_at timestamptz,
        mailed_at timestamptz,
        unique (user_id, key)
      )`);
    await db.query(`create index notifications_of_user on notifications (user_id, id desc)`);
    await db.query(`create index notifications_unread on notifications (user_id, id desc) where read_at is null`);
    await db.query(`create index notifications_of_ticket on notifications (ticket_id)`);
    await db.query(`create index notifications_age on notifications (created_at)`);
    await db.query(`
      create table notification_choices (
        user_id uuid not null references users on delete cascade,
        kind text not null check (kind in ('mention', 'assigned', 'promise', 'page', 'rule')),
        mail boolean not null,
        primary key (user_id, kind)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
