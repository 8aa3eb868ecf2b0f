import { TestApp } from '../harness/app.js';
import { customer, type SignedInCustomer } from '../harness/customers.js';
import { Make } from '../harness/make.js';
import { agent, lead, type Person } from '../harness/people.js';
import { ArticleUpkeep } from '../../src/knowledge/articles/article-upkeep.js';

interface Wording {
  language: string;
  slug: string;
  title: string;
  body: string;
  live: boolean;
  changed: boolean;
  url: string | null;
}
interface View {
  id: string;
  state: string;
  audience: string;
  version: number;
  tags: string[];
  translations: Wording[];
}
interface Line {
  id: string;
  title: string;
  language: string;
  slug: string;
}

describe('help articles', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let writer: Person;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    writer = await agent(app);
  });
  afterAll(() => app?.close());

  async function written(more: object = {}, by: Person = writer): Promise<View> {
    count += 1;
    const article = { language: 'en', title: `Article ${count}`, body: '<p>Words.</p>', ...more };
    const { status, body } = await by.post<View>('/knowledge/articles', article);
    expect(status).toBe(201);
    return body;
  }
  const act = (by: Person, { id, version }: View, what: string) =>
    by.post<View>(`/knowledge/articles/${id}/${what}`, { version });
  async function published(more: object = {}): Promise<View> {
    const { status, body } = await act(boss, await written(more, boss), 'publish');
    expect(status).toBe(200);
    return body;
  }
  const write = (by: Person, { id, version }: View, language: string, wording: object) =>
    by.put<View>(`/knowledge/articles/${id}/translations/${language}`, { version, ...wording });
  const page = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}${path}`, { headers: { 'user-agent': 'Mozilla/5.0 (a reader)', ...headers }, redirect: 'manual' });
  const titles = async (who: SignedInCustomer | Person, path: string) =>
    (await who.get<{ items: Line[] }>(path)).body.items.map(({ title }) => title);

  describe('on their way', () => {
    it('go from draft over review to their readers, who see what was published last', async () => {
      const draft = await written({ title: 'Router restarts by itself' });
      expect((await page('/help/en/router-restarts-by-itself')).status).toBe(404);
      expect((await act(writer, draft, 'publish')).status).toBe(403);
      const asked = (await act(writer, draft, 'ask')).body;
      const live = (await act(boss, asked, 'publish')).body;
      expect(live).toMatchObject({ state: 'published', translations: [{ live: true, changed: false }] });
      expect(await (await page('/help/en/router-restarts-by-itself')).text()).toContain('<p>Words.</p>');

      const changed = (await write(writer, live, 'en', { title: 'Router restarts', body: '<p>New words.</p>' })).body;

      expect(changed.translations).toMatchObject([{ live: true, changed: true, slug: 'router-restarts-by-itself' }]);
      expect(await (await page('/help/en/router-restarts-by-itself')).text()).toContain('<p>Words.</p>');
      await act(boss, changed, 'publish');
      expect(await (await page('/help/en/router-restarts-by-itself')).text()).toContain('<p>New words.</p>');
    });

    it('are taken from their readers and come back as drafts', async () => {
      const live = await published({ title: 'An old promise' });
      expect((await act(writer, live, 'archive')).status).toBe(403);
      const gone = (await act(boss, live, 'archive')).body;
      expect((await page('/help/en/an-old-promise')).status).toBe(404);
      expect((await act(boss, gone, 'publish')).status).toBe(409);
      expect((await act(boss, gone, 'reopen')).body.state).toBe('draft');
      expect((await boss.delete(`/knowledge/articles/${live.id}`)).status).toBe(409);
    });

    it('tell whoever changes an older state that it is older', async () => {
      const draft = await written();
      await write(writer, draft, 'en', { title: 'One', body: '<p>1</p>' });
      expect((await write(boss, draft, 'en', { title: 'Two', body: '<p>2</p>' })).status).toBe(409);
    });

    it('keep every wording, and bring an older one back', async () => {
      const first = await written({ body: '<p>first</p>' });
      const second = (await write(writer, first, 'en', { title: 'T', body: '<p>second</p>' })).body;
      const of = `/knowledge/articles/${first.id}/translations/en/versions`;
      expect((await boss.get(of)).body).toMatchObject({
        items: [
          { number: 2, what: 'written', by: { name: writer.name } },
          { number: 1, what: 'written' },
        ],
      });
      expect((await boss.get(`${of}/1`)).body).toMatchObject({ body: '<p>first</p>' });
      const back = await boss.post<View>(`${of}/1/restore`, { version: second.version });
      expect(back.body.translations[0]!.body).toBe('<p>first</p>');
      expect((await boss.get<{ items: unknown[] }>(of)).body.items).toHaveLength(3);
      expect((await boss.get(`${of}/99`)).status).toBe(404);
    });

    it('keep their address, and lead from an old one to the new one', async () => {
      const live = await published({ title: 'Lost remote control' });
      const moved = await write(boss, live, 'en', { title: 'Lost remote', body: '<p>.</p>', slug: 'lost-remote' });
      await act(boss, moved.body, 'publish');
      const old = await page('/help/en/lost-remote-control');
      expect([old.status, old.headers.get('location')]).toEqual([301, '/help/en/lost-remote']);
      const other = await published({ title: 'Lost remote control' });
      expect(other.translations[0]!.slug).toBe('lost-remote-control-2');
    });

    it('ask to be looked at on their day, once', async () => {
      const live = await published({ reviewBy: '2020-01-01' });
      expect(await titles(boss, '/knowledge/articles?review=due')).toContain(live.translations[0]!.title);
      await app.get(ArticleUpkeep).run();
      await app.get(ArticleUpkeep).run();
      const told = await app.db.query(
        `select fact from outbox where name = 'article.review-due' and fact ->> 'articleId' = $1`,
        [live.id],
      );
      expect(told).toHaveLength(1);
      expect(
        (await boss.post('/knowledge/articles', { language: 'en', title: 'x', reviewBy: '2026-02-30' })).status,
      ).toBe(422);
    });

    it('are begun with an answer to a ticket', async () => {
      const { ticket, conversation } = await make.letter({ subject: 'Camera is dark' });
      const said = await make.said(ticket.id, conversation, 'Clean the lens.\n\nThen restart it.', {
        direction: 'out',
        author: { kind: 'user', id: boss.id },
      });
      const { status, body } = await writer.post<View>('/knowledge/articles/from-message', {
        ticketId: String(ticket.number),
        messageId: said.id,
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({ state: 'draft', audience: 'internal', translations: [{ title: 'Camera is dark' }] });
      expect(body.translations[0]!.body).toBe('<p>Clean the lens.</p><p>Then restart it.</p>');
    });

    it('refuse pictures that are not the writer’s, and readers that are nobody', async () => {
      const body = `<img src="/api/v1/knowledge/files/00000000-0000-4000-8000-000000000000">`;
      expect((await writer.post('/knowledge/articles', { language: 'en', title: 'x', body })).status).toBe(422);
      const draft = await written({ audience: 'packages' });
      expect((await act(boss, draft, 'publish')).status).toBe(422);
      const live = await published();
      const change = { version: live.version, audience: 'internal' };
      expect((await writer.patch(`/knowledge/articles/${live.id}`, change)).status).toBe(403);
      expect((await boss.patch(`/knowledge/articles/${live.id}`, change)).status).toBe(200);
    });
  });

  describe('for their readers', () => {
    let gold: string;
    let withGold: SignedInCustomer;
    let without: SignedInCustomer;
    const articles: Record<string, View> = {};

    beforeAll(async () => {
      const made = await app.db.query<{ id: string }[]>('select id from packages order by key limit 1');
      gold = made[0]?.id ?? (await newPackage());
      const rich = await make.company('Rich Ltd');
      const contract = await boss.post('/contracts', {
        ...{ companyId: rich.id, packageId: gold, kind: 'rental', term: 'long', state: 'active' },
        ...{ startsOn: '2020-01-01', number: 'K-1' },
      });
      expect(contract.status).toBe(201);
      withGold = await customer(app, { companyId: rich.id });
      without = await customer(app, { companyId: (await make.company('Poor Ltd')).id });
      articles.public = await published({ title: 'Zebra for everybody', body: '<p>zebra zebra</p>' });
      articles.customers = await published({ title: 'Zebra for customers', audience: 'customers' });
      articles.packages = await published({ title: 'Zebra for gold', audience: 'packages', packageIds: [gold] });
      articles.internal = await published({ title: 'Zebra for us', audience: 'internal' });
      articles.draft = await written({ title: 'Zebra unfinished' });
    });

    async function newPackage(): Promise<string> {
      return (await boss.post<{ id: string }>('/packages', { key: 'gold', name: 'Gold' })).body.id;
    }

    it('show each what they may see, in lists, searches, suggestions and by name', async () => {
      const all = ['public', 'customers', 'packages', 'internal', 'draft'] as const;
      const sees = async (who: SignedInCustomer) => {
        const found = await titles(who, '/portal/articles?language=en&q=zebra');
        const { body } = await who.post<{ items: Line[] }>('/portal/articles/suggestions', {
          text: 'My zebra is broken',
          language: 'en',
        });
        const opened = await Promise.all(
          all.map(async (one) => (await who.get(`/portal/articles/${articles[one]!.id}?language=en`)).status),
        );
        return { found: found.toSorted(), offered: body.items.length, opened };
      };

      expect(await sees(withGold)).toEqual({
        found: ['Zebra for customers', 'Zebra for everybody', 'Zebra for gold'],
        offered: 3,
        opened: [200, 200, 200, 404, 404],
      });
      expect(await sees(without)).toEqual({
        found: ['Zebra for customers', 'Zebra for everybody'],
        offered: 2,
        opened: [200, 200, 404, 404, 404],
      });
      const anyone = await (await page('/help/en/search?q=zebra')).text();
      expect(all.map((one) => anyone.includes(articles[one]!.translations[0]!.title))).toEqual([
        true,
        false,
        false,
        false,
        false,
      ]);
      const open = await Promise.all(
        all.map(async (one) => (await page(`/help/en/${articles[one]!.translations[0]!.slug}`)).status),
      );
      expect(open).toEqual([200, 404, 404, 404, 404]);
      const map = await (await page('/help/sitemap.xml')).text();
      expect([map.includes('zebra-for-everybody'), map.includes('zebra-for-customers')]).toEqual([true, false]);
    });

    it('end with the contract', async () => {
      await app.db.query(`update contracts set ends_on = '2021-01-01' where number = 'K-1'`);
      expect((await withGold.get(`/portal/articles/${articles.packages!.id}?language=en`)).status).toBe(404);
      await app.db.query(`update contracts set ends_on = null where number = 'K-1'`);
      expect((await withGold.get(`/portal/articles/${articles.packages!.id}?language=en`)).status).toBe(200);
    });

    it('hide from the other a page as they hide one that is not there: the same answer by the same look-up', async () => {
      const hidden = await page('/help/en/zebra-for-us');
      const absent = await page('/help/en/zebra-for-nobody');
      expect([hidden.status, absent.status]).toEqual([404, 404]);
      expect(await hidden.text()).toBe(await absent.text());
      const [a, b] = await Promise.all([
        without.get(`/portal/articles/${articles.packages!.id}?language=en`),
        without.get('/portal/articles/00000000-0000-4000-8000-000000000000?language=en'),
      ]);
      expect(a.body).toMatchObject({ ...(b.body as object), correlationId: expect.anything() });
      for (const route of ['feedback', 'solved']) {
        const path = `/portal/articles/${articles.packages!.id}/${route}`;
        expect((await without.post(path, { helpful: true, language: 'en' })).status).toBe(404);
      }
    });

    it('show their pictures to those who see them, and no others', async () => {
      const png = Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      );
      const form = new FormData();
      form.set('file', new File([png], 'a.png', { type: 'image/png' }));
      const sent = await fetch(`${app.url}/api/v1/attachments`, {
        ...{ method: 'POST', body: form },
        headers: { cookie: boss.cookie, 'x-requested-with': 'test' },
      });
      expect(sent.status).toBe(201);
      const { id } = (await sent.json()) as { id: string };
      const body = `<p>Look: <img src="/api/v1/knowledge/files/${id}" alt="The plug"></p>`;
      await published({ title: 'With a picture', audience: 'packages', packageIds: [gold], body });

      const statuses = [
        (await withGold.get(`/portal/pictures/${id}`)).status,
        (await without.get(`/portal/pictures/${id}`)).status,
        (await page(`/help/files/${id}`)).status,
        (await writer.get(`/knowledge/files/${id}`)).status,
      ];
      expect(statuses).toEqual([200, 404, 404, 200]);
    });
  });

  describe('in several languages', () => {
    it('are read in the reader’s, or in another that says so', async () => {
      const live = await published({ language: 'pt-BR', title: 'Câmera sem imagem', body: '<p>Veja o cabo.</p>' });
      const english = await page('/help/en/camera-sem-imagem');
      const words = await english.text();
      expect(english.status).toBe(200);
      expect(words).toContain('not available in English yet');
      expect(words).toContain('<article lang="pt-BR">');
      expect(words).toContain('noindex');

      const both = await write(boss, live, 'en', { title: 'Camera without picture', body: '<p>Check the cable.</p>' });
      await act(boss, both.body, 'publish');

      const moved = await page('/help/en/camera-sem-imagem');
      expect([moved.status, moved.headers.get('location')]).toEqual([301, '/help/en/camera-without-picture']);
      const now = await (await page('/help/en/camera-without-picture')).text();
      expect(now).not.toContain('not available');
      expect(now).toContain('hreflang="pt-BR" href="http');
      expect(now).toMatch(/rel="canonical" href="[^"]+\/help\/en\/camera-without-picture"/);
    });

    it('are led to by the languages of a browser', async () => {
      const to = async (spoken: string) => (await page('/help', { 'accept-language': spoken })).headers.get('location');
      expect(await to('fr,pt;q=0.8,en;q=0.5')).toBe('/help/pt-BR');
      expect(await to('en-GB')).toBe('/help/en');
      expect((await page('/help/pt_br')).headers.get('location')).toBe('/help/pt-BR');
      expect((await page('/help/%00/x')).status).toBeLessThan(500);
    });

    it('are found by stems, without accents and with typos', async () => {
      await published({
        language: 'pt-BR',
        title: 'Conexões instáveis do roteador',
        body: '<p>Desligue e ligue de novo. Atualizações do firmware ajudam.</p>',
      });
      await published({ title: 'Calibrating temperature sensors', body: '<p>Sensors drift over months.</p>' });
      const found = async (language: string, q: string) =>
        (await (await page(`/help/${language}/search?q=${encodeURIComponent(q)}`)).text()).includes(
          language === 'en' ? 'Calibrating temperature sensors' : 'Conexões instáveis do roteador',
        );
      const wanted: [string, string, boolean][] = [
        ['pt-BR', 'conexão instável', true],
        ['pt-BR', 'conexao', true],
        ['pt-BR', 'conexoes', true],
        ['pt-BR', 'atualizar firmware', true],
        ['pt-BR', 'rotaedor', true],
        ['pt-BR', 'firmw', true],
        ['en', 'calibrate sensor', true],
        ['en', 'tempreature', true],
        ['en', 'elephants', false],
        ['en', `'; drop table x; --\\`, false],
      ];
      for (const [language, q, is] of wanted) expect([q, await found(language, q)]).toEqual([q, is]);
    });
  });

  describe('that help or do not', () => {
    const say = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${app.url}${path}/feedback`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { 'user-agent': 'Mozilla/5.0 (a reader)', ...headers },
      });
    const opinions = ({ id }: View) =>
      app.db.query<{ helpful: boolean; said: string }[]>(
        'select helpful, said from knowledge_feedback where article_id = $1 order by id',
        [id],
      );

    it('hear a visitor once, and let them change their mind', async () => {
      const live = await published({ title: 'Said once' });
      await say('/help/en/said-once', { helpful: 'yes' });
      const last = await say('/help/en/said-once', { helpful: 'no', said: 'Where is the button?' });
      await say('/help/en/said-once', { helpful: 'no' }, { 'user-agent': 'another' });
      expect(await last.text()).toContain('We read every word');
      expect(await opinions(live)).toEqual([
        { helpful: false, said: 'Where is the button?' },
        { helpful: false, said: '' },
      ]);
      const { body } = await boss.get<{ items: { id: string; said: string }[] }>('/knowledge/feedback?state=new');
      const [item] = body.items.filter(({ said }) => said === 'Where is the button?');
      await writer.put(`/knowledge/feedback/${item!.id}/state`, { state: 'done' });
      expect(
        (await boss.get<{ items: { id: string }[] }>('/knowledge/feedback?state=new')).body.items,
      ).not.toContainEqual(expect.objectContaining({ id: item!.id }));
    });

    it('do not hear machines, other people’s pages, or one who says too much', async () => {
      const live = await published({ title: 'Said by machines' });
      await say('/help/en/said-by-machines', { helpful: 'yes', website: 'spam' });
      await say('/help/en/said-by-machines', { helpful: 'yes' }, { 'sec-fetch-site': 'cross-site' });
      await say('/help/en/said-by-machines', { helpful: 'maybe' });
      expect(await opinions(live)).toEqual([]);
      const statuses = [];
      for (let n = 0; n < 25; n += 1) {
        statuses.push((await say('/help/en/said-by-machines', { helpful: 'yes' }, { 'user-agent': `r${n}` })).status);
      }
      expect(statuses.at(-1)).toBe(429);
    });

    it('are counted: read, offered, enough; and what nobody found is remembered', async () => {
      const live = await published({ title: 'Counted walrus' });
      await page('/help/en/counted-walrus');
      await page('/help/en/counted-walrus');
      await page('/help/en/counted-walrus', { 'user-agent': 'Googlebot' });
      await page('/help/en/search?q=xylophone%20manual');
      await page('/help/en/search?q=ana%40example.com');
      const reader = await customer(app);
      await reader.post('/portal/articles/suggestions', { text: 'The walrus', language: 'en' });
      await reader.get(`/portal/articles/${live.id}?language=en&from=form`);
      expect((await reader.post(`/portal/articles/${live.id}/solved`, {})).status).toBe(204);
      await reader.post(`/portal/articles/${live.id}/solved`, {});
      await writer.post(`/knowledge/articles/${live.id}/inserted`, {});

      const { body } = await boss.get<{
        articles: { id: string; viewed: number; solved: number; inserted: number }[];
        missed: { query: string }[];
      }>('/knowledge/figures?days=7');

      expect(body.articles.find(({ id }) => id === live.id)).toMatchObject({ viewed: 2, solved: 1, inserted: 1 });
      expect(body.missed.map(({ query }) => query)).toContain('xylophone manual');
      expect(JSON.stringify(body)).not.toContain('example.com');
    });
  });

  describe('for an answer', () => {
    it('are offered by what the ticket is about, with whether the customer may read them', async () => {
      await published({ title: 'Badge reader blinks red', body: '<p>Hold the badge longer.</p>' });
      await published({ title: 'Badge reader: service codes', audience: 'internal', body: '<p>4711</p>' });
      const { ticket } = await make.letter({ subject: 'Our badge reader blinks', text: 'It blinks red all day.' });
      const { body } = await writer.get<{ items: (Line & { url: string | null; readable: boolean })[] }>(
        `/knowledge/answers?ticket=${ticket.number}&language=en`,
      );
      expect(body.items.map(({ title, readable }) => [title, readable])).toEqual([
        ['Badge reader blinks red', true],
        ['Badge reader: service codes', false],
      ]);
      expect(body.items[0]!.url).toMatch(/\/help\/en\/badge-reader-blinks-red$/);
      expect(body.items[1]!.url).toBeNull();
      expect((await writer.get('/knowledge/answers?ticket=999999')).status).toBe(404);
    });
  });

  describe('on their shelves', () => {
    it('are arranged, nested once, and removed when empty', async () => {
      const make = async (names: object, parentId?: string) =>
        boss.post<{ id: string; slug: string; version: number }>('/knowledge/categories', { names, parentId });
      const outer = (await make({ en: 'Alarms', 'pt-BR': 'Alarmes' })).body;
      const inner = (await make({ en: 'Sirens' }, outer.id)).body;
      expect((await make({ en: 'Too deep' }, inner.id)).status).toBe(422);
      expect((await make({ en: 7 })).status).toBe(422);
      expect((await make({})).status).toBe(422);
      expect((await writer.post('/knowledge/categories', { names: { en: 'Mine' } })).status).toBe(403);
      await published({ title: 'Siren test', categoryId: inner.id });

      const shelf = await (await page(`/help/pt-BR/c/${outer.slug}`)).text();
      expect(shelf).toContain('<h1>Alarmes</h1>');
      expect(shelf).toContain('Siren test');
      expect((await page('/help/en/c/nothing')).status).toBe(404);
      expect((await boss.delete(`/knowledge/categories/${outer.id}`)).status).toBe(409);
      const { body } = await boss.get<{ items: { id: string }[] }>('/knowledge/categories');
      const order = body.items.map(({ id }) => id).toReversed();
      expect(
        (await boss.put<{ items: { id: string }[] }>('/knowledge/categories/order', { ids: order })).body.items.map(
          ({ id }) => id,
        ),
      ).toEqual(order);
    });
  });

  it('are offered to whoever writes without an account, the public ones alone', async () => {
    await published({ title: 'Thermostat blinks blue', body: '<p>Hold the knob.</p>', audience: 'public' });
    await published({ title: 'Thermostat blinks green', body: '<p>Service code.</p>', audience: 'internal' });
    await published({ title: 'Thermostat blinks red', body: '<p>Customers know.</p>', audience: 'customers' });
    await written({ title: 'Thermostat blinks white', body: '<p>Draft.</p>', audience: 'public' });
    const ask = (body: BodyInit, headers: Record<string, string> = {}) =>
      fetch(`${app.url}/api/v1/help-suggestions`, {
        method: 'POST',
        body,
        headers: { origin: 'https://shop.example', ...headers },
      });
    const question = { text: 'my thermostat blinks, what does it want', language: 'en-GB' };

    const answer = await ask(new URLSearchParams(question));

    expect(answer.status).toBe(200);
    // It is asked from other people's pages, and no cookie is read.
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const { items } = (await answer.json()) as { items: { title: string; url: string }[] };
    expect(items).toMatchObject([{ title: 'Thermostat blinks blue', language: 'en' }]);
    expect(items[0]!.url).toMatch(/\/help\/en\/thermostat-blinks-blue$/);
    const json = { 'content-type': 'application/json' };
    expect((await ask(JSON.stringify(question), json)).status).toBe(200);
    expect((await ask(JSON.stringify({ ...question, at: 'elsewhere' }), json)).status).toBe(422);
    expect((await ask(JSON.stringify({ text: ['a'], language: {} }), json)).status).toBe(422);
    const counted = await app.db.query<{ place: string }[]>(
      `select distinct place from knowledge_counts where what = 'suggested' order by 1`,
    );
    expect(counted.map(({ place }) => place)).toEqual(expect.arrayContaining(['form']));
    const script = await page('/help/suggest.js');
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect(await script.text()).toContain('/api/v1/help-suggestions');
  });

  it('show pages that run nothing and load nothing from elsewhere', async () => {
    await published({
      title: 'Hostile',
      body: `<p onmouseover="x()">a</p><script>x()</script><iframe src="//evil.example"></iframe><a href="javascript:x()">b</a>`,
    });
    const answer = await page('/help/en/hostile');
    const html = await answer.text();
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(html).not.toMatch(/onmouseover|<script|<iframe|javascript:/);
    expect((await page('/robots.txt')).status).toBe(200);
  });
});
