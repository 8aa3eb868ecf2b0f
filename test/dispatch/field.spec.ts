import sharp from 'sharp';
import { Clock } from '../../src/platform/clock.js';
import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { Crew, ROUND_THE_CLOCK, type CrewMember, type TestVisit } from './crew.js';

interface Answers {
  results: { clientId: string; status: string; repeat: boolean; code?: string; current?: Record<string, unknown> }[];
  visits: TestVisit[];
}

describe('the field app', () => {
  let app: TestApp;
  let crew: Crew;
  beforeAll(async () => {
    app = await TestApp.boot();
    // In the morning of today, so that the visits of today are still to come.
    goneTo(app, today(10));
    crew = await Crew.of(app);
  });
  afterAll(() => app.close());

  const day = 86_400_000;
  const today = (hour: number): string => {
    const at = new Date(Math.floor(Date.now() / day) * day + hour * 3_600_000);
    return at.toISOString();
  };
  let counted = 0;
  const change = (visit: { id: string }, type: string, data: object, more: object = {}) => {
    counted += 1;
    return {
      clientId: `change-${counted}`,
      seq: counted,
      visitId: visit.id,
      type,
      at: app.get(Clock).now().toISOString(),
      data,
      ...more,
    };
  };
  const send = (who: CrewMember, changes: object[], device = 'device-one') =>
    who.person.post<Answers>('/field/changes', { device, changes });

  async function planned(who: CrewMember, hour = 15, values: object = {}): Promise<TestVisit> {
    const visit = await crew.visit({ checklist: [{ text: 'Measure', required: true }, { text: 'Photo' }], ...values });
    const { status, body } = await crew.schedule(visit, [who], today(hour));
    expect(status).toBe(200);
    return body;
  }

  it('gives a technician the own day and nobody else’s', async () => {
    const [bia, rui] = [await crew.technician(ROUND_THE_CLOCK), await crew.technician(ROUND_THE_CLOCK)];
    const visit = await planned(bia, 15, { place: { address: 'Rua Augusta, 1', lat: -23.55, lng: -46.66 } });

    const own = await bia.person.get<{ visits: TestVisit[]; technician: { id: string } }>(
      `/field/day?date=${today(15).slice(0, 10)}`,
    );
    const others = await rui.person.get<{ visits: TestVisit[] }>(`/field/day?date=${today(15).slice(0, 10)}`);

    expect(own.body.technician.id).toBe(bia.id);
    expect(own.body.visits).toMatchObject([
      { id: visit.id, place: { address: 'Rua Augusta, 1' }, travelMinutes: expect.any(Number) },
    ]);
    expect(others.body.visits).toEqual([]);
    expect((await crew.dispatcher.get('/field/day')).status).toBe(403);
  });

  it('applies a batch in order and once, however often it is sent', async () => {
    const bia = await crew.technician(ROUND_THE_CLOCK);
    const visit = await planned(bia);
    const [first, second] = visit.checklist;
    const batch = [
      change(visit, 'step', { action: 'start-travel' }),
      change(visit, 'step', { action: 'arrive', lat: -23.5, lng: -46.6 }),
      change(visit, 'checklist', { itemId: first!.id, done: true, itemVersion: 0 }),
      change(visit, 'checklist', { itemId: second!.id, done: true, itemVersion: 0 }),
      change(visit, 'part', { name: 'SFP module', quantity: 2, serial: 'X-1' }),
      change(visit, 'signature', { name: 'Osvaldo' }),
      change(visit, 'step', { action: 'complete', text: 'Module replaced.' }),
    ];

    const answers = await Promise.all([send(bia, batch.toReversed()), send(bia, batch), send(bia, batch)]);

    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body.results.map((one) => one.status)).toEqual(batch.map(() => 'applied'));
      expect(body.results.map((one) => one.clientId)).toEqual(batch.map((one) => one.clientId));
    }
    const fresh = answers.flatMap(({ body }) => body.results).filter((one) => !one.repeat);
    expect(fresh).toHaveLength(batch.length);
    const { body } = await crew.dispatcher.get<TestVisit>(`/visits/${visit.id}`);
    expect(body).toMatchObject({
      state: 'done',
      parts: [{ name: 'SFP module', quantity: 2 }],
      signature: { name: 'Osvaldo' },
    });
    expect(body.steps.map((step) => step.type)).toEqual(['propose', 'schedule', 'start-travel', 'arrive', 'complete']);
  });

  it('answers a conflict by itself and overwrites nothing', async () => {
    const bia = await crew.technician(ROUND_THE_CLOCK);
    const visit = await planned(bia);
    await crew.dispatcher.post(`/visits/${visit.id}/cancel`, { reason: 'The customer closed' });

    const { body } = await send(
      bia,
      [change(visit, 'step', { action: 'start-travel' }), change(visit, 'note', { text: 'Nobody there' })],
      'device-two',
    );

    expect(body.results.map(({ status, code }) => [status, code])).toEqual([
      ['conflict', 'visit_ended'],
      ['conflict', 'visit_ended'],
    ]);
    expect((await crew.dispatcher.get<TestVisit>(`/visits/${visit.id}`)).body.state).toBe('cancelled');
  });

  it('shows two who tick the same item to each other', async () => {
    const [bia, rui] = [await crew.technician(ROUND_THE_CLOCK), await crew.technician(ROUND_THE_CLOCK)];
    const visit = await crew.visit({ technicians: 2, checklist: [{ text: 'Measure' }] });
    await crew.schedule(visit, [bia, rui], today(18));
    const itemId = visit.checklist[0]!.id;
    await send(bia, [change(visit, 'checklist', { itemId, done: true, itemVersion: 0 })]);
    await send(bia, [change(visit, 'checklist', { itemId, done: false, itemVersion: 1 })]);

    const { body } = await send(rui, [change(visit, 'checklist', { itemId, done: true, itemVersion: 0 })]);

    expect(body.results[0]).toMatchObject({
      status: 'conflict',
      code: 'item_changed',
      current: { item: { version: 2 } },
    });
  });

  it('does not take changes for visits of others', async () => {
    const [bia, rui] = [await crew.technician(ROUND_THE_CLOCK), await crew.technician(ROUND_THE_CLOCK)];
    const visit = await planned(bia);

    const { body } = await send(rui, [change(visit, 'step', { action: 'arrive' })]);

    expect(body.results[0]).toMatchObject({ status: 'conflict', code: 'not_yours' });
    expect(body.visits).toEqual([]);
  });

  it('refuses what a device tells behind something later', async () => {
    const bia = await crew.technician(ROUND_THE_CLOCK);
    const visit = await planned(bia);
    await send(bia, [change(visit, 'note', { text: 'Second' }, { seq: 5_000 })], 'device-three');

    const { body } = await send(bia, [change(visit, 'note', { text: 'First' }, { seq: 4_000 })], 'device-three');

    expect(body.results[0]).toMatchObject({ status: 'refused', code: 'out_of_order' });
  });

  it('keeps photos smaller and without what the camera wrote into them', async () => {
    const bia = await crew.technician(ROUND_THE_CLOCK);
    const visit = await planned(bia);
    const taken = await sharp({ create: { width: 3_000, height: 1_500, channels: 3, background: '#224466' } })
      .withExif({ IFD3: { GPSLatitude: '23/1 33/1 0/1', GPSLatitudeRef: 'S' }, IFD0: { Make: 'Camera' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const form = (): FormData => {
      const data = new FormData();
      data.set('clientId', 'photo-0001');
      data.set('visitId', visit.id);
      data.set('kind', 'photo');
      data.set('file', new Blob([new Uint8Array(taken)], { type: 'image/jpeg' }), 'IMG_1.JPG');
      return data;
    };

    const { status, body } = await bia.person.post<{ id: string; url: string }>('/field/files', form());
    const again = await bia.person.post<{ id: string }>('/field/files', form());

    expect(status).toBe(201);
    expect(again.body.id).toBe(body.id);
    const kept = await fetch(app.url + body.url, { headers: { cookie: bia.person.cookie } });
    const metadata = await sharp(Buffer.from(await kept.arrayBuffer())).metadata();
    expect(metadata).toMatchObject({ width: 2_000, height: 1_000, format: 'jpeg' });
    expect(metadata.exif).toBeUndefined();
    const stranger = await crew.technician(ROUND_THE_CLOCK);
    expect((await stranger.person.get(body.url.replace('/api/v1', ''))).status).toBe(404);
  });

  it('takes a position only on the way and with the technician’s switch', async () => {
    const bia = await crew.technician(ROUND_THE_CLOCK);
    const visit = await planned(bia);
    const here = () => ({
      visitId: visit.id,
      positions: [{ at: app.get(Clock).now().toISOString(), lat: -23.5, lng: -46.6 }],
    });
    const kept = async (): Promise<unknown> => (await bia.person.post('/field/positions', here())).body.kept;
    await bia.person.put('/field/position-sharing', { on: true });

    const before = await kept();
    await send(bia, [change(visit, 'step', { action: 'start-travel' })]);
    const underWay = await kept();
    await bia.person.put('/field/position-sharing', { on: false });
    const off = await kept();

    expect([before, underWay, off]).toEqual([0, 1, 0]);
    expect(await app.db.query('select 1 from technician_positions')).toEqual([]);
    const { body } = await bia.person.get<{ log: { on: boolean }[] }>('/field/position-sharing');
    expect(body.log.map((entry) => entry.on)).toEqual([false, true]);
  });

  describe('moves units of the firm’s', () => {
    const unitOf = async (company?: { id: string; siteId: string }) => {
      const desk = crew.dispatcher;
      counted += 1;
      const model = await desk.post<{ id: string }>('/equipment/models', {
        maker: 'Ventura',
        name: `RX-${counted}`,
        kind: 'router',
        family: 'it',
      });
      const store = await desk.post<{ id: string }>('/equipment/locations', {
        name: `Store ${counted}`,
        kind: 'stock',
      });
      const { body } = await desk.post<{ id: string; tag: string; link: string }>('/equipment', {
        modelId: model.body.id,
        serial: `SN-FIELD-${counted}`,
        ...(company ? { siteId: company.siteId } : { locationId: store.body.id }),
      });
      return { ...body, serial: `SN-FIELD-${counted}` };
    };
    const customer = async () => {
      const { id } = await crew.make.company();
      const site = await crew.dispatcher.post<{ id: string }>('/sites', {
        companyId: id,
        name: 'Loja',
        address: 'Rua 1',
      });
      return { id, siteId: site.body.id };
    };
    const at = async (who: CrewMember, company: { id: string; siteId: string }) =>
      planned(who, 15, {
        ticketId: (await crew.make.ticket({ companyId: company.id })).id,
        siteId: company.siteId,
      });
    const now = async (id: string) => (await crew.dispatcher.get(`/equipment/${id}`)).body;

    it('by tag, serial number or code, once, and the visit names them', async () => {
      const bia = await crew.technician(ROUND_THE_CLOCK);
      const firm = await customer();
      const visit = await at(bia, firm);
      const [first, second] = [await unitOf(), await unitOf()];
      const batch = [
        change(visit, 'unit', { move: 'install', unit: first.tag.toLowerCase() }),
        change(visit, 'unit', { move: 'swap', unit: first.serial, other: second.link, broken: true }),
      ];

      const [answer, again] = [await send(bia, batch, 'device-unit'), await send(bia, batch, 'device-unit')];

      expect(answer.body.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
      expect(again.body.results.map(({ repeat }) => repeat)).toEqual([true, true]);
      expect(await now(second.id)).toMatchObject({ state: 'installed', site: { id: firm.siteId } });
      expect(await now(first.id)).toMatchObject({
        state: 'in_repair',
        location: { kind: 'van', name: bia.person.name },
      });
      expect(answer.body.visits[0]).toMatchObject({
        equipment: [{ serial: first.serial }, { name: expect.stringContaining(second.tag), serial: second.serial }],
      });
      const { items } = (await crew.dispatcher.get<{ items: object[] }>(`/equipment/${second.id}/moves`)).body;
      expect(items[0]).toMatchObject({ action: 'install', visitId: visit.id, ticketId: visit.ticket.id });
    });

    it('and not those of another customer, nor what nobody knows', async () => {
      const bia = await crew.technician(ROUND_THE_CLOCK);
      const visit = await at(bia, await customer());
      const foreign = await unitOf(await customer());

      const { body } = await send(
        bia,
        [
          change(visit, 'unit', { move: 'return', unit: foreign.tag }),
          change(visit, 'unit', { move: 'install', unit: 'NOBODY-1' }),
        ],
        'device-wrong-unit',
      );

      expect(body.results.map(({ status, code }) => [status, code])).toEqual([
        ['conflict', 'not_here'],
        ['refused', 'unknown_unit'],
      ]);
      expect(await now(foreign.id)).toMatchObject({ state: 'installed' });
    });
  });
});
