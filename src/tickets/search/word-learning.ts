import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'search.learn-words': Record<string, never>;
  }
}

const BATCH = 2_000;
/** One turn of the job; the next goes on. */
const MAX_BATCHES = 20;
const SOON_MS = 300;
/** Ids are made before they are committed, and not in that order: the sweep stays behind what may still appear. */
const BEHIND_MS = 60_000;

/**
 * Keeps the list of words that were ever said, from which misspelt ones are guessed. Outside of the transactions that
 * say them: nobody's message waits for a dictionary.
 */
@Injectable()
export class WordLearning implements OnApplicationShutdown {
  private readonly log = Logs.for('search');
  private readonly heard = new Set<string>();
  private soon: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A burst is learnt together, a moment after it began. What a stopped process forgets, the sweep learns. */
  @Subscribe('message.recorded', { name: 'search.words-said', lane: 'live' })
  async said({ messageId }: Events['message.recorded']): Promise<void> {
    this.heard.add(messageId);
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.running = this.learnHeard().catch((error: unknown) =>
        this.log.warn({ err: error }, 'learning words failed; the sweep will repeat it'),
      );
    }, SOON_MS).unref();
  }

  @Job('search.learn-words', { every: 60_000 })
  async sweep(): Promise<void> {
    for (const [table, words] of SOURCES) {
      for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
        if ((await this.learnNext(table, words)) < BATCH) break;
      }
    }
  }

  private async learnHeard(): Promise<void> {
    const ids = [...this.heard];
    this.heard.clear();
    await this.db.query(
      `insert into search_words (word)
       select distinct lexeme
       from messages m join tickets t on t.id = m.ticket_id,
         unnest(tsvector_to_array(m.words || to_tsvector('public.words', t.subject))) lexeme
       where m.id = any($1::uuid[]) and ${LEARNABLE} order by lexeme
       on conflict do nothing`,
      [ids],
    );
  }

  /** Returns how many rows it read. */
  private async learnNext(table: 'messages' | 'tickets', words: string): Promise<number> {
    const [row] = await this.db.query<{ learnt: number }[]>(
      `with progress as (select ${table}_to as upto from search_progress for update),
       fresh as (
         select id, ${words} as words from ${table}, progress
         where (progress.upto is null or id > progress.upto) and id < $1::uuid
         order by id limit ${BATCH}),
       learnt as (
         insert into search_words (word)
         select distinct lexeme from fresh, unnest(tsvector_to_array(fresh.words)) lexeme
         where ${LEARNABLE} order by lexeme
         on conflict do nothing),
       moved as (
         update search_progress set ${table}_to = (select id from fresh order by id desc limit 1)
         where exists (select from fresh))
       select count(*)::int as learnt from fresh`,
      [firstIdAt(this.clock.millis() - BEHIND_MS)],
    );
    return row?.learnt ?? 0;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.soon);
    await this.running;
  }
}

const SOURCES = [
  ['messages', 'words'],
  ['tickets', `to_tsvector('public.words', subject)`],
] as const;

/** Numbers, addresses and what is too short or long to be misspelt are not. */
const LEARNABLE = `length(lexeme) between 4 and 40 and lexeme !~ '[0-9@/]'`;

/** The smallest UUIDv7 of a moment. */
function firstIdAt(millis: number): string {
  const time = millis.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
