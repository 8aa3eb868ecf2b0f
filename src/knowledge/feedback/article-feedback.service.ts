import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { ArticleFeedbackPage, FeedbackQuery, ArticleFeedbackView } from './feedback.dto.js';

export interface Said {
  articleId: string;
  language: string;
  /** Of `ReaderMarks`. */
  reader: string;
  accountId?: string;
  helpful: boolean;
  said?: string;
}

/** Whether articles help. A reader has one word on each: who says something else later has changed their mind. */
@Injectable()
export class ArticleFeedbacks {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  async say({ articleId, language, reader, accountId, helpful, said = '' }: Said): Promise<void> {
    await this.work.run((tx: Tx) =>
      tx.query(
        `insert into knowledge_feedback (id, article_id, language, reader, account_id, helpful, said, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (article_id, reader) do update set helpful = excluded.helpful, language = excluded.language, at = excluded.at,
           said = case when excluded.said = '' then knowledge_feedback.said else excluded.said end,
           state = case when excluded.said = '' then knowledge_feedback.state else 'new' end`,
        [newId(), articleId, language, reader, accountId ?? null, helpful, said.trim(), this.clock.now()],
      ),
    );
  }

  /** What was said, the newest first; a bare yes or no is in the figures. */
  async list({ article, state, limit, cursor }: FeedbackQuery): Promise<ArticleFeedbackPage> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.db.query<ArticleFeedbackView[]>(
      `select f.id, json_build_object('id', a.id, 'title', t.title) as article, f.language, f.helpful, f.said, f.state, f.at,
         case when c.id is null then null else json_build_object('id', c.id, 'name', c.name) end as contact
       from knowledge_feedback f join knowledge_articles a on a.id = f.article_id
       join lateral (select title from knowledge_translations t where t.article_id = a.id
         order by t.language = f.language desc, t.language limit 1) t on true
       left join portal_accounts p on p.id = f.account_id left join contact_identities i on i.id = p.identity_id
       left join contacts c on c.id = i.contact_id
       where ($1::uuid is null or f.article_id = $1) and ($2::text is null or f.state = $2) and f.said <> ''
         and ($3::timestamptz is null or (f.at, f.id) < ($3::timestamptz, $4::uuid))
       order by f.at desc, f.id desc limit $5`,
      [article ?? null, state ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.at.toISOString(), row.id],
      (row) => row,
    );
  }

  /** Somebody has seen to what was said, or has not after all. */
  async settle(actor: Actor, id: string, state: 'new' | 'done'): Promise<void> {
    const rows = await this.work.run((tx) =>
      tx.query('update knowledge_feedback set state = $2, done_by = $3 where id = $1 returning id', [
        id,
        state,
        state === 'done' ? actor.id : null,
      ]),
    );
    if (rows.length === 0) throw notFound('feedback');
  }
}
