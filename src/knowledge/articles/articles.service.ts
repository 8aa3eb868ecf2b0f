import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { anywhere } from '../../customers/search.rules.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { notFound } from '../../platform/http/refusal.js';
import { withPictures } from './article-html.rules.js';
import { SELECT_ONE, SELECT_ROW, SELECT_WORDINGS } from './article-rows.js';
import { ArticleWordings } from './article-wordings.service.js';
import { ArticleWriter, type Origin } from './article-writer.service.js';
import type {
  ArticleChange,
  ArticlePage,
  ArticleQuery,
  ArticleRow,
  ArticleView,
  NewArticle,
  VersionLine,
  VersionPage,
  VersionView,
  WordingChange,
  WordingView,
} from './article.dto.js';
import type { Audience, Move } from './article.rules.js';

/** Where our own people find pictures. */
export const CONSOLE_FILES = '/api/v1/knowledge/files';

/** Articles as those who write them see them: drafts, reviews, versions. */
@Injectable()
export class ArticlesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly writer: ArticleWriter,
    private readonly wordings: ArticleWordings,
  ) {}

  /** What was changed last comes first. Who does not write sees what is published. */
  async list(actor: Actor, query: ArticleQuery): Promise<ArticlePage> {
    const { state, audience, category, language, q, review, limit } = query;
    const after = decodeCursor(query.cursor, 2);
    const today = this.clock.now().toISOString().slice(0, 10);
    const rows = await this.db.query<ArticleRow[]>(
      `${SELECT_ROW}
       where ($2::text is null or a.state = $2) and ($3::text is null or a.audience = $3)
         and ($4::uuid is null or a.category_id = $4 or a.category_id in (select id from knowledge_categories where parent_id = $4))
         and ($5::text is null or exists (select from knowledge_translations t where t.article_id = a.id and t.language = $5))
         and ($6::text is null or exists (select from knowledge_translations t where t.article_id = a.id and plain(t.title) like plain($6))
           or exists (select from unnest(a.tags) tag where plain(tag) like plain($6)))
         and (not $7 or (a.state = 'published' and a.review_by <= $1::date)) and ($8 or a.state = 'published')
         and ($9::timestamptz is null or (a.updated_at, a.id) < ($9::timestamptz, $10::uuid))
       order by a.updated_at desc, a.id desc limit $11`,
      [
        today,
        state ?? null,
        audience ?? null,
        category ?? null,
        language ?? null,
        q ? anywhere(q) : null,
        review === 'due',
        seesDrafts(actor),
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.updatedAt.toISOString(), row.id],
      (row) => row,
    );
  }

  async one(actor: Actor, id: string): Promise<ArticleView> {
    const [row] = await this.db.query<Omit<ArticleView, 'translations'>[]>(SELECT_ONE, [id]);
    if (!row || (row.state !== 'published' && !seesDrafts(actor))) throw notFound('article');
    const wordings = await this.db.query<WordingView[]>(SELECT_WORDINGS, [id]);
    const translations = wordings.map((one) => ({
      ...one,
      body: withPictures(one.body, CONSOLE_FILES),
      url: one.live && row.state === 'published' ? this.addressOf(row, one) : null,
    }));
    return { ...row, translations };
  }

  async create(actor: Actor, { language, title, summary, body = '', ...traits }: NewArticle, origin: Origin = {}) {
    const id = await this.work.run(async (tx) => {
      const article = await this.writer.create(tx, actor, traits, origin);
      const to = { articleId: article.id, language, what: 'written' as const };
      await this.wordings.write(tx, actor, to, { title, summary, body });
      return article.id;
    });
    return this.one(actor, id);
  }

  async change(actor: Actor, id: string, { version, ...traits }: ArticleChange): Promise<ArticleView> {
    await this.work.run(async (tx) => {
      await this.writer.change(tx, actor, await this.writer.lock(tx, id, version), traits);
    });
    return this.one(actor, id);
  }

  /** Readers see it when it is published again. */
  async write(actor: Actor, id: string, language: string, { version, ...wording }: WordingChange) {
    await this.work.run(async (tx) => {
      const article = await this.writer.lock(tx, id, version);
      const to = { articleId: id, language, what: 'written' as const };
      if (await this.wordings.write(tx, actor, to, wording)) await this.writer.touch(tx, article);
    });
    return this.one(actor, id);
  }

  async removeLanguage(actor: Actor, id: string, language: string): Promise<void> {
    await this.work.run(async (tx) => {
      const article = await this.writer.lock(tx, id);
      if (article.state === 'published') this.writer.mustPublish(actor);
      if (!(await this.wordings.remove(tx, id, language))) throw notFound('translation');
      await this.writer.touch(tx, article);
    });
  }

  async move(actor: Actor, id: string, version: number, move: Move): Promise<ArticleView> {
    await this.work.run(async (tx) => this.writer.move(tx, actor, await this.writer.lock(tx, id, version), move));
    return this.one(actor, id);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => this.writer.remove(tx, actor, await this.writer.lock(tx, id)));
  }

  async versions(id: string, language: string): Promise<VersionPage> {
    const items = await this.db.query<VersionLine[]>(`${SELECT_VERSION} order by v.number desc limit 200`, [
      id,
      language,
      null,
    ]);
    if (items.length === 0) throw notFound('translation');
    return {
      items: items.map(({ number, what, title, by, at }) => ({ number, what, title, by, at })),
      nextCursor: null,
    };
  }

  async version(id: string, language: string, number: number): Promise<VersionView> {
    const [row] = await this.db.query<VersionView[]>(SELECT_VERSION, [id, language, number]);
    if (!row) throw notFound('version');
    return { ...row, body: withPictures(row.body, CONSOLE_FILES) };
  }

  /** An older wording becomes the newest; nothing that was written since is lost. */
  async restore(actor: Actor, id: string, language: string, number: number, seen: number): Promise<ArticleView> {
    await this.work.run(async (tx) => {
      const article = await this.writer.lock(tx, id, seen);
      const [old] = await tx.query<{ title: string; summary: string; body: string }>(
        'select title, summary, body from knowledge_versions where article_id = $1 and language = $2 and number = $3',
        [id, language, number],
      );
      if (!old) throw notFound('version');
      const to = { articleId: id, language, what: 'restored' as const };
      if (await this.wordings.write(tx, actor, to, old)) await this.writer.touch(tx, article);
    });
    return this.one(actor, id);
  }

  /** What a customer opens; null where only our own people may read it. */
  addressOf(
    { id, audience }: { id: string; audience: Audience },
    { language, slug }: { language: string; slug: string },
  ) {
    if (audience === 'internal') return null;
    const path = audience === 'public' ? `/help/${language}/${encodeURIComponent(slug)}` : `/portal/help/${id}`;
    return `${this.config.publicUrl}${path}`;
  }
}

const seesDrafts = (actor: Actor): boolean => can(actor, 'knowledge:write') || can(actor, 'knowledge:publish');

const SELECT_VERSION = `
  select v.number, v.what, v.title, v.summary, v.body, v.at,
    case when u.id is null then null else json_build_object('id', u.id, 'name', u.name) end as by
  from knowledge_versions v left join users u on u.id = v.user_id
  where v.article_id = $1 and v.language = $2 and ($3::int is null or v.number = $3)`;
