import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { invalid } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { ArticlePictures, type ImportedPicture } from './articles/article-pictures.service.js';
import { ArticleWordings } from './articles/article-wordings.service.js';
import { ArticleWriter } from './articles/article-writer.service.js';
import { Article } from './articles/article.entity.js';
import { freeSlug, languageTag, slugOf, type Audience } from './articles/article.rules.js';
import { Category } from './categories/category.entity.js';

export interface ImportedCategory {
  /** Which system it comes from (`zendesk`), and what it is called there. Together they name it for ever. */
  source: string;
  sourceId: string;
  /** By language, whichever way the tags are written (`pt_br`, `en-US`). */
  names: Record<string, string>;
  about?: Record<string, string>;
  /** The shelf it stands in, as its source calls it; imported before. Deeper ones are put beside. */
  parentSourceId?: string | null;
  place?: number;
}

export interface ImportedTranslation {
  language: string;
  title: string;
  summary?: string;
  /** HTML. Scripts, styles and pictures from elsewhere are left out. */
  body: string;
  /** Its address there, without the rest of the path, where it should stay the same here. */
  slug?: string;
}

export interface ImportedArticle {
  source: string;
  sourceId: string;
  /** Where it was read until now. */
  sourceUrl?: string | null;
  categorySourceId?: string | null;
  audience?: Audience;
  packageIds?: string[];
  tags?: string[];
  place?: number;
  /** What readers see at once; else a draft. What was archived there stays so here. */
  state: 'draft' | 'published' | 'archived';
  translations: ImportedTranslation[];
  pictures?: ImportedPicture[];
}

export interface Imported {
  id: string;
  outcome: 'created' | 'updated' | 'unchanged';
}

/**
 * What other rooms do with articles: bring them from elsewhere. The same thing twice is one article, by its source and
 * the id there; every call joins the caller's transaction.
 *
 *   await work.run(async (tx) => {
 *     await knowledge.importCategory(tx, { source: 'zendesk', sourceId: '36', names: { 'en-us': 'Cameras' } });
 *     await knowledge.importArticle(tx, actor, {
 *       source: 'zendesk', sourceId: '9001', categorySourceId: '36', state: 'published',
 *       translations: [{ language: 'en-us', title: 'No picture', body: '<p>Check the cable.</p>' }],
 *     });
 *   });
 */
@Injectable()
export class KnowledgeService {
  constructor(
    private readonly clock: Clock,
    private readonly writer: ArticleWriter,
    private readonly wordings: ArticleWordings,
    private readonly pictures: ArticlePictures,
  ) {}

  async importCategory(tx: Tx, given: ImportedCategory): Promise<Imported> {
    const { source, sourceId, place = 0 } = given;
    const names = byLanguage(given.names, 'names');
    const about = byLanguage(given.about ?? {}, 'about');
    const first = Object.values(names)[0];
    if (!first) throw invalid('names', 'name it in one language');
    await this.alone(tx, `${source} ${sourceId}`);
    const parentId = await this.shelf(tx, source, given.parentSourceId ?? null);
    const known = await tx.lock(Category, { source, sourceId });
    const now = this.clock.now();
    if (known) {
      const next = { names: { ...known.names, ...names }, about: { ...known.about, ...about }, parentId };
      if (sameAs(known, next)) return { id: known.id, outcome: 'unchanged' };
      await tx.save(Object.assign(known, next, { version: known.version + 1, updatedAt: now }));
      return { id: known.id, outcome: 'updated' };
    }
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', ['knowledge categories']);
    const taken = await tx.query<{ slug: string }>('select slug from knowledge_categories');
    const slug = freeSlug(slugOf(first), new Set(taken.map((one) => one.slug)));
    const id = newId();
    await tx.insert(Category, {
      id,
      parentId,
      place,
      slug,
      names,
      about,
      source,
      sourceId,
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    return { id, outcome: 'created' };
  }

  /** Where somebody has changed it here since, the import's wording becomes the newest, and theirs stays among the versions. */
  async importArticle(tx: Tx, actor: Actor, given: ImportedArticle): Promise<Imported> {
    const { source, sourceId, sourceUrl = null, audience, packageIds, tags, place, state } = given;
    if (given.translations.length === 0) throw invalid('translations', 'an article needs one language');
    await this.alone(tx, `${source} ${sourceId}`);
    const categoryId = given.categorySourceId ? await this.categoryOf(tx, source, given.categorySourceId) : undefined;
    const traits = { audience, packageIds, tags, place, ...(categoryId !== undefined && { categoryId }) };
    const known = await tx.lock(Article, { source, sourceId });
    const article = known ?? (await this.writer.create(tx, actor, traits, { source, sourceId, sourceUrl }));
    let changed = false;
    const kept = await this.pictures.keep(article.id, given.pictures ?? []);
    for (const [at, one] of given.translations.entries()) {
      const language = languageTag(one.language);
      if (!language) throw invalid(`translations[${at}].language`, 'is no tag of a language');
      if (!one.title.trim()) throw invalid(`translations[${at}].title`, 'must not be empty');
      const { title, summary, body } = one;
      const to = { articleId: article.id, language, what: 'imported' as const };
      const wording = { title: title.slice(0, 300), summary, body, ...(one.slug && { slug: slugOf(one.slug) }) };
      if (await this.wordings.write(tx, actor, to, wording, kept)) changed = true;
    }
    const goesOn = state !== 'draft' && (article.state !== state || (changed && state === 'published'));
    if (goesOn && state === 'published' && article.state === 'archived')
      await this.writer.move(tx, actor, article, 'reopen');
    if (goesOn) await this.writer.move(tx, actor, article, state === 'published' ? 'publish' : 'archive');
    else if (known && changed) await this.writer.touch(tx, article);
    if (!known) return { id: article.id, outcome: 'created' };
    return { id: article.id, outcome: changed || goesOn ? 'updated' : 'unchanged' };
  }

  /** Takes back what an import made. Pictures and versions go with it. Returns how many there were. */
  async removeImported(tx: Tx, articleIds: readonly string[]): Promise<number> {
    const gone = await tx.query<{ id: string }>(
      'delete from knowledge_articles where id = any($1::uuid[]) and source is not null returning id',
      [articleIds],
    );
    // Nobody's any more: the sweep of unused files takes them.
    await tx.query(`update attachments set owner = 'import:undone' where owner = any($1::text[])`, [
      gone.map(({ id }) => `kept:knowledge:${id}`),
    ]);
    return gone.length;
  }

  /** Those that are empty; what people have put there since keeps its shelf. */
  async removeImportedCategories(tx: Tx, categoryIds: readonly string[]): Promise<number> {
    let removed = 0;
    // The inner ones first.
    for (let round = 0; round < 2; round += 1) {
      const gone = await tx.query(
        `delete from knowledge_categories c where c.id = any($1::uuid[]) and c.source is not null
           and not exists (select from knowledge_articles a where a.category_id = c.id)
           and not exists (select from knowledge_categories child where child.parent_id = c.id) returning c.id`,
        [categoryIds],
      );
      removed += gone.length;
    }
    return removed;
  }

  /** Two imports of one thing at once are one after the other. */
  private async alone(tx: Tx, what: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`knowledge import ${what}`]);
  }

  private async categoryOf(tx: Tx, source: string, sourceId: string): Promise<string> {
    const category = await tx.find(Category, { source, sourceId });
    if (!category) throw invalid('categorySourceId', 'this category was not imported before');
    return category.id;
  }

  /** The outermost shelf of the one that was named: here they are nested once. */
  private async shelf(tx: Tx, source: string, sourceId: string | null): Promise<string | null> {
    if (sourceId === null) return null;
    const parent = await tx.find(Category, { source, sourceId });
    if (!parent) throw invalid('parentSourceId', 'this category was not imported before');
    return parent.parentId ?? parent.id;
  }
}

function byLanguage(given: Record<string, string>, path: string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [tag, value] of Object.entries(given)) {
    const language = languageTag(tag);
    if (!language) throw invalid(path, `${tag} is no tag of a language`);
    if (value.trim()) kept[language] ??= value.trim().slice(0, 200);
  }
  return kept;
}

const sameAs = (known: Category, next: Pick<Category, 'names' | 'about' | 'parentId'>): boolean =>
  JSON.stringify([sorted(known.names), sorted(known.about), known.parentId]) ===
  JSON.stringify([sorted(next.names), sorted(next.about), next.parentId]);

const sorted = (words: Record<string, string>): [string, string][] =>
  Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1));
