import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a scanner said of a file, by its content: the same bytes are looked at once. */
export class FileScans1763704010200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table file_scans (
        blob_key text primary key,
        state text not null check (state in ('waiting', 'clean', 'infected', 'unscannable')),
        finding text,
        attempts int not null default 0,
        try_at timestamptz,
        arrived_at timestamptz not null,
        scanned_at timestamptz
      )`);
    await db.query(`create index file_scans_waiting on file_scans (try_at) where state = 'waiting'`);
    await db.query(`create index attachments_blob on attachments (blob_key)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
