import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Moves are only added; an erasure alone takes the words of a person out of them, and nothing else. */
export class ErasedMoves1763750000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function refuse_move_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and current_setting('frontdesk.erasing', true) = 'yes' then
          if to_jsonb(new) - 'reason' - 'actor_name' = to_jsonb(old) - 'reason' - 'actor_name' then
            return new;
          end if;
        end if;
        raise exception 'moves of equipment are only added' using errcode = 'restrict_violation';
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
