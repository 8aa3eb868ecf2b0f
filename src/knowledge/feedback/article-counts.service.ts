import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import { ReaderMarks } from './reader-marks.service.js';

/** What happens to an article: read, suggested while somebody wrote, opened from there, was enough, put into an answer. */
export type Happening = 'viewed' | 'suggested' | 'opened' | 'solved' | 'inserted';
export type Place = 'help' | 'portal' | 'form' | 'console';

/** Machines that read everything. They are welcome, and no readers. */
const MACHINE = /bot|crawl|spider|slurp|preview|monitor|curl|wget|python|headless/i;
export const isMachine = (userAgent: string): boolean => userAgent === '' || MACHINE.test(userAgent);

/** Figures for each day. Nobody waits for them, and nobody's name is among them. */
@Injectable()
export class ArticleCounts {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
    private readonly marks: ReaderMarks,
  ) {}

  async count(what: Happening, place: Place, articleIds: readonly string[], reader: string): Promise<void> {
    const fresh = articleIds.filter((id) => this.marks.isNews(`${what} ${place} ${id} ${reader}`));
    if (fresh.length === 0) return;
    await this.reading.query(
      `insert into knowledge_counts (article_id, day, what, place, count)
       select a.id, $2::date, $3, $4, 1 from knowledge_articles a where a.id = any($1::uuid[]) order by a.id
       on conflict (article_id, day, what, place) do update set count = knowledge_counts.count + 1`,
      [fresh, this.clock.now().toISOString().slice(0, 10), what, place],
    );
  }
}
