import { Injectable } from '@nestjs/common';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Reading } from '../../platform/database/reading.js';
import { notFound } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';
import { ArticleSearch, type Hit } from '../search/article-search.service.js';
import { visibleTo, type Reader } from './article.access.js';
import { withPictures } from './article-html.rules.js';
import { languageFor } from './article.rules.js';
import type { ArticleLine, ReadableArticle, ShelfView } from './reading.dto.js';

export interface Look {
  language: string;
  /** Where this reader finds pictures, as `/help/files`. */
  files: string;
}

/** Which article: its id, or its address: in the language that was asked for, or in any. */
export type ArticleName = { id: string } | { slug: string; language: string };

interface Row {
  id: string;
  categoryId: string | null;
  language: string;
  slug: string;
  title: string;
  summary: string;
  body: string;
  updatedAt: Date;
}

/** Articles as their readers see them, in the best language there is: customers, visitors, our own people. */
@Injectable()
export class ArticleReading {
  constructor(
    private readonly reading: Reading,
    private readonly search: ArticleSearch,
    private readonly settings: SettingsService,
  ) {}

  /** Shelves on which this reader finds something, or whose inner shelves have it. */
  async shelves(reader: Reader, language: string): Promise<ShelfView[]> {
    const house = await this.house();
    const parameters: unknown[] = [];
    const seen = visibleTo(reader, parameters);
    const rows = await this.reading.query<{
      id: string;
      parentId: string | null;
      slug: string;
      names: Record<string, string>;
      about: Record<string, string>;
      articles: number;
    }>(
      `select c.id, c.parent_id as "parentId", c.slug, c.names, c.about,
         (select count(*)::int from knowledge_articles a where a.category_id = c.id and ${seen}) as articles
       from knowledge_categories c order by c.place, c.id`,
      parameters,
    );
    const holds = (id: string): boolean =>
      rows.some((row) => (row.id === id || row.parentId === id) && row.articles > 0);
    return rows
      .filter(({ id }) => holds(id))
      .map(({ names, about, ...row }) => ({
        ...row,
        name: inLanguage(names, language, house),
        about: inLanguage(about, language, house),
      }));
  }

  /** What stands on a shelf, or beside all shelves (null). */
  async onShelf(reader: Reader, categoryId: string | null, language: string): Promise<ArticleLine[]> {
    const parameters: unknown[] = [categoryId];
    const seen = visibleTo(reader, parameters);
    const rows = await this.reading.query<{ id: string }>(
      `select a.id from knowledge_articles a where a.category_id is not distinct from $1::uuid and ${seen}
       order by a.place, a.published_at desc, a.id limit 200`,
      parameters,
    );
    return this.lines(
      rows.map(({ id }) => ({ articleId: id, language })),
      language,
    );
  }

  /** Those that are read most, for a first page. */
  async popular(reader: Reader, language: string, limit: number): Promise<ArticleLine[]> {
    const parameters: unknown[] = [limit];
    const seen = visibleTo(reader, parameters);
    const rows = await this.reading.query<{ id: string }>(
      `select a.id from knowledge_articles a
       left join (select article_id, sum(count) as count from knowledge_counts where what = 'viewed' group by 1) n
         on n.article_id = a.id
       where ${seen} order by coalesce(n.count, 0) desc, a.published_at desc, a.id limit $1`,
      parameters,
    );
    return this.lines(
      rows.map(({ id }) => ({ articleId: id, language })),
      language,
    );
  }

  /** 404 where there is none, or none for this reader: it is one look-up either way. */
  async article(reader: Reader, name: ArticleName, { language, files }: Look): Promise<ReadableArticle> {
    const parameters: unknown[] = 'id' in name ? [isId(name.id) ? name.id : null] : [name.language, name.slug];
    const which =
      'id' in name
        ? 'a.id = $1::uuid'
        : 'a.id = (select s.article_id from knowledge_slugs s where s.slug = $2 order by s.language = $1 desc, s.language limit 1)';
    const seen = visibleTo(reader, parameters);
    const rows = await this.reading.query<Row>(`${SELECT} where ${which} and ${seen}`, parameters);
    const best = languageFor(
      language,
      await this.house(),
      rows.map((one) => one.language),
    );
    const row = rows.find((one) => one.language === best);
    if (!row) throw notFound('article');
    return {
      ...row,
      body: withPictures(row.body, files),
      category: await this.category(row.categoryId, row.language),
      otherLanguage: row.language.slice(0, 2) !== language.slice(0, 2),
      translations: rows
        .map((one) => ({ language: one.language, slug: one.slug }))
        .toSorted((a, b) => (a.language < b.language ? -1 : 1)),
    };
  }

  async find(reader: Reader, q: string, language: string, limit: number): Promise<ArticleLine[]> {
    return this.lines(await this.search.find(reader, { q, language, limit }), language);
  }

  /** Whoever writes to us is shown the best only; our own people choose themselves. */
  async suggestions(reader: Reader, text: string, language: string, limit: number): Promise<ArticleLine[]> {
    const how = reader.kind === 'agent' ? { worth: 0.2, least: 1 } : { worth: 0.45, least: 2 };
    return this.lines(await this.search.suggest(reader, text, { language, limit, ...how }), language);
  }

  /** In which languages something is there to read for them. */
  async languages(reader: Reader): Promise<string[]> {
    const parameters: unknown[] = [];
    const seen = visibleTo(reader, parameters);
    const rows = await this.reading.query<{ language: string }>(
      `select distinct t.language from knowledge_translations t join knowledge_articles a on a.id = t.article_id
       where t.live_at is not null and ${seen} order by 1`,
      parameters,
    );
    return rows.map(({ language }) => language);
  }

  /** Every address that anybody may read, with its languages, for those who make lists of them. */
  async addresses(): Promise<{ id: string; language: string; slug: string; updatedAt: Date }[]> {
    return this.reading.query(
      `select a.id, t.language, t.slug, t.live_at as "updatedAt" from knowledge_articles a
       join knowledge_translations t on t.article_id = a.id
       where t.live_at is not null and ${visibleTo({ kind: 'anyone' }, [])} order by a.id, t.language limit 20000`,
    );
  }

  async house(): Promise<string> {
    return (await this.settings.current()).language;
  }

  /** In the order of the hits, each in the language that suits, even where its words were found in another. */
  async lines(hits: readonly Hit[], language: string): Promise<ArticleLine[]> {
    if (hits.length === 0) return [];
    const house = await this.house();
    const rows = await this.reading.query<Row>(`${SELECT} where a.id = any($1::uuid[])`, [
      hits.map(({ articleId }) => articleId),
    ]);
    return hits.flatMap(({ articleId }) => {
      const own = rows.filter(({ id }) => id === articleId);
      const best = languageFor(
        language,
        house,
        own.map((row) => row.language),
      );
      const row = own.find((one) => one.language === best);
      if (!row) return [];
      const { id, categoryId, slug, title, summary } = row;
      return [{ id, categoryId, language: row.language, slug, title, summary }];
    });
  }

  private async category(id: string | null, language: string): Promise<ReadableArticle['category']> {
    if (id === null) return null;
    const [row] = await this.reading.query<{
      parentId: string | null;
      slug: string;
      names: Record<string, string>;
      about: Record<string, string>;
    }>('select parent_id as "parentId", slug, names, about from knowledge_categories where id = $1', [id]);
    if (!row) return null;
    const house = await this.house();
    const { parentId, slug, names, about } = row;
    return {
      id,
      parentId,
      slug,
      name: inLanguage(names, language, house),
      about: inLanguage(about, language, house),
    };
  }
}

const SELECT = `
  select a.id, a.category_id as "categoryId", t.language, t.slug, t.live_title as title, t.live_summary as summary,
    t.live_body as body, t.live_at as "updatedAt"
  from knowledge_articles a join knowledge_translations t on t.article_id = a.id and t.live_at is not null`;

export function inLanguage(words: Record<string, string>, language: string, house: string): string {
  const best = languageFor(language, house, Object.keys(words));
  return (best && words[best]) ?? '';
}
