import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import type { ArticleFigures, KnowledgeFigures, SearchFigures } from './feedback.dto.js';

const SHOWN = 50;

/** How well the articles do: read, helped, made a ticket needless, and what is missing. */
@Injectable()
export class KnowledgeFiguresService {
  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
  ) {}

  async of(days: number): Promise<KnowledgeFigures> {
    const since = new Date(this.clock.millis() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
    const [counts, opinions, articles, missed] = await Promise.all([
      this.reading.query<{ what: string; count: number }>(
        'select what, sum(count)::int as count from knowledge_counts where day >= $1 group by what',
        [since],
      ),
      this.reading.query<{ helpful: number; unhelpful: number; waiting: number }>(
        `select count(*) filter (where helpful and at >= $1)::int as helpful,
           count(*) filter (where not helpful and at >= $1)::int as unhelpful,
           count(*) filter (where said <> '' and state = 'new')::int as waiting
         from knowledge_feedback`,
        [since],
      ),
      this.articles(since),
      this.reading.query<SearchFigures>(
        `select language, query, times, last_at as "lastAt" from knowledge_searches
         where found = 0 and last_at >= $1 order by times desc, query limit ${SHOWN}`,
        [since],
      ),
    ]);
    const of = (what: string): number => counts.find((one) => one.what === what)?.count ?? 0;
    return {
      viewed: of('viewed'),
      suggested: of('suggested'),
      opened: of('opened'),
      solved: of('solved'),
      inserted: of('inserted'),
      ...opinions[0]!,
      articles,
      missed,
    };
  }

  private articles(since: string): Promise<ArticleFigures[]> {
    return this.reading.query<ArticleFigures>(
      `select a.id, t.title, coalesce(c.viewed, 0)::int as viewed, coalesce(c.solved, 0)::int as solved,
         coalesce(c.inserted, 0)::int as inserted, coalesce(f.helpful, 0)::int as helpful, coalesce(f.unhelpful, 0)::int as unhelpful
       from knowledge_articles a
       join lateral (select title from knowledge_translations t, organisation o where t.article_id = a.id
         order by t.language = o.language desc, t.language limit 1) t on true
       left join lateral (select sum(count) filter (where what = 'viewed') as viewed, sum(count) filter (where what = 'solved') as solved,
           sum(count) filter (where what = 'inserted') as inserted
         from knowledge_counts c where c.article_id = a.id and c.day >= $1) c on true
       left join lateral (select count(*) filter (where helpful) as helpful, count(*) filter (where not helpful) as unhelpful
         from knowledge_feedback f where f.article_id = a.id and f.at >= $1) f on true
       where a.published_at is not null and a.state = 'published'
       order by viewed desc, t.title, a.id limit ${SHOWN}`,
      [since],
    );
  }
}
