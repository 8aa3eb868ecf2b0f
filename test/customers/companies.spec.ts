import type { CompanyView } from '../../src/customers/company.dto.js';
import type { ContactView } from '../../src/customers/contact.dto.js';
import { TestApp } from '../harness/app.js';
import { agent, lead, type Person } from '../harness/people.js';

describe('companies', () => {
  let app: TestApp;
  let ana: Person;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    ana = await agent(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  const add = (company: object) => ana.post<CompanyView>('/companies', company);

  it('own mail domains, each only one company', async () => {
    const first = await add({ name: 'Norte', domains: ['@Norte.example', 'norte.example', 'norte-log.example'] });
    const second = await add({ name: 'Sul', domains: ['sul.example', 'NORTE.example'] });
    const free = await add({ name: 'Leste', domains: ['ok.example', 'gmail.com'] });
    const none = await add({ name: 'Oeste', domains: ['not a domain'] });

    expect(first.body.domains).toEqual(['norte-log.example', 'norte.example']);
    expect(second).toMatchObject({ status: 409, body: { code: 'domain_taken', domain: 'norte.example' } });
    expect(free).toMatchObject({ status: 422, body: { errors: [{ path: 'domains[1]' }] } });
    expect(none.status).toBe(422);
    expect((await ana.get<{ items: unknown[] }>('/companies?q=sul')).body.items).toEqual([]);
  });

  it('gather the people who wrote from a domain before it was known', async () => {
    const early = await ana.post<ContactView>('/contacts', {
      name: 'Early Bird',
      identities: [{ kind: 'email', value: 'early@gather.example' }],
    });
    const company = await add({ name: 'Gather' });

    await ana.patch(`/companies/${company.body.id}`, { version: 1, domains: ['gather.example'] });

    const now = await ana.get<ContactView>(`/contacts/${early.body.id}`);
    expect(now.body.company).toEqual({ id: company.body.id, name: 'Gather' });
  });

  it('are changed only by who saw the latest version', async () => {
    const { body } = await add({ name: 'Versions', notes: 'as it was' });

    const first = await ana.patch<CompanyView>(`/companies/${body.id}`, { version: 1, name: 'Versions Ltda' });
    const stale = await ana.patch(`/companies/${body.id}`, { version: 1, notes: null });

    expect(first.body).toMatchObject({ name: 'Versions Ltda', notes: 'as it was', version: 2 });
    expect(stale.status).toBe(409);
  });

  it('are deleted with their sites; their people stay and their domains are free', async () => {
    const { body } = await add({ name: 'Brief', domains: ['brief.example'] });
    const site = await ana.post<{ id: string }>('/sites', { companyId: body.id, name: 'HQ', address: 'Rua A, 1' });
    const person = await ana.post<ContactView>('/contacts', { name: 'P Q', companyId: body.id });

    expect((await ana.delete(`/companies/${body.id}`)).status).toBe(403);
    expect((await boss.delete(`/companies/${body.id}`)).status).toBe(204);

    expect((await ana.get(`/companies/${body.id}`)).status).toBe(404);
    expect((await ana.get(`/sites/${site.body.id}`)).status).toBe(404);
    expect((await ana.get<ContactView>(`/contacts/${person.body.id}`)).body.company).toBeUndefined();
    expect((await add({ name: 'Next', domains: ['brief.example'] })).status).toBe(201);
  });

  it('have places', async () => {
    const { body } = await add({ name: 'Places' });
    const made = await ana.post<{ id: string; version: number }>('/sites', {
      companyId: body.id,
      name: 'Galpão 2',
      address: 'Av. das Nações, 100, São Paulo',
      timezone: 'America/Sao_Paulo',
      lat: -23.55,
      lng: -46.63,
    });
    const half = await ana.patch(`/sites/${made.body.id}`, { lat: null });
    const moved = await ana.patch(`/sites/${made.body.id}`, {
      version: 1,
      lat: null,
      lng: null,
      accessNotes: 'Doca 3',
    });
    const listed = await ana.get<{ items: object[] }>(`/sites?company=${body.id}`);

    expect(made.status).toBe(201);
    expect(half.status).toBe(422);
    expect(moved.body).toMatchObject({ accessNotes: 'Doca 3', version: 2 });
    expect(moved.body.lat).toBeUndefined();
    expect(listed.body.items).toEqual([moved.body]);
  });

  it('have fields of one’s own, defined by a lead', async () => {
    const field = { target: 'company', key: 'plan', label: 'Plan', type: 'select', options: ['basic', 'plus'] };

    expect((await ana.post('/custom-fields', field)).status).toBe(403);
    const made = await boss.post<{ id: string }>('/custom-fields', field);
    expect(made.status).toBe(201);
    expect((await boss.post('/custom-fields', field)).status).toBe(409);
    expect((await boss.post('/custom-fields', { ...field, key: 'p2', options: [] })).status).toBe(422);
    expect((await add({ name: 'F', fields: { plan: 'gold' } })).status).toBe(422);
    const company = await add({ name: 'F', fields: { plan: 'plus' } });
    expect(company.body.fields).toEqual({ plan: 'plus' });

    expect((await boss.patch(`/custom-fields/${made.body.id}`, { label: 'Plano', version: 1 })).body.label).toBe(
      'Plano',
    );
    expect((await boss.delete(`/custom-fields/${made.body.id}`)).status).toBe(204);
    expect((await ana.get<{ items: unknown[] }>('/custom-fields?target=company')).body.items).toEqual([]);
    const untouched = await ana.patch(`/companies/${company.body.id}`, { fields: { plan: 'plus' }, name: 'F2' });
    expect(untouched.status).toBe(200);
  });
});
