import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The telephones of a person may ring for the calls of their teams, too. */
export class TeamCalls1763880100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table extensions add column team_calls boolean not null default false');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
