import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody typed as a question to articles of one language, and the words by which misspelt ones are guessed. */
export class KnowledgeSearch1763810000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Each word as it is written or without its accents; the last may be unfinished. Words that say nothing are left out.
    await db.query(`
      create function knowledge_query(language text, asked text[], loose boolean) returns tsquery
      language plpgsql immutable parallel safe as $$
      declare
        word text;
        one tsquery;
        result tsquery := ''::tsquery;
        at int := 0;
      begin
        foreach word in array asked loop
          at := at + 1;
          one := plainto_tsquery(public.knowledge_stemmer(language), word)
            || plainto_tsquery(public.knowledge_plain_stemmer(language), word);
          if at = cardinality(asked) and length(word) >= 3 and numnode(one) > 0 then
            one := one || to_tsquery(public.knowledge_plain_stemmer(language), quote_literal(translate(word, '\\''', '  ')) || ':*');
          end if;
          result := case when loose then result || one else result && one end;
        end loop;
        return result;
      end $$`);
    // An address that somebody kept is found in whichever language the page is asked for.
    await db.query(`create index knowledge_slugs_slug on knowledge_slugs (slug)`);
    // Articles are few: guessing over their whole texts would still read them all for every typo.
    await db.query(`drop index knowledge_translations_alike`);
    await db.query(`create table knowledge_lexicon (word text primary key)`);
    await db.query(`create index knowledge_lexicon_alike on knowledge_lexicon using gin (word gin_trgm_ops)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
