import { Injectable } from '@nestjs/common';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Config } from '../../platform/config.js';
import { Refusal } from '../../platform/http/refusal.js';
import { ANYONE } from '../articles/article.access.js';
import { ArticleReading } from '../articles/article-reading.service.js';
import { languageTag } from '../articles/article.rules.js';
import type { ReadableArticle } from '../articles/reading.dto.js';
import {
  articlePage,
  foundPage,
  homePage,
  shelfPage,
  type FeedbackTold,
  type Place,
  type Rendered,
} from './help-page.rules.js';

export const HELP_FILES = '/help/files';
const POPULAR = 6;
const FOUND = 20;

/** What stands on the pages of the help centre: only what anybody may read. */
@Injectable()
export class HelpPages {
  readonly origin: string;

  constructor(
    private readonly reading: ArticleReading,
    private readonly settings: SettingsService,
    config: Config,
  ) {
    this.origin = config.publicUrl.replace(/\/$/, '');
  }

  async home(language: string): Promise<Rendered> {
    const [place, shelves, popular] = await Promise.all([
      this.place(language),
      this.reading.shelves(ANYONE, language),
      this.reading.popular(ANYONE, language, POPULAR),
    ]);
    return homePage(place, { shelves, popular });
  }

  async shelf(language: string, slug: string): Promise<Rendered | null> {
    const shelves = await this.reading.shelves(ANYONE, language);
    const shelf = shelves.find((one) => one.slug === slug);
    if (!shelf) return null;
    const inner = shelves.filter(({ parentId }) => parentId === shelf.id);
    const groups = await Promise.all([
      this.reading.onShelf(ANYONE, shelf.id, language).then((lines) => ({ name: null, lines })),
      ...inner.map(async (one) => ({ name: one.name, lines: await this.reading.onShelf(ANYONE, one.id, language) })),
    ]);
    const parent = shelves.find(({ id }) => id === shelf.parentId) ?? null;
    return shelfPage(await this.place(language), { shelf, parent, groups });
  }

  async found(language: string, q: string): Promise<{ page: Rendered; found: number }> {
    const lines = await this.reading.find(ANYONE, q, language, FOUND);
    return { page: foundPage(await this.place(language), q, lines), found: lines.length };
  }

  async article(language: string, slug: string): Promise<ReadableArticle | null> {
    try {
      return await this.reading.article(ANYONE, { slug, language }, { language, files: HELP_FILES });
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return null;
      throw error;
    }
  }

  async articlePage(language: string, article: ReadableArticle, told: FeedbackTold): Promise<Rendered> {
    const shelves = article.category?.parentId ? await this.reading.shelves(ANYONE, language) : [];
    const parent = shelves.find(({ id }) => id === article.category?.parentId) ?? null;
    return articlePage(await this.place(language), article, parent, told);
  }

  async addresses() {
    const [rows, { languages }] = await Promise.all([this.reading.addresses(), this.place(null)]);
    return { rows, languages };
  }

  /** The first language of a browser in which there is something to read; else the house's. */
  async languageOf(spoken: string): Promise<string> {
    const { languages, language } = await this.place(null);
    const wanted = spoken
      .split(',')
      .slice(0, 10)
      .map((one) => languageTag(one.split(';')[0] ?? ''));
    return wanted.find((one) => one !== null && languages.includes(one)) ?? language;
  }

  async place(language: string | null): Promise<Place> {
    const [house, languages] = await Promise.all([this.settings.current(), this.reading.languages(ANYONE)]);
    return {
      language: language ?? house.language,
      languages: [...new Set([...languages, house.language])].toSorted(),
      house: {
        name: house.brandName ?? (house.company || 'Frontdesk'),
        logo: house.brandLogo,
        accent: house.brandAccent,
        origin: this.origin,
      },
    };
  }
}
