import { KnowledgeService, type ImportedArticle } from '../../src/knowledge/knowledge.service.js';
import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('articles from elsewhere', () => {
  let app: TestApp;
  let knowledge: KnowledgeService;

  beforeAll(async () => {
    app = await TestApp.boot();
    knowledge = app.get(KnowledgeService);
  });
  afterAll(() => app?.close());

  const take = (more: Partial<ImportedArticle> = {}) =>
    app.get(Work).run((tx) =>
      knowledge.importArticle(tx, SYSTEM, {
        source: 'zendesk',
        sourceId: '9001',
        state: 'published',
        translations: [{ language: 'en-us', title: 'No picture', body: '<p>Check the cable.</p>' }],
        ...more,
      }),
    );
  const translations = (articleId: string) =>
    app.db.query<{ language: string; slug: string; title: string; body: string; live_body: string | null }[]>(
      'select * from knowledge_translations where article_id = $1 order by language',
      [articleId],
    );

  it('are one article however often they come, and say whether anything was new', async () => {
    const first = await take();
    const again = await take();
    const changed = await take({ translations: [{ language: 'en', title: 'No picture', body: '<p>Look twice.</p>' }] });

    expect([first.outcome, again.outcome, changed.outcome]).toEqual(['created', 'unchanged', 'updated']);
    expect(new Set([first.id, again.id, changed.id]).size).toBe(1);
    const [row] = await translations(first.id);
    expect(row).toMatchObject({ language: 'en', slug: 'no-picture', live_body: '<p>Look twice.</p>' });
    const versions = await app.db.query('select number from knowledge_versions where article_id = $1 order by number', [
      first.id,
    ]);
    expect(versions).toEqual([{ number: 1 }, { number: 2 }]);
  });

  it('that come at once are one as well', async () => {
    const sourceId = newId();
    const all = await Promise.all(Array.from({ length: 8 }, () => take({ sourceId })));

    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
  });

  it('bring their pictures, once, and nothing that loads from elsewhere', async () => {
    const sourceId = newId();
    const url = 'https://old.example/hc/a.png';
    const body = `<h1>Title</h1><p onclick="x()">One <img src="${url}" alt="The plug"> <img src="https://spy.example/x.gif"></p><script>alert(1)</script>`;
    const given = {
      sourceId,
      translations: [{ language: 'pt_br', title: 'Câmera sem imagem?', body }],
      pictures: [{ url, name: 'a.png', type: 'image/png', content: PNG }],
    };
    const first = await take(given);
    const again = await take(given);

    const [row] = await translations(first.id);
    expect(row?.slug).toBe('camera-sem-imagem');
    expect(row?.body).toMatch(
      /^<h2>Title<\/h2><p>One <img src="knowledge-file:[0-9a-f-]{36}" alt="The plug" \/> <\/p>$/,
    );
    expect(again.outcome).toBe('unchanged');
    expect(await app.db.query('select type from attachments where owner = $1', [`kept:knowledge:${first.id}`])).toEqual(
      [{ type: 'image/png' }],
    );
  });

  it('stand on their shelves, nested once, and keep an address of their own', async () => {
    const source = newId();
    const shelf = (sourceId: string, name: string, parentSourceId?: string) =>
      app
        .get(Work)
        .run((tx) => knowledge.importCategory(tx, { source, sourceId, names: { en: name }, parentSourceId }));
    const outer = await shelf('1', 'Cameras');
    await shelf('2', 'Outdoor', '1');
    const deep = await shelf('3', 'Roof', '2');
    expect((await shelf('1', 'Cameras')).outcome).toBe('unchanged');

    const one = await take({ source, sourceId: 'a', categorySourceId: '3' });
    const two = await take({ source, sourceId: 'b', categorySourceId: '3' });

    const rows = await app.db.query('select parent_id, slug from knowledge_categories where id = $1', [deep.id]);
    expect(rows).toEqual([{ parent_id: outer.id, slug: 'roof' }]);
    expect((await translations(one.id))[0]?.slug).not.toBe((await translations(two.id))[0]?.slug);
    await expect(take({ source, sourceId: 'c', categorySourceId: '99' })).rejects.toMatchObject({ status: 422 });
  });

  it('can be taken back', async () => {
    const source = newId();
    const category = await app
      .get(Work)
      .run((tx) => knowledge.importCategory(tx, { source, sourceId: '1', names: { en: 'Doors' } }));
    const article = await take({ source, sourceId: 'a', categorySourceId: '1' });

    const removed = await app
      .get(Work)
      .run(async (tx) => [
        await knowledge.removeImportedCategories(tx, [category.id]),
        await knowledge.removeImported(tx, [article.id]),
        await knowledge.removeImportedCategories(tx, [category.id]),
      ]);

    expect(removed).toEqual([0, 1, 1]);
    expect(await translations(article.id)).toEqual([]);
  });
});
