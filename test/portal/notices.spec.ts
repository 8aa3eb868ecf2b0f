import { TestApp } from '../harness/app.js';
import { customer } from '../harness/customers.js';
import { Make } from '../harness/make.js';
import { lead, signIn, type Person } from '../harness/people.js';

describe('notices in the portal', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;

  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  const tell = (body: object) =>
    boss.post<{ id: string; version: number }>('/portal-notices', { text: 'Words', audience: 'all', ...body });
  const seenBy = async (who: Awaited<ReturnType<typeof customer>>) =>
    (await who.get<{ items: { title: string }[] }>('/portal/notices')).body.items.map(({ title }) => title);

  it('are seen by those whom they are for, while they hold, until each puts them away', async () => {
    const { id: companyId } = await make.company('Mercado Ipê');
    const pack = (await boss.post<{ id: string }>('/packages', { key: 'gold', name: 'Gold' })).body.id;
    const contract = { companyId, kind: 'service', term: 'long', state: 'active', startsOn: '2020-01-01' };
    expect((await boss.post('/contracts', { ...contract, packageId: pack })).status).toBe(201);
    const [ana, bia, eve] = [
      await customer(app, { name: 'Ana', companyId }),
      await customer(app, { name: 'Bia', companyId }),
      await customer(app, { name: 'Eve' }),
    ];
    await tell({ title: 'Holidays' });
    await tell({ title: 'Gold news', audience: 'package', packageId: pack });
    const own = await tell({ title: 'Cable works', audience: 'company', companyId, weight: 'warning' });
    await tell({ title: 'Over', startsOn: '2020-01-01', endsOn: '2020-02-01' });
    await tell({ title: 'Not yet', startsOn: '2199-01-01' });

    expect(await seenBy(ana)).toEqual(['Cable works', 'Gold news', 'Holidays']);
    expect(await seenBy(eve)).toEqual(['Holidays']);

    expect((await ana.put(`/portal/notices/${own.body.id}/dismissal`)).status).toBe(204);
    expect((await ana.put(`/portal/notices/${own.body.id}/dismissal`)).status).toBe(204);
    expect((await eve.put(`/portal/notices/${own.body.id}/dismissal`)).status).toBe(404);
    expect(await seenBy(ana)).toEqual(['Gold news', 'Holidays']);
    expect(await seenBy(bia)).toEqual(['Cable works', 'Gold news', 'Holidays']);
  });

  it('are written by leads, and say what is wrong with them', async () => {
    const agent = await signIn(app, 'agent');
    expect((await agent.post('/portal-notices', { title: 'x', text: 'y', audience: 'all' })).status).toBe(403);
    const wrong = [
      { title: 'x', audience: 'company' },
      { title: 'x', audience: 'package', packageId: '01890000-0000-7000-8000-00000000dead' },
      { title: 'x', startsOn: '2026-03-02', endsOn: '2026-03-01' },
      { title: 'x', audience: 'everybody' },
    ];
    for (const body of wrong) expect((await tell(body)).status).toBe(422);

    const made = await tell({ title: 'Typo' });
    const path = `/portal-notices/${made.body.id}`;
    expect((await boss.patch(path, { version: 1, title: 'Right' })).body).toMatchObject({ title: 'Right', version: 2 });
    expect((await boss.patch(path, { version: 1, title: 'Late' })).status).toBe(409);
    expect((await boss.delete(path)).status).toBe(204);
    expect((await boss.delete(path)).status).toBe(404);
  });
});
