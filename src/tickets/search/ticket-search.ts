import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { anywhere } from '../../customers/search.rules.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { visibleTo } from '../ticket.access.js';
import { exactly, loosely, runsOf, worthCorrecting, type SearchQuery } from './search-query.rules.js';

export interface Hit {
  ticketId: string;
  messageId: string | null;
}

/** With fewer than this, what was typed may be misspelt or unfinished. */
const ENOUGH = 5;
const MAX_ALIKE = 3;
/** Below this trigrams take everything for everything. */
const ALIKE = 0.4;

interface Wanted {
  /** For `to_tsquery`. */
  words: string;
  /** Patterns of which each stands in every text that has the words. */
  letters: string[];
}

interface Source {
  table: string;
  words: string;
  /** What is cheap to tell before the words of a row are made; $2 is the patterns. */
  before?: string;
  ticketId: string;
  at: string;
  hit: string;
  /** The rows that count, as an index has them in the order of `at`. */
  rows: string;
  /** How many of the newest are looked through one by one. */
  newest: number;
}

const SUBJECTS: Source = {
  table: 'tickets',
  words: `to_tsvector('public.words', subject)`,
  ticketId: 'id',
  at: 'updated_at',
  hit: 'f.ticket_id as "ticketId", null as "messageId"',
  rows: 'merged_into_id is null',
  // Their words are made anew for each look, which costs ten times more than a look at the letters; those of messages
  // are stored.
  before: 'plain(subject) like all(array(select plain(pattern) from unnest($2::text[]) pattern))',
  newest: 1_500,
};
const MESSAGES: Source = {
  table: 'messages',
  words: 'words',
  ticketId: 'ticket_id',
  at: 'at',
  hit: 'f.ticket_id as "ticketId", f.id as "messageId"',
  rows: 'true',
  newest: 10_000,
};

/** What was said in calls and written down. */
const SPOKEN: Source = { ...MESSAGES, table: 'spoken_words', newest: 2_000 };

/** Up to here reading all that the index of words knows and sorting it is quicker than looking through new rows. */
const RARE = 5_000;
/** Of words that old rows are full of and new ones are not, so many are taken from the index. */
const CANDIDATES = 20_000;

const columnsOf = ({ ticketId, at }: Source): string => `id, ${ticketId} as ticket_id, ${at} as at`;
const FOUND = `@@ to_tsquery('public.words', $1)`;

/** Read lazily in their order: it ends as soon as enough was found. `case` asks what is cheap first. */
const newestOf = (source: Source): string =>
  `select ${columnsOf(source)} from
     (select * from ${source.table} where ${source.rows} order by ${source.at} desc limit ${source.newest}) r
   where case when ${source.before ?? 'true'} then ${source.words} ${FOUND} end`;
const indexedOf = (source: Source): string =>
  `select * from (select ${columnsOf(source)} from ${source.table} where ${source.words} ${FOUND} and ${source.rows}
     limit ${CANDIDATES}) c order by at desc offset 0`;

/**
 * Finds tickets by number, subject and what was said, the newest first, and only those that the actor sees. Common words
 * are looked for in the newest rows, where they are found at once; others by the index of words. Both are bounded, so
 * no word makes anybody wait.
 */
@Injectable()
export class TicketSearch {
  constructor(private readonly db: DataSource) {}

  async find(actor: Actor, query: SearchQuery, limit: number): Promise<Hit[]> {
    const byNumber = query.number === null ? [] : await this.byNumber(actor, query.number);
    if (query.words.length === 0) return byNumber;
    const wanted = { words: exactly(query.words), letters: runsOf(query.words).map(anywhere) };
    const hits = merged([byNumber, ...(await this.byWords(actor, wanted, limit))], limit);
    if (hits.length >= ENOUGH) return hits;
    const alike = await this.alike(query.words);
    const more = await this.byWords(actor, { words: loosely(query.words, alike), letters: [] }, limit);
    return merged([hits, ...more], limit);
  }

  /** Tickets of customers who were found by name. */
  async ofCustomers(actor: Actor, contactIds: string[], companyIds: string[], limit: number): Promise<Hit[]> {
    if (contactIds.length + companyIds.length === 0) return [];
    const parameters: unknown[] = [contactIds, companyIds];
    const visible = visibleTo(actor, parameters);
    return this.db.query(
      `select id as "ticketId", null as "messageId" from (
         (select t.id, t.created_at from tickets t where t.contact_id = any($1::uuid[]) and t.merged_into_id is null and not t.silent and ${visible}
            order by t.created_at desc limit ${limit})
         union (select t.id, t.created_at from tickets t where t.company_id = any($2::uuid[]) and t.merged_into_id is null and not t.silent and ${visible}
            order by t.created_at desc limit ${limit})
       ) t order by created_at desc limit ${limit}`,
      parameters,
    );
  }

  private byNumber(actor: Actor, number: number): Promise<Hit[]> {
    const parameters: unknown[] = [number];
    return this.db.query(
      `select t.id as "ticketId", null as "messageId" from tickets t where t.number = $1 and ${visibleTo(actor, parameters)}`,
      parameters,
    );
  }

  private byWords(actor: Actor, wanted: Wanted, limit: number): Promise<Hit[][]> {
    return Promise.all([
      this.inSource(SUBJECTS, actor, wanted, limit),
      this.inSource(MESSAGES, actor, wanted, limit * 2),
      // Who may not hear recordings finds nothing in them.
      actor.permissions.has('calls:listen') ? this.inSource(SPOKEN, actor, wanted, limit) : [],
    ]);
  }

  private async inSource(source: Source, actor: Actor, { words, letters }: Wanted, limit: number): Promise<Hit[]> {
    if ((await this.estimated(source, words)) > RARE) {
      const values = source.before ? [words, letters] : [words];
      const newest = await this.among(newestOf(source), source, actor, values, limit);
      if (newest.length >= limit) return newest;
    }
    return this.among(indexedOf(source), source, actor, [words], limit);
  }

  /** How many rows PostgreSQL expects from its statistics of words; asking costs no look at any of them. */
  private async estimated(source: Source, words: string): Promise<number> {
    const [row] = await this.db.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }[]>(
      `explain (format json) select 1 from ${source.table} where ${source.words} @@ to_tsquery('public.words', $1)`,
      [words],
    );
    return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
  }

  private among(candidates: string, { hit }: Source, actor: Actor, values: unknown[], limit: number): Promise<Hit[]> {
    const parameters = [...values];
    return this.db.query(
      `select ${hit} from (${candidates}) f join tickets t on t.id = f.ticket_id
       where t.merged_into_id is null and not t.silent and ${visibleTo(actor, parameters)}
       order by f.at desc limit ${limit}`,
      parameters,
    );
  }

  private async alike(words: string[]): Promise<Map<string, string[]>> {
    const asked = words.filter(worthCorrecting);
    if (asked.length === 0) return new Map();
    const rows = await this.db.query<{ word: string; alike: string[] }[]>(
      `select asked.word, array(
         select w.word from search_words w where w.word % plain(asked.word) and similarity(w.word, plain(asked.word)) >= $2
         order by similarity(w.word, plain(asked.word)) desc, w.word limit $3) as alike
       from unnest($1::text[]) as asked(word)`,
      [asked, ALIKE, MAX_ALIKE],
    );
    return new Map(rows.map((row) => [row.word, row.alike]));
  }
}

/** Each ticket once, where it was found first; with the message, where one of its hits names it. */
function merged(lists: Hit[][], limit: number): Hit[] {
  const byTicket = new Map<string, Hit>();
  for (const hit of lists.flat()) {
    const known = byTicket.get(hit.ticketId);
    if (!known) byTicket.set(hit.ticketId, { ...hit });
    else known.messageId ??= hit.messageId;
  }
  return [...byTicket.values()].slice(0, limit);
}
