import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words of what was said, so that a few in a million messages are found while somebody types. */
export class Search1763700430000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // No stemming: a desk speaks several languages, and names and serial numbers in none.
    await db.query(`create text search configuration words (copy = simple)`);
    await db.query(
      `alter text search configuration words alter mapping for word, hword, hword_part, asciiword, asciihword, hword_asciipart with unaccent, simple`,
    );
    // Stored, because common words are looked for in the newest rows one by one, where making it anew takes too long.
    // Bounded, because a tsvector is: a book that somebody mails must not be refused for its length.
    await db.query(`
      alter table messages add column words tsvector
      generated always as (to_tsvector('public.words', left(coalesce(subject, '') || ' ' || text, 20000))) stored`);
    // A short list of waiting entries: emptying it is the work of whoever's message fills it.
    await db.query(`create index messages_words on messages using gin (words) with (gin_pending_list_limit = 512)`);
    await db.query(`create index messages_at on messages (at)`);
    await db.query(
      `create index tickets_subject_words on tickets using gin (to_tsvector('public.words', subject)) with (gin_pending_list_limit = 512)`,
    );
    await db.query(`create table search_words (word text primary key)`);
    await db.query(`create index search_words_alike on search_words using gin (word gin_trgm_ops)`);
    await db.query(`
      create table search_progress (
        id int primary key default 1 check (id = 1),
        messages_to uuid,
        tickets_to uuid
      )`);
    await db.query(`insert into search_progress default values`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
