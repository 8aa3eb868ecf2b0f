import { Injectable } from '@nestjs/common';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { isDay } from '../../platform/days.rules.js';
import { newId } from '../../platform/ids.js';
import { ArticleSearch } from '../search/article-search.service.js';
import { Article } from './article.entity.js';
import { AFTER, MAY, normalTags, type Audience, type Move } from './article.rules.js';
import { ArticleWordings } from './article-wordings.service.js';

/** What an article is, beside what it says. */
export interface ArticleTraits {
  categoryId?: string | null;
  audience?: Audience;
  /** For the audience `packages`. */
  packageIds?: readonly string[];
  tags?: readonly string[];
  place?: number;
  reviewBy?: string | null;
}

export interface Origin {
  ticketId?: string | null;
  source?: string | null;
  sourceId?: string | null;
  sourceUrl?: string | null;
}

/** The one write path of articles, for people and for imports. */
@Injectable()
export class ArticleWriter {
  constructor(
    private readonly clock: Clock,
    private readonly wordings: ArticleWordings,
    private readonly audit: AuditService,
    private readonly search: ArticleSearch,
  ) {}

  async create(tx: Tx, actor: Actor, traits: ArticleTraits, origin: Origin = {}): Promise<Article> {
    const now = this.clock.now();
    const article = tx.manager.create(Article, {
      id: newId(),
      categoryId: null,
      state: 'draft',
      audience: 'public',
      tags: [],
      authorId: actor.kind === 'user' ? actor.id : null,
      place: 0,
      reviewBy: null,
      ticketId: origin.ticketId ?? null,
      source: origin.source ?? null,
      sourceId: origin.sourceId ?? null,
      sourceUrl: origin.sourceUrl ?? null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    await this.apply(tx, article, traits);
    await tx.insert(Article, article);
    await this.choose(tx, article, traits.packageIds ?? []);
    tx.emit('article.changed', { articleId: article.id, state: 'draft' });
    return article;
  }

  /** Who reads what is published is decided by those who publish. */
  async change(tx: Tx, actor: Actor, article: Article, traits: ArticleTraits): Promise<void> {
    const readersChange = traits.audience !== undefined || traits.packageIds !== undefined;
    if (readersChange && article.state === 'published') this.mustPublish(actor);
    await this.apply(tx, article, traits);
    if (traits.packageIds) await this.choose(tx, article, traits.packageIds);
    else if (traits.audience) await this.mustHavePackages(tx, article);
    await this.touch(tx, article);
  }

  async move(tx: Tx, actor: Actor, article: Article, move: Move): Promise<void> {
    if (!MAY[move].includes(article.state)) {
      throw conflict('wrong_state', `This is not possible while it is ${article.state}.`, { state: article.state });
    }
    article.state = AFTER[move];
    if (move === 'publish') {
      await this.mustHavePackages(tx, article);
      await this.wordings.publish(tx, article.id);
      await this.search.learn(tx, article.id);
      article.publishedAt = this.clock.now();
      tx.emit('article.published', { articleId: article.id });
    }
    await this.touch(tx, article);
    if (move === 'publish' || move === 'archive') {
      const action = move === 'publish' ? 'article.published' : 'article.archived';
      await this.audit.record(tx, { actor, action, target: { kind: 'article', id: article.id } });
    }
  }

  /** Only what no reader has seen. */
  async remove(tx: Tx, actor: Actor, article: Article): Promise<void> {
    if (article.publishedAt) throw conflict('was_published', 'It was published once. Archive it instead.');
    await tx.query('update attachments set owner = $2 where owner = $1', [
      `kept:knowledge:${article.id}`,
      `user:${actor.id}`,
    ]);
    await tx.manager.remove(article);
    await this.audit.record(tx, { actor, action: 'article.deleted', target: { kind: 'article', id: article.id } });
  }

  /** Held until the transaction ends; `version`: of what the actor has seen. */
  async lock(tx: Tx, id: string, version?: number): Promise<Article> {
    const row = await tx.lock(Article, { id });
    if (!row) throw notFound('article');
    if (version !== undefined && version !== row.version) throw stale(row.version);
    return row;
  }

  /** What readers see at once is changed by those who publish. */
  mustPublish(actor: Actor): void {
    if (!can(actor, 'knowledge:publish')) throw forbidden('What readers see at once is changed by those who publish.');
  }

  async touch(tx: Tx, article: Article): Promise<void> {
    await tx.save(Object.assign(article, { version: article.version + 1, updatedAt: this.clock.now() }));
    tx.emit('article.changed', { articleId: article.id, state: article.state });
  }

  private async apply(tx: Tx, article: Article, { categoryId, audience, tags, place, reviewBy }: ArticleTraits) {
    if (categoryId) {
      const [known] = await tx.query('select from knowledge_categories where id = $1 for key share', [categoryId]);
      if (!known) throw invalid('categoryId', 'there is no such category');
    }
    if (reviewBy && !isDay(reviewBy)) throw invalid('reviewBy', 'is not a day of the calendar');
    if (categoryId !== undefined) article.categoryId = categoryId;
    if (audience !== undefined) article.audience = audience;
    if (tags !== undefined) article.tags = normalTags(tags);
    if (place !== undefined) article.place = place;
    if (reviewBy !== undefined) article.reviewBy = reviewBy;
  }

  private async choose(tx: Tx, article: Article, packageIds: readonly string[]): Promise<void> {
    const known = await tx.query<{ id: string }>('select id from packages where id = any($1::uuid[]) for key share', [
      packageIds,
    ]);
    packageIds.forEach((id, at) => {
      if (!known.some((one) => one.id === id)) throw invalid(`packageIds[${at}]`, 'there is no such package');
    });
    await tx.query('delete from knowledge_article_packages where article_id = $1', [article.id]);
    await tx.query(
      'insert into knowledge_article_packages (article_id, package_id) select distinct $1::uuid, unnest($2::uuid[])',
      [article.id, packageIds],
    );
    await this.mustHavePackages(tx, article);
  }

  private async mustHavePackages(tx: Tx, { id, audience, state }: Article): Promise<void> {
    if (audience !== 'packages' || state === 'draft' || state === 'archived') return;
    const [chosen] = await tx.query('select from knowledge_article_packages where article_id = $1 limit 1', [id]);
    if (!chosen) throw invalid('packageIds', 'name the packages whose customers may read it');
  }
}
