import { Injectable } from '@nestjs/common';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { KnowledgeService } from '../../knowledge/knowledge.service.js';
import { builtOn } from '../../platform/database/references.js';
import type { Tx } from '../../platform/database/tx.js';
import { languageOf } from './contacts.handler.js';
import { plainOf } from './field.rules.js';
import {
  planOf,
  type GivenRow,
  type Handler,
  type JournalEntry,
  type Outcome,
  type Scene,
  type Verdict,
} from './handler.js';

/** Part of an article, or only how often it was read. */
const PARTS = [
  'knowledge_article_packages',
  'knowledge_translations',
  'knowledge_slugs',
  'knowledge_versions',
  'knowledge_counts',
];

/** What helps people to help themselves: known by its id there, or by its title. */
@Injectable()
export class ArticlesHandler implements Handler {
  readonly kind = 'articles';
  readonly target = 'article';
  readonly batch = 50;

  constructor(
    private readonly knowledge: KnowledgeService,
    private readonly firm: SettingsService,
  ) {}

  async look(db: Pick<Tx, 'query'>, rows: readonly GivenRow[], scene: Scene): Promise<Verdict[]> {
    const known = await db.query<{ source_id: string; id: string }>(
      'select source_id, id from knowledge_articles where source = $1 and source_id = any($2)',
      [sourceOf(scene), rows.map(idThere)],
    );
    const ids = new Map(known.map((row) => [row.source_id, row.id]));
    return rows.map((row) => {
      const knownId = row.knownId ?? ids.get(idThere(row)) ?? null;
      const plan = planOf(knownId, true, scene.options, false);
      return { plan, knownId, errors: plan === 'skip' ? [{ field: '', reason: 'known' }] : [], keys: [idThere(row)] };
    });
  }

  async write(tx: Tx, rows: readonly GivenRow[], scene: Scene): Promise<Outcome[]> {
    const { language } = await this.firm.current();
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      const [verdict] = (await this.look(tx, [row], scene)) as [Verdict];
      if (verdict.plan !== 'create') {
        outcomes.push({ deed: 'skipped', errors: verdict.errors });
        continue;
      }
      const { values } = row;
      const spoken = languageOf(values.language) ?? language;
      const source = sourceOf(scene);
      const { id } = await this.knowledge.importArticle(tx, scene.actor, {
        source,
        sourceId: idThere(row),
        categorySourceId: await this.shelf(tx, row, source, spoken),
        audience: values.audience as 'public' | 'customers' | 'internal' | undefined,
        tags: [...((values.tags as string[] | undefined) ?? []), ...scene.options.tags],
        state: (values.state as 'draft' | 'published' | undefined) ?? 'draft',
        translations: [{ language: spoken, title: String(values.title), body: htmlOf(String(values.body)) }],
      });
      const [made] = await tx.query<{ version: number }>('select version from knowledge_articles where id = $1', [id]);
      outcomes.push({ deed: 'created', made: { target: 'article', id, version: made!.version } });
    }
    return outcomes;
  }

  async takeBack(tx: Tx, entries: readonly JournalEntry[]): Promise<Map<string, string>> {
    const kept = new Map<string, string>();
    const ids = entries.map(({ id }) => id);
    const rows = await tx.query<{ id: string; version: number; category_id: string | null }>(
      'select id, version, category_id from knowledge_articles where id = any($1::uuid[]) for update',
      [ids],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const { id, version } of entries) if ((found.get(id)?.version ?? version) !== version) kept.set(id, 'changed');
    const used = await builtOn(tx, 'knowledge_articles', ids, { column: 'article_id', except: PARTS });
    for (const [id, place] of used) kept.set(id, place);
    await this.knowledge.removeImported(
      tx,
      ids.filter((id) => !kept.has(id)),
    );
    const shelves = new Set(rows.flatMap(({ category_id }) => (category_id ? [category_id] : [])));
    await this.knowledge.removeImportedCategories(tx, [...shelves]);
    return kept;
  }

  private async shelf(tx: Tx, { values }: GivenRow, source: string, language: string): Promise<string | null> {
    let parent: string | null = null;
    for (const name of [values.category, values.section]) {
      if (typeof name !== 'string') continue;
      const sourceId: string = `${parent ? `${parent} / ` : ''}${plainOf(name)}`;
      await this.knowledge.importCategory(tx, {
        source,
        sourceId,
        names: { [language]: name },
        parentSourceId: parent,
      });
      parent = sourceId;
    }
    return parent;
  }
}

const sourceOf = ({ source, options }: Scene): string => (options.account ? `${source}:${options.account}` : source);
const idThere = ({ ref, values }: GivenRow): string => ref ?? `title:${plainOf(String(values.title))}`.slice(0, 200);

/** What is no HTML becomes paragraphs. */
const htmlOf = (text: string): string =>
  /<[a-z][^>]*>/i.test(text)
    ? text
    : text
        .split(/\n{2,}/)
        .map((part) => `<p>${part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</p>`)
        .join('');
