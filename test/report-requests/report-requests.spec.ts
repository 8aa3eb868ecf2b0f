import type { ContractUse } from '../../src/contracts/coverage.dto.js';
import type { PackageView } from '../../src/contracts/package.dto.js';
import type { DashboardView } from '../../src/report-requests/dashboards/dashboard.dto.js';
import type { ReportRequestView } from '../../src/report-requests/requests/request.dto.js';
import type { PortalReportPage, PortalWholeReportView } from '../../src/portal/reports/portal-reports.dto.js';
import { Devices } from '../telemetry/devices.js';
import { TestApp } from '../harness/app.js';
import { customer, EVERYTHING, type SignedInCustomer } from '../harness/customers.js';
import type { Door } from '../harness/door.js';
import { Make } from '../harness/make.js';
import { administrator, agent, lead, signIn, type Person } from '../harness/people.js';

describe('a report that a customer asks for', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let other: Person;
  let companyId: string;
  let ana: SignedInCustomer;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app, { name: 'Rui' });
    other = await lead(app, { name: 'Zoe' });
    companyId = (await make.company('Norte')).id;
    ana = await customer(app, { name: 'Ana', companyId });
  });
  afterAll(() => app.close());

  const ask = async (door: Door = ana, more: object = {}) =>
    (await door.post<PortalWholeReportView>('/portal/reports', { title: 'Uptime by site', about: 'Why?', ...more }))
      .body;
  const look = async (id: string) => (await boss.get<ReportRequestView>(`/report-requests/${id}`)).body;
  const act = async (id: string, path: string, more: object = {}, door: Person = boss) =>
    door.put<ReportRequestView>(`/report-requests/${id}/${path}`, { version: (await look(id)).version, ...more });
  const accept = (id: string) => act(id, 'acceptance', { dueOn: '2199-03-10' });
  const upload = async (door: Door, name: string, content: string) => {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    return (await door.post<{ id: string }>('/attachments', form)).body.id;
  };
  const onVersion = async (id: string, path: string, door: Person = boss) => {
    const { versions } = await look(id);
    const { id: versionId, version } = versions[0]!;
    return door.put<ReportRequestView>(`/report-requests/${id}/versions/${versionId}/${path}`, { version });
  };
  const write = async (id: string, body: object = { summary: 'All is well.' }) =>
    boss.post<ReportRequestView>(`/report-requests/${id}/versions`, { version: (await look(id)).version, ...body });
  const approved = async () => {
    const { id } = await ask();
    await accept(id);
    await write(id);
    await onVersion(id, 'review');
    await onVersion(id, 'approval', other);
    return id;
  };
  const seen = async (id: string, door: Door = ana) =>
    (await door.get<PortalWholeReportView>(`/portal/reports/${id}`)).body;
  const types = async (id: string) =>
    (await boss.get<{ items: { seq: number; type: string }[] }>(`/report-requests/${id}/events`)).body.items;

  it('is followed by them from the asking to the reading', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ state: 'requested', mine: true, beyond: true, versions: [], dueOn: null });
    const { id } = asked;

    expect((await accept(id)).body).toMatchObject({ state: 'accepted', dueOn: '2199-03-10', owner: { name: 'Rui' } });
    const fileId = await upload(boss, 'uptime.csv', 'site,uptime\r\nOne,99\r\n');
    const written = await write(id, { summary: 'Site one was down twice.', fileIds: [fileId] });
    expect(written.body).toMatchObject({ state: 'analysis', versions: [{ number: 1, state: 'draft' }] });
    expect((await onVersion(id, 'review')).body.state).toBe('review');
    expect((await seen(id)).versions).toEqual([]);
    expect((await ana.get(`/portal/reports/${id}/files/${fileId}`)).status).toBe(404);
    expect((await onVersion(id, 'approval')).status).toBe(403);
    expect((await onVersion(id, 'publication')).status).toBe(409);
    expect((await onVersion(id, 'approval', other)).body.versions[0]).toMatchObject({
      state: 'approved',
      reviewer: { name: 'Zoe' },
    });
    expect((await onVersion(id, 'publication')).body.state).toBe('published');

    expect(await seen(id)).toMatchObject({
      state: 'published',
      dueOn: '2199-03-10',
      versions: [{ number: 1, summary: 'Site one was down twice.', files: [{ id: fileId, name: 'uptime.csv' }] }],
    });
    expect((await seen(id)).steps.map(({ state }) => state)).toEqual([
      'requested',
      'accepted',
      'analysis',
      'review',
      'published',
    ]);
    expect((await ana.get(`/portal/reports/${id}/files/${fileId}`)).body).toContain('One,99');
    const history = await types(id);
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, at) => at + 1));
  });

  it('is published for good: another version follows it', async () => {
    const id = await approved();
    await onVersion(id, 'publication');
    const { versions } = await look(id);
    const path = `/report-requests/${id}/versions/${versions[0]!.id}`;

    expect((await boss.patch(path, { version: versions[0]!.version, summary: 'Something else.' })).status).toBe(409);
    expect((await boss.delete(path)).status).toBe(409);
    const next = await write(id, { summary: 'Corrected.' });

    expect(next.body).toMatchObject({ state: 'analysis', versions: [{ number: 2 }, { number: 1 }] });
    expect(await seen(id)).toMatchObject({ state: 'analysis', mayWithdraw: false, versions: [{ number: 1 }] });
    expect((await act(id, 'refusal', { reason: 'No.' })).status).toBe(409);
    const draft = next.body.versions[0]!;
    const thrown = await boss.delete<ReportRequestView>(`/report-requests/${id}/versions/${draft.id}`);
    expect(thrown.body).toMatchObject({ state: 'published', versions: [{ number: 1 }] });
  });

  it('is declined with words, or withdrawn by them, and then is over', async () => {
    const [no, back] = [await ask(), await ask()];

    expect((await act(no.id, 'refusal', { reason: ' ' })).status).toBe(422);
    expect((await act(no.id, 'refusal', { reason: 'We have no such data.' })).status).toBe(200);
    const { version } = await seen(back.id);
    expect((await ana.post(`/portal/reports/${back.id}/withdrawal`, { version })).status).toBe(200);

    expect(await seen(no.id)).toMatchObject({ state: 'declined', reason: 'We have no such data.' });
    expect(await look(back.id)).toMatchObject({ state: 'withdrawn', moves: [] });
    expect((await accept(back.id)).status).toBe(409);
  });

  it('cannot be promised for yesterday, nor on a day that no calendar has', async () => {
    const { id } = await ask();
    expect((await act(id, 'acceptance', { dueOn: '2020-01-01' })).status).toBe(422);
    expect((await act(id, 'acceptance', { dueOn: '2199-02-30' })).status).toBe(422);
    await accept(id);
    const { version } = await look(id);
    await boss.patch(`/report-requests/${id}`, { version, dueOn: '2199-04-01', why: 'Readings are missing.' });
    expect((await seen(id)).dueOn).toBe('2199-04-01');
  });

  it('is presented when its meeting was held', async () => {
    const id = await approved();
    const { status } = await boss.post(`/report-requests/${id}/meetings`, {
      dueAt: '2199-03-01T10:00:00Z',
      place: 'At theirs',
    });
    expect(status).toBe(201);
    const { meetings } = await look(id);
    expect((await seen(id)).meeting).toMatchObject({ at: '2199-03-01T10:00:00.000Z', place: 'At theirs' });

    await boss.post(`/activities/${meetings[0]!.id}/done`, { version: 1 });

    expect((await look(id)).state).toBe('presented');
    expect(await seen(id)).toMatchObject({ meeting: null, state: 'presented' });
  });

  it('is brought on a visit that dispatch plans', async () => {
    const id = await approved();

    expect((await boss.post(`/report-requests/${id}/visits`, { about: 'Bring it printed.' })).status).toBe(201);
    expect((await boss.post(`/report-requests/${id}/visits`, {})).status).toBe(409);

    const { tickets } = await look(id);
    expect(tickets).toMatchObject([{ kind: 'visit', visitState: 'proposed' }]);
    const visits = await boss.get<{ items: { kind: string }[] }>(`/visits?ticket=${tickets[0]!.number}`);
    expect(visits.body.items).toMatchObject([{ kind: 'report_delivery' }]);
  });

  it('is asked about in a conversation, which stands in both places', async () => {
    const { id, number } = await ask();
    await accept(id);
    const first = await ana.post<{ number: number }>(`/portal/reports/${id}/questions`, { text: 'Also for May?' });
    const second = await ana.post<{ number: number }>(`/portal/reports/${id}/questions`, { text: 'And June?' });
    await app.settle();

    expect(first.status).toBe(201);
    expect(second.body.number).toBe(first.body.number);
    expect((await seen(id)).questions).toMatchObject([
      { number: first.body.number, subject: `R${number} Uptime by site` },
    ]);
    expect((await look(id)).tickets).toMatchObject([{ kind: 'question', number: first.body.number }]);
    const about = await boss.get<{ items: { id: string }[] }>(`/report-requests?ticket=${first.body.number}`);
    expect(about.body.items.map((one) => one.id)).toEqual([id]);
    const told = await boss.get<{ items: { kind: string; data: { report?: { moment: string } } }[] }>('/notifications');
    expect(told.body.items[0]).toMatchObject({
      kind: 'report',
      data: { report: { number, moment: 'report.question' } },
    });
  });

  it('is told by mail when there is something to know', async () => {
    const { id, number } = await ask();
    await accept(id);
    await app.settle();
    const admin = await administrator(app);
    const mails = await admin.get<{ items: { to: string; subject: string }[] }>('/mail/system?limit=200');
    expect(mails.body.items.filter(({ to }) => to === ana.email)).toContainEqual(
      expect.objectContaining({ subject: `[R${number}] Uptime by site` }),
    );
  });

  it('two who write at once: one is told that it moved on', async () => {
    const { id } = await ask();
    const { version } = await look(id);
    const body = { version, dueOn: '2199-03-10' };
    const all = await Promise.all(Array.from({ length: 6 }, () => boss.put(`/report-requests/${id}/acceptance`, body)));
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  it('is not for who only works in the field, and not theirs who are of another company', async () => {
    const { id } = await ask();
    const stranger = await customer(app, { companyId: (await make.company('Sul')).id, rights: EVERYTHING });
    const nobody = await customer(app, {});
    const helper = await agent(app);
    const technician = await signIn(app, 'technician');
    expect((await stranger.get(`/portal/reports/${id}`)).status).toBe(404);
    expect((await stranger.get<PortalReportPage>('/portal/reports')).body.items).toEqual([]);
    expect((await nobody.post('/portal/reports', { title: 'Mine' })).status).toBe(409);
    expect((await technician.get('/report-requests')).status).toBe(403);
    expect((await helper.get('/report-requests')).status).toBe(200);
    expect((await helper.put(`/report-requests/${id}/analysis`, { version: 1 })).status).toBe(403);
  });

  describe('and the package', () => {
    const firm = async (whenOver: 'allowed' | 'refused') => {
      const { id } = await make.company('Oeste');
      const key = `reports-${whenOver}-${id.slice(-6)}`;
      const pack = await boss.post<PackageView>('/packages', {
        key,
        name: key,
        allowances: [{ what: 'report', perMonth: 1, whenOver }],
      });
      const contract = await boss.post<{ id: string }>('/contracts', {
        ...{ companyId: id, packageId: pack.body.id, kind: 'service', term: 'long', state: 'active' },
        startsOn: '2020-01-01',
      });
      return { id, contractId: contract.body.id, caio: await customer(app, { companyId: id, rights: EVERYTHING }) };
    };

    it('says how many are left; one more is marked', async () => {
      const { caio, contractId } = await firm('allowed');
      expect((await caio.get<PortalReportPage>('/portal/reports')).body.quota).toMatchObject({ included: 1, left: 1 });

      const [within, beyond] = [await ask(caio), await ask(caio)];

      expect([within.beyond, beyond.beyond]).toEqual([false, true]);
      await accept(within.id);
      const { body } = await boss.get<ContractUse>(`/contracts/${contractId}/use`);
      expect(body.months[0]!.allowances).toMatchObject([{ what: 'report', used: 1, left: 0 }]);
      expect((await look(within.id)).quota).toMatchObject({ included: 1, asked: 2, left: 0 });
    });

    it('may take no more than it includes, however many ask at once', async () => {
      const { caio } = await firm('refused');

      const all = await Promise.all(Array.from({ length: 8 }, () => caio.post('/portal/reports', { title: 'Uptime' })));

      expect(all.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
    });

    it('gets back what we declined, and not what they withdrew after we began', async () => {
      const { caio, id } = await firm('refused');
      const first = await ask(caio);
      await accept(first.id);
      expect((await caio.post('/portal/reports', { title: 'More' })).status).toBe(409);

      await act(first.id, 'refusal', { reason: 'Not possible after all.' });

      const again = await ask(caio);
      expect(again.state).toBe('requested');
      await accept(again.id);
      await act(again.id, 'withdrawal');
      expect((await boss.post('/report-requests', { companyId: id, title: 'More' })).status).toBe(409);
    });
  });

  describe('and its live figures', () => {
    it('count what is theirs alone, as it is now', async () => {
      const { id: mine } = await make.company('Leste');
      const { id: theirs } = await make.company('Outra');
      const caio = await customer(app, { companyId: mine, rights: EVERYTHING });
      for (const company of [mine, mine, theirs]) {
        const contact = await make.contact({});
        await make.ticket({ companyId: company, contactId: contact.id });
      }
      const { id } = await ask(caio);
      const kinds = ['tickets-opened', 'tickets-by-priority', 'tickets-by-channel', 'tickets-by-site', 'promise-kept'];
      const more = ['tickets-closed', 'visits', 'equipment-by-state', 'spend'];
      const tiles = [...kinds, ...more].map((kind) => ({ kind, months: 3 }));
      expect((await caio.get(`/portal/reports/${id}/dashboard`)).status).toBe(404);

      const composed = await boss.put<DashboardView>(`/report-requests/${id}/dashboard`, { tiles, shared: true });

      expect(composed.status).toBe(200);
      expect(composed.body.tiles).toHaveLength(9);
      const { body } = await caio.get<DashboardView>(`/portal/reports/${id}/dashboard`);
      const opened = body.tiles.find(({ kind }) => kind === 'tickets-opened')!;
      expect(opened.points.map(({ value }) => value)).toEqual([0, 0, 2]);
      await make.ticket({ companyId: mine, contactId: (await make.contact({})).id });
      const now = await caio.get<DashboardView>(`/portal/reports/${id}/dashboard`);
      expect(now.body.tiles.find(({ kind }) => kind === 'tickets-opened')!.points.at(-1)!.value).toBe(3);
      const csv = await caio.get<string>(`/portal/reports/${id}/dashboard/${opened.id}/csv`);
      expect(csv.body).toContain(',3,count');
      expect((await ana.get(`/portal/reports/${id}/dashboard/${opened.id}/csv`)).status).toBe(404);
    });

    it('count what devices measured from the day on which they stand with the company, and nobody else’s', async () => {
      const devices = await Devices.open(app, boss, 'Figures');
      const { id: mine } = await make.company('Frios');
      const { id: theirs } = await make.company('Alheia');
      const caio = await customer(app, { companyId: mine, rights: EVERYTHING });
      const [own, moved, foreign] = [
        await devices.unit({ companyId: mine }),
        await devices.unit({ companyId: mine }),
        await devices.unit({ companyId: theirs }),
      ];
      const month = `date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' - interval '1 month'`;
      await app.db.query(`update equipment set created_at = now() - interval '200 days' where model_id = $1`, [
        devices.modelId,
      ]);
      // Moves are never changed, which a test of another time has to.
      await app.db.query('alter table equipment_moves disable trigger equipment_moves_append_only');
      await app.db.query(`update equipment_moves set at = now() - interval '200 days' where equipment_id = $1`, [
        own.id,
      ]);
      await app.db.query(`update equipment_moves set at = ${month} + interval '36 hours' where equipment_id = $1`, [
        moved.id,
      ]);
      await app.db.query('alter table equipment_moves enable trigger equipment_moves_append_only');
      for (const [unit, days] of [
        [own, [4, 6]],
        [moved, [90, 90, 5]],
        [foreign, [1_000]],
      ] as const) {
        const [line] = await app.db.query<[{ id: number }]>(
          'insert into telemetry_series (equipment_id, metric_id) values ($1, $2) returning id',
          [unit.id, devices.metricId],
        );
        for (const [day, value] of days.entries()) {
          await app.db.query(
            `insert into telemetry_days (series_id, at, count, min, max, sum, last, last_at)
             select $1, t, 2, $3, $3, 2 * $3::float8, $3, t from (select ${month} + $2 * interval '1 day' as t) x`,
            [line.id, day, value],
          );
        }
      }
      const { id } = await ask(caio);
      const tiles = [
        { kind: 'readings', months: 3 },
        { kind: 'device-alerts', months: 3 },
      ];
      await boss.put(`/report-requests/${id}/dashboard`, { tiles, shared: true });

      const { body } = await caio.get<DashboardView>(`/portal/reports/${id}/dashboard`);

      const measured = body.tiles.find(({ kind }) => kind === 'readings')!.points;
      expect(measured.filter(({ value }) => value !== null)).toMatchObject([
        { name: 'Temperature', namePt: 'Temperatura', value: 5, unit: 'of:°C' },
      ]);
      expect(body.tiles.find(({ kind }) => kind === 'device-alerts')!.points.map(({ value }) => value)).toEqual([
        0, 0, 0,
      ]);
    });

    it('show nobody what they have no right to', async () => {
      const { id } = await ask();
      const tiles = ['tickets-opened', 'spend'].map((kind) => ({ kind, months: 1 }));
      await boss.put(`/report-requests/${id}/dashboard`, { tiles, shared: true });

      const { body } = await ana.get<DashboardView>(`/portal/reports/${id}/dashboard`);

      expect(body).toMatchObject({ tiles: [], hidden: 2 });
    });
  });
});
