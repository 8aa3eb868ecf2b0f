import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person chose, and when their console was last heard of: whether they take work now follows from both. */
export class Attendance1763700720000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table attendance (
        user_id uuid primary key references users on delete cascade,
        chosen text not null default 'online' check (chosen in ('online', 'away')),
        seen_at timestamptz
      )`);
    await db.query(`create index users_online on users (availability_at) where availability = 'online'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
