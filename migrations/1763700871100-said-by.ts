import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one customer says is read in the order in which it came. */
export class SaidBy1763700871100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table envelopes add column said_by text');
    await db.query(
      `create index envelopes_in_turn on envelopes (inbox_id, said_by, received_at, id) where state = 'received' and said_by is not null`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
