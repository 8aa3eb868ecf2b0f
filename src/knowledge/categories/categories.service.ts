import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { freeSlug, languageTag, slugOf } from '../articles/article.rules.js';
import type { CategoryBody, CategoryChange, CategoryView } from './category.dto.js';
import { Category } from './category.entity.js';

const LONGEST = { names: 100, about: 300 };

/** The shelves of the help centre. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  list(): Promise<CategoryView[]> {
    return this.db.query<CategoryView[]>(
      `select c.id, c.parent_id as "parentId", c.slug, c.names, c.about, c.version,
         (select count(*)::int from knowledge_articles a where a.category_id = c.id) as articles
       from knowledge_categories c order by c.place, c.id`,
    );
  }

  async create(actor: Actor, body: CategoryBody): Promise<CategoryView> {
    const names = words(body.names, 'names');
    const about = words(body.about ?? {}, 'about');
    const first = Object.values(names)[0];
    if (!first) throw invalid('names', 'name it in one language');
    const id = newId();
    await this.work.run(async (tx) => {
      await this.alone(tx);
      const all = await tx.query<{ slug: string; place: number }>('select slug, place from knowledge_categories');
      await this.mustFit(tx, id, body.parentId ?? null);
      const now = this.clock.now();
      await tx.insert(Category, {
        id,
        parentId: body.parentId ?? null,
        place: Math.max(-1, ...all.map(({ place }) => place)) + 1,
        slug: freeSlug(slugOf(first), new Set(all.map(({ slug }) => slug))),
        names,
        about,
        version: 1,
        createdAt: now,
        updatedAt: now,
      });
      await this.audit.record(tx, { actor, action: 'article-category.made', target: { kind: 'article-category', id } });
    });
    return this.one(id);
  }

  async change(actor: Actor, id: string, { version, ...change }: CategoryChange): Promise<CategoryView> {
    await this.work.run(async (tx) => {
      await this.alone(tx);
      const row = await tx.lock(Category, { id });
      if (!row) throw notFound('category');
      if (version !== row.version) throw stale(row.version);
      if (change.names) row.names = words(change.names, 'names');
      if (Object.keys(row.names).length === 0) throw invalid('names', 'name it in one language');
      if (change.about) row.about = words(change.about, 'about');
      if (change.parentId !== undefined) {
        await this.mustFit(tx, id, change.parentId);
        row.parentId = change.parentId;
      }
      await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
      await this.audit.record(tx, {
        actor,
        action: 'article-category.changed',
        target: { kind: 'article-category', id },
      });
    });
    return this.one(id);
  }

  async order(ids: readonly string[]): Promise<void> {
    await this.work.run(async (tx) => {
      await this.alone(tx);
      await tx.query(
        `update knowledge_categories c set place = o.place
         from unnest($1::uuid[]) with ordinality as o(id, place) where c.id = o.id`,
        [ids],
      );
    });
  }

  /** Only what is empty: nobody's articles lose their shelf unseen. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      await this.alone(tx);
      const row = await tx.lock(Category, { id });
      if (!row) throw notFound('category');
      const [held] = await tx.query(
        `select from knowledge_articles where category_id = $1
         union all select from knowledge_categories where parent_id = $1 limit 1`,
        [id],
      );
      if (held) throw conflict('not_empty', 'Articles or categories stand in it. Put them elsewhere first.');
      await tx.manager.remove(row);
      await this.audit.record(tx, {
        actor,
        action: 'article-category.removed',
        target: { kind: 'article-category', id },
      });
    });
  }

  private async one(id: string): Promise<CategoryView> {
    return (await this.list()).find((one) => one.id === id)!;
  }

  private async alone(tx: Tx): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', ['knowledge categories']);
  }

  /** One within another, and no deeper. */
  private async mustFit(tx: Tx, id: string, parentId: string | null): Promise<void> {
    if (parentId === null) return;
    const parent = await tx.find(Category, { id: parentId });
    if (!parent || parentId === id) throw invalid('parentId', 'there is no such category');
    if (parent.parentId) throw invalid('parentId', 'stands in another one already: categories are nested once');
    const [inner] = await tx.query('select from knowledge_categories where parent_id = $1 limit 1', [id]);
    if (inner) throw invalid('parentId', 'others stand in this one: categories are nested once');
  }
}

function words(given: Record<string, unknown>, path: 'names' | 'about'): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [tag, value] of Object.entries(given)) {
    const language = languageTag(tag);
    if (!language) throw invalid(`${path}.${tag.slice(0, 20)}`, 'is no language as `en`, `pt-BR` or `es`');
    if (typeof value !== 'string' || value.length > LONGEST[path] || value.includes('\0')) {
      throw invalid(`${path}.${language}`, `expects a text of at most ${LONGEST[path]} characters`);
    }
    if (value.trim()) kept[language] = value.trim();
  }
  return kept;
}
