import type { CalendarView } from '../../src/hours/calendar.dto.js';
import type { ClockList } from '../../src/sla/clock.dto.js';
import type { PolicyPreview } from '../../src/sla/policy-preview.dto.js';
import { newId } from '../../src/platform/ids.js';
import type { Explanation } from '../../src/tickets/history/explanation.dto.js';
import type { BulkDone } from '../../src/tickets/bulk/bulk.dto.js';
import type { TicketView } from '../../src/tickets/ticket.dto.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, signIn, type Person } from '../harness/people.js';

const DAY = [['00:00', '24:00']];
const ALL_DAY = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY };
const AN_HOUR = { mon: [['03:00', '04:00']] };

describe('a ticket of a company with several places', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let ana: Person;
  let company: { id: string; name: string };
  let [shop, depot]: { id: string; name: string }[] = [];
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    [boss, ana] = [await lead(app), await agent(app)];
    company = await make.company();
    [shop, depot] = [await place('Shop'), await place('Depot')];
    await calendar('Shop hours', ALL_DAY, shop!.id);
    await calendar('Depot hours', AN_HOUR, depot!.id);
    const { status } = await boss.post('/sla/policies', {
      name: 'On their hours',
      targets: [
        { target: 'resolution', hours: 'business', minutes: { low: 600, normal: 600, high: 600, urgent: 600 } },
      ],
    });
    expect(status).toBe(201);
  });
  afterAll(() => app.close());

  const place = async (name: string, companyId = company.id): Promise<{ id: string; name: string }> =>
    (await boss.post<{ id: string; name: string }>('/sites', { companyId, name, address: 'Rua Nova, 1' })).body;
  const calendar = async (name: string, hours: object, siteId: string): Promise<CalendarView> => {
    const { status, body } = await boss.post<CalendarView>('/sla/calendars', {
      name,
      timezone: 'Europe/Lisbon',
      hours,
      uses: [{ kind: 'site', id: siteId }],
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const ticket = async (values: object = {}): Promise<TicketView> =>
    read((await make.ticket({ companyId: company.id, ...values })).id);
  const read = async (id: string): Promise<TicketView> => (await boss.get<TicketView>(`/tickets/${id}`)).body;
  const hoursOf = async (id: string): Promise<string | undefined> =>
    (await boss.get<ClockList>(`/tickets/${id}/clocks`)).body.items.find(({ target }) => target === 'resolution')
      ?.calendar?.name;
  const change = async (id: string, values: object, who = ana) =>
    who.patch<TicketView & { errors?: { path: string }[] }>(`/tickets/${id}`, {
      version: (await read(id)).version,
      ...values,
    });
  const whose = async (id: string): Promise<unknown> => {
    const { body } = await boss.get<Explanation>(`/tickets/${id}/explain`);
    const { policy } = body as unknown as Record<string, { reasons: { because: { sla: { hours: unknown } } }[] }>;
    return policy!.reasons[0]!.because.sla.hours;
  };

  it('is promised on the hours of the place that it names, and says whose they are', async () => {
    const opened = await boss.post<TicketView>('/tickets', {
      subject: 'Till is dead',
      contactId: (await customer()).id,
      siteId: shop!.id,
    });
    expect(opened).toMatchObject({ status: 201, body: { site: { id: shop!.id, name: 'Shop' } } });

    expect(await hoursOf(opened.body.id)).toBe('Shop hours');
    expect(await whose(opened.body.id)).toEqual({ kind: 'site', name: 'Shop' });
  });

  it('names none of them by itself, and is promised on the desk’s hours', async () => {
    const { id } = await ticket();

    expect(await hoursOf(id)).toBe('Always open');
    expect(await whose(id)).toBeUndefined();
  });

  it('is promised anew when it turns out to concern another place, and goes back with it', async () => {
    const { id, createdAt } = await ticket({ siteId: shop!.id });
    const due = async () => Date.parse(String((await read(id)).dueAt)) - Date.parse(String(createdAt));
    expect(await due()).toBe(600 * 60_000);

    expect((await change(id, { siteId: depot!.id })).status).toBe(200);
    expect(await hoursOf(id)).toBe('Depot hours');
    // An hour a week: ten of them take nine weeks at least.
    expect(await due()).toBeGreaterThan(9 * 7 * 86_400_000);

    expect((await change(id, { siteId: null })).status).toBe(200);
    expect(await hoursOf(id)).toBe('Always open');
    const { items } = (await boss.get<{ items: { type: string }[] }>(`/tickets/${id}/events?after=0`)).body;
    expect(items.filter(({ type }) => type === 'ticket.site-changed')).toHaveLength(2);
  });

  it('concerns the place to which somebody goes, and goes with the visit to another', async () => {
    const { id } = await ticket();
    const visit = await boss.post<{ id: string; version: number }>('/visits', {
      ticketId: id,
      kind: 'repair',
      siteId: depot!.id,
    });
    expect(visit.status).toBe(201);
    expect(await read(id)).toMatchObject({ site: { id: depot!.id } });
    expect(await hoursOf(id)).toBe('Depot hours');

    const { version } = (await boss.get<{ version: number }>(`/visits/${visit.body.id}`)).body;
    expect((await boss.patch(`/visits/${visit.body.id}`, { version, siteId: shop!.id })).status).toBe(200);
    expect(await hoursOf(id)).toBe('Shop hours');
  });

  it('stays where somebody said, wherever a visit goes', async () => {
    const { id } = await ticket({ siteId: shop!.id });

    expect((await boss.post('/visits', { ticketId: id, kind: 'repair', siteId: depot!.id })).status).toBe(201);

    expect(await hoursOf(id)).toBe('Shop hours');
  });

  it('concerns the place where the unit stands that it is about', async () => {
    const { id } = await ticket();
    const model = await boss.post<{ id: string }>('/equipment/models', {
      maker: 'Acme',
      name: `M ${newId()}`,
      kind: 'router',
      family: 'it',
    });
    const unit = await boss.post<{ id: string }>('/equipment', {
      modelId: model.body.id,
      owner: 'customer',
      companyId: company.id,
      siteId: depot!.id,
    });
    expect([model.status, unit.status]).toEqual([201, 201]);

    expect((await boss.put(`/tickets/${id}/equipment/${unit.body.id}`, {})).status).toBeLessThan(300);

    expect(await hoursOf(id)).toBe('Depot hours');
  });

  it('follows the contract that names one place', async () => {
    const other = await make.company();
    const [here, there] = [await place('Here', other.id), await place('There', other.id)];
    await calendar(`There ${other.id}`, AN_HOUR, there.id);
    const contract = newId();
    await app.db.query(
      `insert into contracts (id, number, company_id, kind, term, state, starts_on, created_at, updated_at)
       values ($1, $2, $3, 'service', 'long', 'active', '2020-01-01', now(), now())`,
      [contract, `C-${contract}`, other.id],
    );
    await app.db.query('insert into contract_sites (contract_id, site_id) values ($1, $2)', [contract, there.id]);

    const { id } = await ticket({ companyId: other.id });
    expect(await hoursOf(id)).toBe(`There ${other.id}`);

    expect((await change(id, { siteId: here.id })).status).toBe(200);
    expect(await hoursOf(id)).toBe('Always open');
  });

  it('leaves its place with its company, and takes none of another’s', async () => {
    const other = await make.company();
    const theirs = await place('Elsewhere', other.id);
    const { id } = await ticket({ siteId: shop!.id });

    const foreign = await change(id, { siteId: theirs.id });
    expect(foreign).toMatchObject({ status: 422, body: { errors: [{ path: 'siteId' }] } });
    expect(await change(id, { siteId: newId() })).toMatchObject({ status: 422 });

    expect((await change(id, { companyId: other.id })).body).toMatchObject({ site: null });
    expect(await change(id, { siteId: theirs.id })).toMatchObject({
      status: 200,
      body: { site: { name: 'Elsewhere' } },
    });
  });

  it('is judged by rules and previews by the place that it names', async () => {
    const { id } = await ticket({ siteId: depot!.id });
    const { body } = await boss.post<PolicyPreview>('/sla/policies/preview', {
      policy: {
        conditions: { all: [{ field: 'site', op: 'is', value: depot!.id }] },
        targets: [{ target: 'resolution', hours: 'business', minutes: { normal: 60 } }],
      },
    });

    const hit = body.items.find((one) => one.ticket.id === id);
    expect(hit?.clocks.map((clock) => clock.calendar)).toEqual(['Depot hours']);
  });

  it('is named for many at once, not for those of another customer, and taken back', async () => {
    const [one, two, foreign] = [
      await ticket(),
      await ticket(),
      await ticket({ companyId: (await make.company()).id }),
    ];
    const ids = [one.id, two.id, foreign.id];

    const { status, body } = await ana.post<BulkDone>('/tickets/bulk', { ids, change: { siteId: shop!.id } });
    expect(status).toBe(200);
    expect(new Set(body.changed)).toEqual(new Set([one.id, two.id]));
    expect(body.failed).toMatchObject([{ id: foreign.id, code: 'foreign_place' }]);
    expect(await hoursOf(two.id)).toBe('Shop hours');
    expect(await read(foreign.id)).toMatchObject({ site: null });

    expect((await ana.post(`/tickets/bulk/${body.undoId}/undo`)).status).toBe(200);
    expect(await read(one.id)).toMatchObject({ site: null });
    expect(await hoursOf(two.id)).toBe('Always open');
    const unknown = await ana.post('/tickets/bulk', { ids, change: { siteId: newId() } });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ path: 'siteId' }] } });
  });

  it('is named by a macro, which says why it cannot on the ticket of another customer', async () => {
    const macro = await boss.post<{ id: string }>('/macros', {
      name: `To the depot ${newId()}`,
      actions: [
        { type: 'place', value: depot!.id },
        { type: 'tag', value: 'depot' },
      ],
    });
    expect(macro.status).toBe(201);
    const [mine, foreign] = [await ticket(), await ticket({ companyId: (await make.company()).id })];

    expect((await ana.post(`/tickets/${mine.id}/macros/${macro.body.id}`)).status).toBe(200);
    expect(await hoursOf(mine.id)).toBe('Depot hours');

    expect(await ana.post(`/tickets/${foreign.id}/macros/${macro.body.id}`)).toMatchObject({
      status: 409,
      body: { code: 'foreign_place', detail: '“Depot” is not a place of this ticket’s customer.' },
    });
    // All of its steps or none.
    expect(await read(foreign.id)).toMatchObject({ site: null, tags: [] });
    const wrong = { name: 'Nowhere', actions: [{ type: 'place', value: 'here' }] };
    expect(await boss.post('/macros', wrong)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'actions[0].value' }] },
    });
  });

  it('is named by a rule, before the promise is made; one of another customer is left out and told', async () => {
    const rule = await boss.post<{ id: string }>('/rules', {
      name: `Tills are in the shop ${newId()}`,
      events: ['ticket.created'],
      condition: { all: [{ field: 'subject', op: 'contains', value: 'till' }] },
      actions: [
        { type: 'place', value: shop!.id },
        { type: 'tag', value: 'till' },
      ],
    });
    expect(rule).toMatchObject({ status: 201 });

    const mine = await ticket({ subject: 'The till is dead' });
    const foreign = await ticket({ subject: 'Our till as well', companyId: (await make.company()).id });

    expect(mine).toMatchObject({ site: { id: shop!.id }, tags: ['till'] });
    expect(await hoursOf(mine.id)).toBe('Shop hours');
    expect(foreign).toMatchObject({ site: null, tags: ['till'] });
    const [firing] = await app.db.query<{ effects: { refused: object[] } }[]>(
      'select effects from rule_firings where ticket_id = $1',
      [foreign.id],
    );
    expect(firing?.effects.refused).toEqual([{ type: 'place', why: 'foreign_place' }]);
    await boss.delete(`/rules/${rule.body.id}`);
  });

  it('is moved only by those who may change tickets', async () => {
    const reader = await signIn(app, 'analyst');
    const { id } = await ticket();

    expect((await change(id, { siteId: shop!.id }, reader)).status).toBe(403);
  });

  async function customer(): Promise<{ id: string }> {
    const contact = await make.contact();
    await app.db.query('update contacts set company_id = $2 where id = $1', [contact.id, company.id]);
    return contact;
  }
});
