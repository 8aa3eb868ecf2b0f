import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The move by which a unit came in goes with the unit, when its import is taken back; no other ever. */
export class EquipmentTakenBack1763863000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function refuse_move_change() returns trigger language plpgsql
      as $$ begin
        if tg_op = 'DELETE' and old.seq = 1 and current_setting('frontdesk.taking_back', true) = 'on' then
          return old;
        end if;
        raise exception 'moves of equipment are only added' using errcode = 'restrict_violation';
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
