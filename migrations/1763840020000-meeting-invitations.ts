import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was invited to a meeting by mail, what they were told last, and what their calendar answered. */
export class MeetingInvitations1763840020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table activities add column invites boolean not null default false`);
    await db.query(`
      create table activity_invitations (
        activity_id uuid not null references activities on delete cascade,
        address text not null,
        state text not null check (state in ('invited', 'cancelled')),
        sequence int not null,
        told text not null,
        told_at timestamptz not null,
        contact_id uuid,
        message_id uuid,
        conversation_id uuid,
        problem text,
        answer text check (answer in ('accepted', 'declined', 'tentative')),
        answered_at timestamptz,
        answer_stamp timestamptz,
        primary key (activity_id, address)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
