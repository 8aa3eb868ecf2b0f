import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every attempt to bring something to the other side of an API line, so that an integrator sees what became of it. */
export class ApiDeliveries1763700760000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table api_deliveries (
        id uuid primary key,
        inbox_id uuid not null references inboxes on delete cascade,
        message_id uuid not null references messages on delete cascade,
        url text not null,
        outcome text not null check (outcome in ('accepted', 'refused', 'later')),
        -- Null: no answer came.
        status int,
        -- The beginning of what was answered, or why nothing was.
        answer text not null,
        ms int not null,
        replay boolean not null default false,
        at timestamptz not null
      )`);
    await db.query(`create index api_deliveries_of_inbox on api_deliveries (inbox_id, id desc)`);
    await db.query(`create index api_deliveries_of_message on api_deliveries (message_id)`);
    await db.query(`create index api_deliveries_age on api_deliveries (at)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
