import { Injectable } from '@nestjs/common';
import type { Reader } from '../../knowledge/articles/article.access.js';
import { ArticlePictures } from '../../knowledge/articles/article-pictures.service.js';
import { ArticleReading } from '../../knowledge/articles/article-reading.service.js';
import type { ArticleLine, ReadableArticle, ShelfView } from '../../knowledge/articles/reading.dto.js';
import { ArticleCounts } from '../../knowledge/feedback/article-counts.service.js';
import { ArticleFeedbacks } from '../../knowledge/feedback/article-feedback.service.js';
import { ReaderMarks } from '../../knowledge/feedback/reader-marks.service.js';
import { ArticleSearch } from '../../knowledge/search/article-search.service.js';
import { Clock } from '../../platform/clock.js';
import type { Customer } from '../access/customer.js';
import type {
  PortalArticleLook,
  PortalArticleOpinion,
  PortalArticleQuery,
  PortalQuestion,
} from './portal-article.dto.js';

const FILES = '/api/v1/portal/pictures';
const FOUND = 20;
const POPULAR = 6;
const SUGGESTED = 3;

/** Help for customers: what everybody may read, what is for customers, and what is for their package. */
@Injectable()
export class PortalArticles {
  constructor(
    private readonly reading: ArticleReading,
    private readonly search: ArticleSearch,
    private readonly pictures: ArticlePictures,
    private readonly counts: ArticleCounts,
    private readonly feedback: ArticleFeedbacks,
    private readonly marks: ReaderMarks,
    private readonly clock: Clock,
  ) {}

  async shelves(me: Customer, language?: string): Promise<ShelfView[]> {
    return this.reading.shelves(this.reader(me), await this.spoken(me, language));
  }

  async list(me: Customer, { q, category, ...asked }: PortalArticleQuery): Promise<ArticleLine[]> {
    const language = await this.spoken(me, asked.language);
    if (q?.trim()) {
      const found = await this.reading.find(this.reader(me), q, language, FOUND);
      await this.search.looked(language, q, found.length);
      return found;
    }
    if (category) return this.reading.onShelf(this.reader(me), category, language);
    return this.reading.popular(this.reader(me), language, POPULAR);
  }

  async read(me: Customer, id: string, { language: asked, from }: PortalArticleLook): Promise<ReadableArticle> {
    const language = await this.spoken(me, asked);
    const article = await this.reading.article(this.reader(me), { id }, { language, files: FILES });
    const mark = this.marks.ofAccount(me.accountId);
    await this.counts.count('viewed', 'portal', [id], mark);
    if (from === 'form') await this.counts.count('opened', 'form', [id], mark);
    return article;
  }

  /** What may answer it before it is sent. Counted, so that one sees whether it does. */
  async suggest(me: Customer, { text, language }: PortalQuestion): Promise<ArticleLine[]> {
    this.marks.limit('suggest', me.accountId);
    const lines = await this.reading.suggestions(this.reader(me), text, language, SUGGESTED);
    const ids = lines.map(({ id }) => id);
    await this.counts.count('suggested', 'form', ids, this.marks.ofAccount(me.accountId));
    return lines;
  }

  /** It was enough: nothing is sent. */
  async solved(me: Customer, id: string): Promise<void> {
    await this.mustSee(me, id);
    await this.counts.count('solved', 'form', [id], this.marks.ofAccount(me.accountId));
  }

  async say(me: Customer, id: string, { helpful, said, language }: PortalArticleOpinion): Promise<void> {
    await this.mustSee(me, id);
    const reader = this.marks.ofAccount(me.accountId);
    await this.feedback.say({ articleId: id, language, reader, accountId: me.accountId, helpful, said });
  }

  async picture(me: Customer, id: string) {
    const file = await this.pictures.find(this.reader(me), id);
    return { file, content: await this.pictures.stream(file) };
  }

  private async mustSee(me: Customer, id: string): Promise<void> {
    await this.reading.article(this.reader(me), { id }, { language: 'en', files: FILES });
  }

  private async spoken(me: Customer, asked: string | undefined): Promise<string> {
    return asked ?? me.language ?? (await this.reading.house());
  }

  private reader({ companyId }: Customer): Reader {
    return { kind: 'customer', companyId, on: this.clock.now().toISOString().slice(0, 10) };
  }
}
