import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which process sends a message: one that died is known by its mark. */
export class SendingBy1763700871000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table messages add column sending_by integer');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
