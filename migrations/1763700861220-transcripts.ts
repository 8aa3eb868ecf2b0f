import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said in calls, as text that search finds, and when recordings were deleted. */
export class Transcripts1763700861220 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table call_transcripts (
        call_id uuid not null references calls on delete cascade,
        kind text not null check (kind in ('call', 'voicemail')),
        engine text not null,
        -- In the order in which they were said: who, what, and where in the provider's sequence.
        lines jsonb not null default '[]',
        text text not null default '',
        words tsvector generated always as (to_tsvector('public.words', left(text, 100000))) stored,
        at timestamptz not null,
        updated_at timestamptz not null,
        primary key (call_id, kind)
      )`);
    await db.query(`create index call_transcripts_words on call_transcripts using gin (words)`);
    // As search asks: the call's message is the hit, wherever its ticket went.
    await db.query(`
      create view spoken_words as
        select m.id, m.ticket_id, s.at, s.words
        from call_transcripts s join calls c on c.id = s.call_id join messages m on m.id = c.message_id`);
    await db.query(`alter table call_recordings add column deleted_at timestamptz`);
    await db.query(`create index call_recordings_kept on call_recordings (inbox_id, at) where state = 'stored'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
