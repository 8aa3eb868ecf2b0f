import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Job } from '../../platform/jobs/job.decorators.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'knowledge.upkeep': Record<string, never>;
  }
}

/** What time does to articles: on its day, somebody is asked to look whether one still holds. Once for each day. */
@Injectable()
export class ArticleUpkeep {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  @Job('knowledge.upkeep', { every: 3_600_000 })
  async run(): Promise<void> {
    const today = this.clock.now().toISOString().slice(0, 10);
    await this.work.run(async (tx) => {
      const due = await tx.query<{ id: string; author_id: string | null; title: string }>(
        `update knowledge_articles a set told_for = a.review_by
         where a.state = 'published' and a.review_by <= $1::date and a.told_for is distinct from a.review_by
         returning a.id, a.author_id, (select t.title from knowledge_translations t, organisation o where t.article_id = a.id
           order by t.language = o.language desc, t.language limit 1) as title`,
        [today],
      );
      for (const { id, author_id: authorId, title } of due) {
        tx.emit('article.review-due', { articleId: id, authorId, title });
      }
    });
  }
}
