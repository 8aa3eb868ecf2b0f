import { Injectable } from '@nestjs/common';
import { Reading } from '../../platform/database/reading.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { visibleTo, type Reader } from '../articles/article.access.js';
import { knownAs, wordsOf, worthCorrecting } from './article-query.rules.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'knowledge.forget-words': Record<string, never>;
    'knowledge.forget-searches': Record<string, never>;
  }
}

export interface Hit {
  articleId: string;
  /** In which it was found. */
  language: string;
}

/** With fewer than this, what was typed may be misspelt. */
const ENOUGH = 3;
const MAX_ALIKE = 3;
/** Below this trigrams take everything for everything. */
const ALIKE = 0.35;
const ABOUT = 1_000;
/** What nobody looked for again says little about what is missing. */
const KEPT_DAYS = 180;
/** Bounds what strangers can make us keep. */
const MOST_SEARCHES = 20_000;

/** Titles count more than what stands below; the reader's language comes before any other. */
const RANK = `ts_rank('{0.05,0.2,0.5,1}', t.words, asked.query) * case when t.language = $2 then 2 else 1 end`;

/** Finds articles by their words: stems by language, accents and typos forgiven, and only what this reader may read. */
@Injectable()
export class ArticleSearch {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
  ) {}

  /** The best first, each article once, in the reader's language where it was found there. */
  async find(reader: Reader, { q, language, limit }: { q: string; language: string; limit: number }): Promise<Hit[]> {
    const words = wordsOf(q);
    if (words.length === 0) return [];
    const exact = await this.matching(reader, words, { language, limit, loose: false });
    if (exact.length >= ENOUGH) return exact;
    const alike = await this.alike(words);
    const meant = words.map((word) => alike.get(word)?.[0] ?? word);
    const corrected = alike.size > 0 ? await this.matching(reader, meant, { language, limit, loose: false }) : [];
    if (exact.length + corrected.length > 0) return together([exact, corrected], limit);
    return this.matching(reader, [...new Set([...words, ...meant])], { language, limit, loose: true });
  }

  /**
   * What may answer a text that somebody is writing. A word that stands in few articles says more than one in many, and
   * one in a title more than one below; what shares only a common word is no suggestion. `worth`: less than
   * this share of what the best one has is a guess; `least`: so many words of it must stand there.
   */
  async suggest(
    reader: Reader,
    text: string,
    { language, limit, worth, least }: { language: string; limit: number; worth: number; least: number },
  ): Promise<Hit[]> {
    const about = text.slice(0, ABOUT);
    const parameters: unknown[] = [about, language];
    const seen = visibleTo(reader, parameters);
    const rows = await this.reading.queryPlanned<Hit & { score: number; words: number; titled: number; asked: number }>(
      `with asked as (
         select l.language, lexeme
         from (select distinct language from knowledge_translations where live_at is not null) l,
           lateral unnest(tsvector_to_array(to_tsvector(knowledge_plain_stemmer(l.language), $1))) lexeme
         where length(lexeme) between 2 and 40),
       hits as (
         select t.article_id, t.language, asked.lexeme, ts_filter(t.words, '{a}') @@ ${TSQUERY} as titled
         from asked join knowledge_translations t on t.language = asked.language and t.words @@ ${TSQUERY}
         join knowledge_articles a on a.id = t.article_id
         where ${seen} and t.live_at is not null),
       rare as (
         select language, lexeme,
           ln(1 + (select count(*) from knowledge_translations live where live.live_at is not null and live.language = hits.language)::float
             / count(*)) as weight
         from hits group by language, lexeme)
       select article_id as "articleId", language,
         sum(weight * case when titled then 2 else 1 end) * case when language = $2 then 1.5 else 1 end as score,
         count(*)::int as words, count(*) filter (where titled)::int as titled,
         (select count(*) from asked x where x.language = hits.language)::int as asked
       from hits join rare using (language, lexeme)
       group by article_id, language order by score desc, article_id limit 30`,
      parameters,
    );
    const best = rows[0]?.score ?? 0;
    const good = rows.filter(
      ({ score, words, titled, asked }) => score >= best * worth && (words >= least || (titled > 0 && asked <= 3)),
    );
    return together([good], limit);
  }

  /** So that somebody can see what people look for and do not find. Only what reads like words: no mail, no number. */
  async looked(language: string, q: string, found: number): Promise<void> {
    const query = knownAs(q);
    if (!query) return;
    await this.reading.query(
      `insert into knowledge_searches (language, query, times, found, last_at)
       select $1, plain($2), 1, $3, $4 where (select count(*) from knowledge_searches) < ${MOST_SEARCHES}
       on conflict (language, query) do update
         set times = knowledge_searches.times + 1, found = excluded.found, last_at = excluded.last_at`,
      [language, query, found, this.clock.now()],
    );
  }

  /** Of what was just published, for guessing what misspelt words were meant to be. */
  async learn(tx: Tx, articleId: string): Promise<void> {
    await tx.query(
      `insert into knowledge_lexicon (word)
       select distinct lexeme from knowledge_translations t, unnest(tsvector_to_array(${ALL_WORDS})) lexeme
       where t.article_id = $1 and t.live_at is not null and ${LEARNABLE} order by lexeme on conflict do nothing`,
      [articleId],
    );
  }

  /** Words that stand nowhere any more guess at nothing, and a name that was taken out is not kept here. */
  @Job('knowledge.forget-words', { cron: '41 3 * * *' })
  async forgetWords(): Promise<void> {
    await this.reading.query(
      `delete from knowledge_lexicon where word not in (
         select lexeme from knowledge_translations t, unnest(tsvector_to_array(${ALL_WORDS})) lexeme where t.live_at is not null)`,
    );
  }

  @Job('knowledge.forget-searches', { cron: '47 3 * * *' })
  async forgetSearches(): Promise<void> {
    await this.reading.query('delete from knowledge_searches where last_at < $1', [
      new Date(this.clock.millis() - KEPT_DAYS * 86_400_000),
    ]);
  }

  private async matching(
    reader: Reader,
    words: readonly string[],
    { language, limit, loose }: { language: string; limit: number; loose: boolean },
  ): Promise<Hit[]> {
    const parameters: unknown[] = [words, language, loose];
    const seen = visibleTo(reader, parameters);
    const hits = await this.reading.queryPlanned<Hit>(
      `select t.article_id as "articleId", t.language
       from (select l.language, knowledge_query(l.language, $1::text[], $3) as query
         from (select distinct language from knowledge_translations where live_at is not null) l) asked
       join knowledge_translations t on t.language = asked.language and t.words @@ asked.query
       join knowledge_articles a on a.id = t.article_id
       where numnode(asked.query) > 0 and t.live_at is not null and ${seen}
       order by ${RANK} desc, t.article_id limit ${limit * 3}`,
      parameters,
    );
    return together([hits], limit);
  }

  private async alike(words: readonly string[]): Promise<Map<string, string[]>> {
    const asked = words.filter(worthCorrecting);
    if (asked.length === 0) return new Map();
    const rows = await this.reading.query<{ word: string; alike: string[] }>(
      `select asked.word, array(
         select w.word from knowledge_lexicon w
         where w.word % plain(asked.word) and similarity(w.word, plain(asked.word)) >= $2
         order by similarity(w.word, plain(asked.word)) desc, w.word limit $3) as alike
       from unnest($1::text[]) as asked(word)`,
      [asked, ALIKE, MAX_ALIKE],
    );
    return new Map(rows.filter(({ alike }) => alike.length > 0).map((row) => [row.word, row.alike]));
  }
}

const TSQUERY = `('''' || replace(replace(asked.lexeme, '\\', '\\\\'), '''', '''''') || '''')::tsquery`;
const ALL_WORDS = `to_tsvector('public.words', coalesce(t.live_title, '') || ' ' || coalesce(t.live_summary, '') || ' ' || left(coalesce(t.live_text, ''), 60000))`;
const LEARNABLE = `length(lexeme) between 4 and 40 and lexeme !~ '[0-9@/]'`;

/** Each article once, where it was found first. */
function together(lists: readonly Hit[][], limit: number): Hit[] {
  const first = new Map<string, Hit>();
  for (const { articleId, language } of lists.flat()) {
    if (!first.has(articleId)) first.set(articleId, { articleId, language });
  }
  return [...first.values()].slice(0, limit);
}
