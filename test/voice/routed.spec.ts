import { TestApp } from '../harness/app.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { PhoneLine, QUEUE } from './phone-line.js';

describe('calls of a team that decides by itself', () => {
  let app: TestApp;
  let admin: Person;
  let ana: Person;
  let rui: Person;
  let phone: PhoneLine;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    const teamId = (await admin.post('/teams', { name: 'Support' })).body.id as string;
    ana = await signIn(app, 'agent', { name: 'Ana', teamIds: [teamId] });
    rui = await signIn(app, 'agent', { name: 'Rui', teamIds: [teamId] });
    await ana.put('/me/availability', { state: 'online' });
    await rui.put('/me/availability', { state: 'online' });
    const { body } = await admin.get(`/teams/${teamId}/assignment`);
    await admin.patch(`/teams/${teamId}/assignment`, {
      strategy: 'round_robin',
      acceptSeconds: 20,
      version: body.version,
    });
    await app.settle();
    phone = await PhoneLine.open(app, { teamId, steps: [QUEUE] });
  });
  afterAll(() => app?.close());

  const rings = async (person: Person) =>
    ((await person.get('/phone')).body.ringing as { id: string }[]).map(({ id }) => id);

  it('ring at one person; who declines passes it to the next; each call fills a person', async () => {
    const { sid } = await phone.call({ from: '+5511955550401' });
    const { id } = await phone.row(sid);
    const first = (await rings(ana)).length > 0 ? ana : rui;
    const second = first === ana ? rui : ana;
    expect(await rings(first)).toEqual([id]);
    expect(await rings(second)).toEqual([]);

    const [offer] = ((await first.get('/me/offers')).body.items as { id: string }[])!;
    expect((await first.post(`/offers/${offer!.id}/decline`)).status).toBe(204);
    await phone.settle();
    expect(await rings(second)).toEqual([id]);

    expect((await second.post(`/calls/${id}/answer`)).status).toBe(204);
    await phone.settle();
    expect((await second.get('/me/availability')).body).toMatchObject({ load: 100 });
    expect((await second.get('/me/offers')).body.items).toEqual([]);

    const other = await phone.row((await phone.call({ from: '+5511955550402' })).sid);
    expect(await rings(second)).toEqual([]);
    expect(await rings(first)).toEqual([other.id]);

    await second.post(`/calls/${id}/hang-up`);
    await phone.settle();
    expect((await second.get('/me/availability')).body).toMatchObject({ load: 100 });
    await second.post(`/calls/${id}/wrap-up`);
    await phone.settle();
    expect((await second.get('/me/availability')).body).toMatchObject({ load: 0 });
    await phone.hangUp(other.sid);
  });

  it('ring at all who are available where nobody has room for them, and at nobody else', async () => {
    const eva = await signIn(app, 'agent', { name: 'Eva' });
    await eva.put('/me/availability', { state: 'online' });
    for (const { id } of [ana, rui]) await admin.put(`/users/${id}/capacity`, { most: 0 });
    await phone.settle();

    const { id, ticket_id } = await phone.row((await phone.call({ from: '+5511955550403' })).sid);

    const offered = (await ana.get('/me/offers')).body.items as { ticket: { id: string } }[];
    expect(offered.filter(({ ticket }) => ticket.id === ticket_id)).toEqual([]);
    for (const person of [ana, rui]) expect(await rings(person)).toEqual([id]);
    expect(await rings(eva)).toEqual([]);
    expect((await eva.post(`/calls/${id}/answer`)).status).toBe(404);
    expect((await ana.post(`/calls/${id}/answer`)).status).toBe(204);
    await phone.settle();
    await ana.post(`/calls/${id}/hang-up`);
    await ana.post(`/calls/${id}/wrap-up`);
    await phone.settle();

    // Ana has the ticket now, and is away: the same caller need not wait for her.
    await ana.put('/me/availability', { state: 'away' });
    const again = await phone.row((await phone.call({ from: '+5511955550403' })).sid);
    expect(await rings(rui)).toEqual([again.id]);
  });
});
