import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asks to be called back keeps their place: until when they have waited, how often they were called, and when next. */
export class CallBacksInTurn1763861010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table call_backs
        -- Their place in line: since when they have waited.
        add column waits_since timestamptz,
        add column attempts int not null default 0,
        -- When they stand in line (again); null: a task in the list, for whoever has time.
        add column next_at timestamptz,
        -- The call that stands in line for them, or is being made.
        add column turn_call_id uuid references calls on delete set null`);
    await db.query(
      `create index call_backs_in_turn on call_backs (next_at) where state = 'open' and next_at is not null`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
