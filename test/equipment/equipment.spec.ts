import type { MoveView } from '../../src/equipment/equipment-move.dto.js';
import type { EquipmentPage, WholeEquipment } from '../../src/equipment/equipment.dto.js';
import type { ReservationView } from '../../src/equipment/reservation.dto.js';
import type { StockView } from '../../src/equipment/stock.dto.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, signIn, type Person } from '../harness/people.js';

const NOTHING = '01900000-0000-7000-8000-00000000dead';

describe('equipment', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let router: string;
  let store: string;
  let made = 0;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    router = await model('RX-520');
    store = await location('Store room');
  });
  afterAll(() => app.close());

  const created = async <T = { id: string }>(path: string, body: object): Promise<T> => {
    const answer = await boss.post<T>(path, body);
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return answer.body;
  };
  const model = async (name: string, more: object = {}) =>
    (await created('/equipment/models', { maker: 'Ventura', name, kind: 'router', family: 'it', ...more })).id;
  const location = async (name: string, more: object = {}) =>
    (await created('/equipment/locations', { name, kind: 'stock', ...more })).id;
  const unit = (more: object = {}) =>
    created<WholeEquipment>('/equipment', {
      modelId: router,
      locationId: store,
      serial: `SN-${(made += 1)}`,
      ...more,
    });
  const customer = async () => {
    const company = await make.company();
    const site = await created('/sites', { companyId: company.id, name: 'Loja 12', address: 'Rua Augusta, 12' });
    const contract = await created('/contracts', {
      companyId: company.id,
      kind: 'rental',
      term: 'long',
      state: 'active',
      startsOn: '2020-01-01',
    });
    return { ...company, site: site.id, contract: contract.id };
  };
  const move = (id: string, action: string, more: object = {}) =>
    boss.post<WholeEquipment>(`/equipment/${id}/moves`, { action, ...more });
  const history = async (id: string) =>
    (await boss.get<{ items: MoveView[] }>(`/equipment/${id}/moves`)).body.items.map(({ action, to }) => [
      action,
      to.location?.name ?? to.site?.name ?? null,
    ]);
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const reserve = (what: object, from = 0, until = 5) =>
    boss.post<ReservationView & { code: string; reservation: object; substitutes: object[] }>(
      '/equipment/reservations',
      { from: day(from), until: day(until), ...what },
    );

  it('goes from stock to a site and back, and remembers every step', async () => {
    const norte = await customer();
    const { id, tag, moves } = await unit();
    expect(moves).toContain('install');

    const installed = await move(id, 'install', {
      siteId: norte.site,
      contractId: norte.contract,
      reason: 'New branch',
    });
    const returned = await move(id, 'return', { locationId: store });

    expect(installed.body).toMatchObject({
      tag,
      state: 'installed',
      site: { id: norte.site },
      company: { id: norte.id },
      contractId: norte.contract,
      location: null,
    });
    expect(returned.body).toMatchObject({ state: 'in_stock', company: null, contractId: null });
    expect(await history(id)).toEqual([
      ['return', 'Store room'],
      ['install', 'Loja 12'],
      ['register', 'Store room'],
    ]);
    expect((await boss.get<{ items: MoveView[] }>(`/equipment/${id}/moves`)).body.items[1]).toMatchObject({
      actorName: boss.name,
      reason: 'New branch',
      contractId: norte.contract,
      fromState: 'in_stock',
    });
    await expect(app.db.query('delete from equipment_moves where equipment_id = $1', [id])).rejects.toThrow(
      'only added',
    );
  });

  it.each([
    ['what its state does not allow', () => ({ action: 'return', locationId: store }), 409, 'equipment_state'],
    ['a step to nowhere', () => ({ action: 'install' }), 422, 'invalid'],
    ['a site that does not exist', () => ({ action: 'install', siteId: NOTHING }), 422, 'invalid'],
    ['a step that happens tomorrow', () => ({ action: 'lose', at: new Date(Date.now() + 86_400_000) }), 422, 'invalid'],
    ['a version that is not the newest', () => ({ action: 'lose', version: 7 }), 409, 'stale_version'],
  ])('refuses %s', async (_, body, status, code) => {
    const { id } = await unit();

    const answer = await boss.post(`/equipment/${id}/moves`, body());

    expect(answer).toMatchObject({ status, body: { code } });
    expect((await boss.get(`/equipment/${id}`)).body).toMatchObject({ state: 'in_stock', version: 1 });
  });

  it('stands under a contract of the company that has it, and of no other', async () => {
    const [norte, sul] = [await customer(), await customer()];
    const { id } = await unit();

    const wrong = await move(id, 'install', { siteId: norte.site, contractId: sul.contract });

    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'contractId' }] } });
    expect((await boss.get(`/equipment/${id}`)).body).toMatchObject({ state: 'in_stock' });
  });

  it('has one serial number for a model, and one tag among all', async () => {
    const { serial, tag } = await unit();

    expect((await boss.post('/equipment', { modelId: router, locationId: store, serial })).body).toMatchObject({
      status: 409,
      code: 'serial_taken',
    });
    expect((await boss.post('/equipment', { modelId: router, locationId: store, tag })).body).toMatchObject({
      code: 'tag_taken',
    });
    expect((await unit({ modelId: await model('RX-100'), serial })).serial).toBe(serial);
  });

  it('is swapped in one step: both or neither', async () => {
    const norte = await customer();
    const [old, fresh, taken] = [await unit(), await unit(), await unit()];
    await move(old.id, 'install', { siteId: norte.site, contractId: norte.contract });
    await move(taken.id, 'install', { siteId: norte.site });

    const refused = await boss.post('/equipment/swaps', { outId: old.id, inId: taken.id, locationId: NOTHING });
    const swapped = await boss.post<WholeEquipment>('/equipment/swaps', {
      outId: old.id,
      inId: fresh.id,
      locationId: store,
      outAs: 'repair',
    });

    expect(refused.status).toBe(422);
    expect(swapped.body).toMatchObject({
      id: fresh.id,
      state: 'installed',
      site: { id: norte.site },
      contractId: norte.contract,
    });
    expect((await boss.get(`/equipment/${old.id}`)).body).toMatchObject({ state: 'in_repair', company: null });
  });

  it('takes along what is built into it', async () => {
    const norte = await customer();
    const [server, bay, disk] = [await unit(), await unit(), await unit()];
    await move(bay.id, 'build_in', { parentId: server.id });
    await move(disk.id, 'build_in', { parentId: bay.id });

    await move(server.id, 'install', { siteId: norte.site });

    const whole = (await boss.get<WholeEquipment>(`/equipment/${server.id}`)).body;
    expect(whole.parts.map(({ id, depth }) => [id, depth])).toEqual([
      [bay.id, 1],
      [disk.id, 2],
    ]);
    expect((await boss.get(`/equipment/${disk.id}`)).body).toMatchObject({
      state: 'installed',
      site: { id: norte.site },
      moves: ['take_out'],
    });
    expect((await move(disk.id, 'return', { locationId: store })).body).toMatchObject({ code: 'built_in' });
    expect((await move(server.id, 'return', { locationId: store })).status).toBe(201);
    expect((await move(server.id, 'build_in', { parentId: disk.id })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'parentId' }],
    });
    expect((await move(disk.id, 'take_out')).body).toMatchObject({ parent: null, state: 'in_stock' });
  });

  it('of a customer’s own stays theirs, and goes to nobody else', async () => {
    const [norte, sul] = [await customer(), await customer()];
    const { id } = await unit({ owner: 'customer', companyId: norte.id });

    expect((await move(id, 'install', { siteId: sul.site })).body).toMatchObject({ code: 'not_theirs' });
    expect((await move(id, 'install', { siteId: norte.site })).body).toMatchObject({ company: { id: norte.id } });
    expect((await move(id, 'return', { locationId: store })).body).toMatchObject({ company: { id: norte.id } });
  });

  describe('reserved', () => {
    it('by fifty at the same moment is given to one, and the others hear to whom', async () => {
      const norte = await customer();
      const { id, tag } = await unit();

      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, at) => reserve({ equipmentId: id, companyId: norte.id }, at % 3, 5 + (at % 4))),
      );

      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      const losers = answers.filter(({ status }) => status !== 201);
      expect(new Set(losers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
        new Set(['409 equipment_reserved']),
      );
      expect(losers[0]!.body).toMatchObject({ tag, reservation: { company: { id: norte.id } } });
      expect((await boss.get(`/equipment/${id}`)).body).toMatchObject({ reservations: [{ state: 'open' }] });
    });

    it('is what it is today, goes to no other, and is used up by the one', async () => {
      const [norte, sul] = [await customer(), await customer()];
      const { id } = await unit();
      await reserve({ equipmentId: id, companyId: norte.id });

      expect((await boss.get(`/equipment/${id}`)).body).toMatchObject({ state: 'reserved' });
      expect((await boss.get<EquipmentPage>(`/equipment?state=reserved`)).body.items.map((one) => one.id)).toContain(
        id,
      );
      expect((await move(id, 'retire')).body).toMatchObject({ code: 'equipment_state' });
      expect((await move(id, 'install', { siteId: sul.site })).body).toMatchObject({ code: 'equipment_reserved' });
      const installed = await move(id, 'install', { siteId: norte.site });
      expect(installed.body).toMatchObject({ state: 'installed', reservations: [{ state: 'used' }] });
      // Its days are still taken, until it comes back.
      expect((await reserve({ equipmentId: id }, 2, 3)).status).toBe(409);
      expect((await move(id, 'return', { locationId: store })).body.reservations).toEqual([]);
    });

    it('by model takes whatever is free, and offers what may take its place', async () => {
      const second = await model('RX-530');
      const rare = await model('RX-900', { substituteIds: [second] });
      const [only, other] = [await unit({ modelId: rare }), await unit({ modelId: second })];

      const first = await reserve({ modelId: rare });
      const none = await reserve({ modelId: rare }, 3, 9);
      const later = await reserve({ modelId: rare }, 6, 9);

      expect(first.body).toMatchObject({ equipment: { id: only.id } });
      expect(none).toMatchObject({
        status: 409,
        body: { code: 'none_free', substitutes: [{ model: { id: second }, free: 1 }] },
      });
      expect(later.body).toMatchObject({ equipment: { id: only.id } });
      const stock = (await boss.get<StockView>(`/equipment/stock?model=${rare}`)).body;
      expect(stock.items).toMatchObject([{ location: { id: store }, total: 1, reserved: 1, free: 0 }]);
      expect(stock.short).toMatchObject([{ model: { id: rare }, substitutes: [{ model: { id: second }, free: 1 }] }]);
      expect(other.state).toBe('in_stock');
    });

    it('is moved to other days, or given back', async () => {
      const { id } = await unit();
      const { body } = await reserve({ equipmentId: id }, 10, 12);
      await reserve({ equipmentId: id }, 20, 22);
      const change = (until: number) =>
        boss.patch(`/equipment/reservations/${body.id}`, { until: day(until), version: body.version });

      expect((await change(21)).body).toMatchObject({ code: 'equipment_reserved' });
      expect((await change(19)).body).toMatchObject({ until: day(19), version: 2 });
      expect((await boss.delete(`/equipment/reservations/${body.id}`)).status).toBe(204);
      expect((await reserve({ equipmentId: id }, 10, 19)).status).toBe(201);
    });

    it.each([
      ['that end before they begin', () => ({ from: day(5), until: day(4) })],
      ['that are over', () => ({ from: day(-9), until: day(-8) })],
      ['on a day that does not exist', () => ({ from: '2090-02-30', until: '2090-03-02' })],
      ['of nothing', () => ({ equipmentId: undefined })],
    ])('for days %s is refused', async (_, wrong) => {
      const { id } = await unit();

      const answer = await boss.post('/equipment/reservations', {
        equipmentId: id,
        from: day(1),
        until: day(2),
        ...wrong(),
      });

      expect(answer.status).toBe(422);
    });
  });

  it('is found by a piece of its number, by customer and by what its code says', async () => {
    const norte = await customer();
    const { id, tag, link } = await unit({ siteId: norte.site, locationId: undefined });
    await unit();
    const found = async (query: string) =>
      (await boss.get<EquipmentPage>(`/equipment?${query}`)).body.items.map((one) => one.id);

    expect(await found(`q=${tag.toLowerCase()}`)).toEqual([id]);
    expect(await found(`q=${encodeURIComponent(link)}`)).toEqual([id]);
    expect(await found(`company=${norte.id}&state=installed&q=rx-520`)).toEqual([id]);
    expect(await found(`site=${norte.site}`)).toEqual([id]);
    const first = (await boss.get<EquipmentPage>('/equipment?limit=1')).body;
    const next = (await boss.get<EquipmentPage>(`/equipment?limit=1&cursor=${first.nextCursor}`)).body;
    expect(next.items[0]!.id).not.toBe(first.items[0]!.id);
  });

  it('leads colleagues to its page by its code, and tells nobody else more than its label does', async () => {
    const norte = await customer();
    const { id, tag, serial, link } = await unit({ siteId: norte.site, locationId: undefined, notes: 'secret note' });
    const path = `/${new URL(link).pathname}`;

    const ours = await (await agent(app)).get(path);
    const anybody = await app.anyone.get<string>(path);
    const unknown = await app.anyone.get<string>(`//e/${'x'.repeat(22)}`);

    expect([ours.status, ours.headers.get('location')]).toEqual([302, `/equipment/${id}`]);
    expect(anybody.status).toBe(200);
    expect(anybody.body).toContain(tag);
    expect(anybody.body).toContain('Ventura RX-520');
    for (const hidden of [serial!, norte.name, 'Loja 12', 'secret note', id])
      expect(anybody.body).not.toContain(hidden);
    expect(unknown.status).toBe(404);
    expect((await boss.get(`/equipment/by-code/${path.split('/').at(-1)}`)).body).toMatchObject({ id });
    expect((await boss.get('/equipment/by-code/guess')).status).toBe(404);
  });

  it('keeps the software on it, with the day on which a version was first seen', async () => {
    const { id } = await unit();
    const put = (items: object[]) => boss.put<WholeEquipment>(`/equipment/${id}/software`, { items });
    const [first] = (await put([{ name: 'Firmware', version: '5.1' }])).body.software;

    const again = (
      await put([
        { name: 'firmware', version: '5.1' },
        { name: 'Agent', version: '1.0' },
      ])
    ).body.software;
    const newer = (await put([{ name: 'firmware', version: '5.2' }])).body.software;

    expect(again.map(({ name }) => name)).toEqual(['Agent', 'firmware']);
    expect(again[1]!.notedAt).toBe(first!.notedAt);
    expect(newer).toMatchObject([{ name: 'firmware', version: '5.2' }]);
    expect((await put([[]])).status).toBe(422);
    expect(
      (
        await put([
          { name: 'A', version: '1' },
          { name: 'a', version: '2' },
        ])
      ).status,
    ).toBe(422);
  });

  it('is labelled: a PDF for one or for many', async () => {
    const ids = [await unit(), await unit()].map(({ id }) => id);
    const print = (query: string) => boss.get<string>(`/equipment/labels?${query}`);

    const sheet = await print(`ids=${ids.join(',')}`);

    expect(sheet.headers.get('content-type')).toContain('application/pdf');
    expect(sheet.body.slice(0, 5)).toBe('%PDF-');
    expect((await print(`ids=${ids[0]}&format=roll`)).status).toBe(200);
    expect((await print('ids=nonsense')).status).toBe(422);
    expect((await print(`ids=${NOTHING}`)).status).toBe(404);
  });

  it('is what a ticket is about, also after the ticket was merged and parted', async () => {
    const { id, tag } = await unit();
    const [ticket, other] = [await make.ticket(), await make.ticket()];
    const about = async (ticketId: string) =>
      (await boss.get<EquipmentPage>(`/tickets/${ticketId}/equipment`)).body.items.map((one) => one.id);

    await boss.put(`/tickets/${ticket.number}/equipment/${id}`);

    expect(await about(ticket.id)).toEqual([id]);
    expect((await boss.get<{ items: object[] }>(`/equipment/${id}/tickets`)).body.items).toMatchObject([
      { number: ticket.number },
    ]);
    const events = (await boss.get<{ items: { type: string; data: object }[] }>(`/tickets/${ticket.id}/events`)).body;
    expect(events.items.at(-1)).toMatchObject({ type: 'ticket.about', data: { tag } });
    await boss.post(`/tickets/${other.id}/merge`, { otherId: ticket.id });
    expect(await about(other.id)).toEqual([id]);
    await boss.post(`/tickets/${other.id}/unmerge`, {});
    expect([await about(other.id), await about(ticket.id)]).toEqual([[], [id]]);
    expect((await boss.delete(`/tickets/${ticket.id}/equipment/${id}`)).status).toBe(204);
    expect((await boss.delete(`/tickets/${ticket.id}/equipment/${id}`)).status).toBe(404);
  });

  it('is moved by those who go and plan, reserved by those who sell, and only read by the rest', async () => {
    const { id } = await unit();
    const [tech, sales, analyst] = await Promise.all(
      ['technician', 'sales', 'analyst'].map((role) => signIn(app, role)),
    );
    const lost = { action: 'lose' };
    const days = { equipmentId: id, from: day(1), until: day(2) };

    expect((await analyst!.get(`/equipment/${id}`)).status).toBe(200);
    expect((await analyst!.post('/equipment/reservations', days)).status).toBe(403);
    expect((await sales!.post(`/equipment/${id}/moves`, lost)).status).toBe(403);
    expect((await sales!.post('/equipment/reservations', days)).status).toBe(201);
    expect((await tech!.post('/equipment', { modelId: router, locationId: store })).status).toBe(403);
    expect((await tech!.post(`/equipment/${id}/moves`, lost)).status).toBe(201);
    expect((await app.anyone.get(`/equipment/${id}`)).status).toBe(401);
  });

  it('lies at locations that close when they are empty, one van for a person', async () => {
    const shelf = await location('Shelf');
    const { id } = await unit({ locationId: shelf });
    const close = () => boss.patch(`/equipment/locations/${shelf}`, { active: false });

    expect((await close()).body).toMatchObject({ code: 'location_full' });
    await move(id, 'transfer', { locationId: store });
    expect((await close()).status).toBe(200);
    expect((await move(id, 'transfer', { locationId: shelf })).status).toBe(422);
    await location('Van', { kind: 'van', userId: boss.id });
    expect(
      (await boss.post('/equipment/locations', { name: 'Van 2', kind: 'van', userId: boss.id })).body,
    ).toMatchObject({ code: 'van_taken' });
  });
});
