import type { ContactView } from '../../src/customers/contact.dto.js';
import { TestApp } from '../harness/app.js';
import { agent, lead, signIn, type Person } from '../harness/people.js';

type Listed = { items: ContactView[]; nextCursor: string | null };

describe('contacts', () => {
  let app: TestApp;
  let ana: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    await app.db.query(`update organisation set default_country = 'BR'`);
    ana = await agent(app);
  });
  afterAll(() => app.close());

  const add = async (contact: object): Promise<ContactView> =>
    (await ana.post<ContactView>('/contacts', { name: 'Somebody', ...contact })).body;

  it('are added with addresses and numbers in canonical form', async () => {
    const made = await ana.post<ContactView>('/contacts', {
      name: ' Júlia Prado ',
      title: 'Facilities',
      language: 'pt-BR',
      tags: ['VIP', 'vip', ' onsite '],
      identities: [
        { kind: 'email', value: 'Julia@Prado.example' },
        { kind: 'phone', value: '(11) 98765-4321' },
      ],
    });

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Júlia Prado',
      tags: ['onsite', 'vip'],
      fields: {},
      version: 1,
      merges: [],
    });
    expect(made.body.identities.map((i) => [i.value, i.display])).toEqual([
      ['julia@prado.example', 'Julia@Prado.example'],
      ['+551187654321', '+55 11 98765 4321'],
    ]);
  });

  it.each([
    ['no name', { name: '  ' }, 'name'],
    ['an address that is none', { identities: [{ kind: 'email', value: 'nobody' }] }, 'identities[0].value'],
    ['a kind that only channels give', { identities: [{ kind: 'visitor', value: 'x' }] }, 'identities[0].kind'],
    ['an unknown company', { companyId: '01900000-0000-7000-8000-00000000dead' }, 'companyId'],
    ['an unknown field', { fields: { nothing: 1 } }, 'fields.nothing'],
    ['a member that does not exist', { mergedIntoId: null }, 'mergedIntoId'],
  ])('are refused with %s', async (_, body, path) => {
    const answer = await ana.post('/contacts', { name: 'Somebody', ...body });

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([expect.objectContaining({ path })]);
  });

  it('do not share an address', async () => {
    const owner = await add({ identities: [{ kind: 'email', value: 'mine@owner.example' }] });
    const other = await add({});

    const answer = await ana.post(`/contacts/${other.id}/identities`, { kind: 'email', value: 'MINE@owner.example' });

    expect(answer).toMatchObject({ status: 409, body: { code: 'identity_taken', contactId: owner.id } });
  });

  it('lose an address, which then is somebody else’s to have', async () => {
    const before = await add({ identities: [{ kind: 'email', value: 'handed@over.example' }] });
    const after = await add({});

    const ended = await ana.delete(`/contacts/${before.id}/identities/${before.identities[0]!.id}`);
    const taken = await ana.post<ContactView>(`/contacts/${after.id}/identities`, {
      kind: 'email',
      value: 'handed@over.example',
    });

    expect([ended.status, taken.status]).toEqual([204, 201]);
    expect((await ana.get<ContactView>(`/contacts/${before.id}`)).body.identities).toEqual([]);
    const again = await ana.delete(`/contacts/${before.id}/identities/${before.identities[0]!.id}`);
    expect(again.status).toBe(404);
  });

  it('are changed only by who saw the latest version', async () => {
    const contact = await add({ title: 'Clerk' });

    const first = await ana.patch<ContactView>(`/contacts/${contact.id}`, { version: 1, title: 'Manager' });
    const second = await ana.patch(`/contacts/${contact.id}`, { version: 1, title: 'Director' });
    const cleared = await ana.patch<ContactView>(`/contacts/${contact.id}`, { version: 2, title: null });

    expect(first).toMatchObject({ status: 200, body: { title: 'Manager', version: 2 } });
    expect(second).toMatchObject({ status: 409, body: { code: 'stale_version', currentVersion: 2 } });
    expect(cleared.body.title).toBeUndefined();
  });

  it('carry the values of custom fields and nothing else', async () => {
    const boss = await lead(app);
    await boss.post('/custom-fields', { target: 'contact', key: 'floor', label: 'Floor', type: 'number' });
    const contact = await add({ fields: { floor: 3 } });

    const wrong = await ana.patch(`/contacts/${contact.id}`, { fields: { floor: 'third' } });
    const gone = await ana.patch<ContactView>(`/contacts/${contact.id}`, { fields: { floor: null } });

    expect(contact.fields).toEqual({ floor: 3 });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'fields.floor' }] } });
    expect(gone.body.fields).toEqual({});
  });

  it('are found by a piece of the name, with typos, by address, number and company', async () => {
    const company = await ana.post<{ id: string }>('/companies', { name: 'Frigorífico Três Irmãos' });
    const contact = await add({
      name: 'Guilhermina Araújo',
      companyId: company.body.id,
      identities: [
        { kind: 'email', value: 'gui.araujo@busca.example' },
        { kind: 'phone', value: '+55 21 99876-5432' },
      ],
    });

    for (const q of ['araujo', 'Guilermina', 'busca.exam', '(21) 99876-5432', '99876-5432', 'tres irmaos']) {
      const found = await ana.get<Listed>(`/contacts?q=${encodeURIComponent(q)}`);
      expect([q, found.body.items.map((c) => c.id)]).toEqual([q, expect.arrayContaining([contact.id])]);
    }
    for (const q of ['100%', '_', '\\', 'zzzzzz']) {
      const found = await ana.get<Listed>(`/contacts?q=${encodeURIComponent(q)}`);
      expect([q, found.status, found.body.items]).toEqual([q, 200, []]);
    }
  });

  it.each(['created', 'name'])('are paged by %s without gaps or repeats', async (sort) => {
    const tag = `page-${sort}`;
    for (const name of ['c', 'B', 'á', 'b', 'D']) await add({ name, tags: [tag] });

    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { body: Listed } = await ana.get<Listed>(
        `/contacts?tag=${tag}&sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      names.push(...page.body.items.map((c) => c.name));
      cursor = page.body.nextCursor;
    } while (cursor);

    if (sort === 'name') expect(names.map((n) => n.toLowerCase())).toEqual(['á', 'b', 'b', 'c', 'd']);
    else expect(names).toEqual(['D', 'b', 'á', 'B', 'c']);
  });

  it('answer 422 to a cursor of another list, 400 to an id that is none, 404 to an unknown one', async () => {
    const statuses = await Promise.all(
      [
        '/contacts?cursor=abc',
        '/contacts?cursor=WyJ4Il0',
        '/contacts/abc',
        '/contacts/01900000-0000-7000-8000-00000000dead',
      ].map(async (path) => (await ana.get(path)).status),
    );
    expect(statuses).toEqual([422, 422, 400, 404]);
  });

  it('are deleted by a lead, with all their addresses, and the deletion is on record', async () => {
    const contact = await add({ identities: [{ kind: 'email', value: 'leaving@now.example' }] });
    const boss = await lead(app);

    expect((await ana.delete(`/contacts/${contact.id}`)).status).toBe(403);
    expect((await boss.delete(`/contacts/${contact.id}`)).status).toBe(204);
    expect((await boss.get(`/contacts/${contact.id}`)).status).toBe(404);
    await add({ identities: [{ kind: 'email', value: 'leaving@now.example' }] });
    const audited = await app.db.query<unknown[]>(
      `select 1 from audit_log where action = 'contact.deleted' and target_id = $1`,
      [contact.id],
    );
    expect(audited).toHaveLength(1);
  });

  it('are read, not written, by an analyst, and nothing to the world', async () => {
    const analyst = await signIn(app, 'analyst');

    expect((await analyst.get('/contacts')).status).toBe(200);
    expect((await analyst.post('/contacts', { name: 'X' })).status).toBe(403);
    expect((await app.anyone.get('/contacts')).status).toBe(401);
  });

  it('that may be one person are suggested with reasons', async () => {
    const company = await ana.post<{ id: string }>('/companies', { name: 'Same Place' });
    const self = await add({
      name: 'Otávio Brandão',
      companyId: company.body.id,
      identities: [{ kind: 'email', value: 'otavio.b@old.example' }],
    });
    const moved = await add({
      name: 'Brandao, Otavio',
      identities: [{ kind: 'email', value: 'otavio.b@new.example' }],
    });
    const twin = await add({ name: 'Otavio Brandao', companyId: company.body.id });
    await add({ name: 'Paula Reis', identities: [{ kind: 'email', value: 'otavio.b@third.example' }] });

    const { body } = await ana.get<{ items: { contact: { id: string }; reasons: { code: string }[] }[] }>(
      `/contacts/${self.id}/duplicates`,
    );

    expect(new Map(body.items.map((d) => [d.contact.id, d.reasons.map((r) => r.code)]))).toEqual(
      new Map([
        [moved.id, ['same-address-name']],
        [twin.id, ['same-name-company']],
      ]),
    );
  });
});
