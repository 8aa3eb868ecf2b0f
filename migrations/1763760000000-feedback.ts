import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people say of us to everybody: recommendations of a page, kept with the customer. */
export class Feedback1763760000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table feedback (
        id uuid primary key,
        inbox_id uuid not null references inboxes,
        channel text not null,
        external_id text not null,
        contact_id uuid not null references contacts,
        identity_id uuid not null references contact_identities,
        verdict text check (verdict in ('positive', 'negative')),
        text text not null,
        link text,
        -- What it said before: [{verdict, text, until}].
        earlier jsonb not null default '[]',
        given_at timestamptz not null,
        -- Of the newest that the provider told: what is older changes nothing.
        changed_at timestamptz not null,
        taken_back_at timestamptz,
        unique (inbox_id, external_id)
      )`);
    await db.query(`create index feedback_contact on feedback (contact_id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
