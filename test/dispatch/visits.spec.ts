import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { signIn } from '../harness/people.js';
import { Crew, type CrewMember, type TestVisit } from './crew.js';

describe('a visit', () => {
  let app: TestApp;
  let crew: Crew;
  let bia: CrewMember;
  beforeAll(async () => {
    app = await TestApp.boot();
    goneTo(app, '2026-11-30T11:00:00Z');
    crew = await Crew.of(app);
    bia = await crew.technician({}, 'Bia Rocha');
  });
  afterAll(() => app.close());

  const read = async (id: string): Promise<TestVisit> => (await crew.dispatcher.get<TestVisit>(`/visits/${id}`)).body;

  it('goes from asked for to done, and says who moved it, when and why', async () => {
    const visit = await crew.visit({ about: 'Router offline' });
    expect(visit).toMatchObject({ state: 'proposed', minutes: 90, ref: `W-${visit.number}` });

    await crew.schedule(visit, [bia], '2026-12-01T12:00:00Z');
    await crew.dispatcher.post(`/visits/${visit.id}/confirm`, {});
    await bia.person.post(`/visits/${visit.id}/start-travel`, { lat: -23.5, lng: -46.6 });
    await bia.person.post(`/visits/${visit.id}/arrive`, {});
    await bia.person.post(`/visits/${visit.id}/pause`, { reason: 'Part is in the van' });
    await bia.person.post(`/visits/${visit.id}/resume`, {});
    const { status, body } = await bia.person.post<TestVisit>(`/visits/${visit.id}/complete`, { text: 'Swapped it.' });

    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'done', outcome: { code: 'solved', text: 'Swapped it.' }, actions: [] });
    expect(body.steps.map(({ type, to, actorName }) => [type, to, actorName])).toEqual([
      ['propose', 'proposed', crew.dispatcher.name],
      ['schedule', 'scheduled', crew.dispatcher.name],
      ['confirm', 'confirmed', crew.dispatcher.name],
      ['start-travel', 'en_route', 'Bia Rocha'],
      ['arrive', 'on_site', 'Bia Rocha'],
      ['pause', 'paused', 'Bia Rocha'],
      ['resume', 'on_site', 'Bia Rocha'],
      ['complete', 'done', 'Bia Rocha'],
    ]);
    expect(body.steps[5]!.reason).toBe('Part is in the van');
  });

  it('cannot skip what must come before', async () => {
    const visit = await crew.visit();

    const arrived = await crew.dispatcher.post(`/visits/${visit.id}/arrive`, {});
    const done = await crew.dispatcher.post(`/visits/${visit.id}/complete`, {});

    expect([arrived.status, arrived.body.code]).toEqual([409, 'visit_state']);
    expect(done.status).toBe(409);
    expect((await read(visit.id)).state).toBe('proposed');
  });

  it('has a checklist of its own, which the desk may change until somebody is at work', async () => {
    const visit = await crew.visit({ checklist: [{ text: 'Measure', required: true }, { text: 'Photo' }] });
    await crew.schedule(visit, [bia], '2026-12-14T12:00:00Z');
    const texts = async () => (await read(visit.id)).checklist.map(({ text }) => text);
    const [measure, photo] = (await read(visit.id)).checklist;
    const change = async (checklist: object[]) =>
      crew.dispatcher.patch<{ code?: string }>(`/visits/${visit.id}`, {
        version: (await read(visit.id)).version,
        checklist,
      });

    // Renamed under its id, one taken out, one added.
    const changed = await change([{ id: measure!.id, text: 'Measure twice', required: true }, { text: 'Clean up' }]);
    expect(changed.status).toBe(200);
    expect(await texts()).toEqual(['Measure twice', 'Clean up']);
    expect((await read(visit.id)).checklist.map(({ id }) => id)).toEqual([
      measure!.id,
      expect.not.stringMatching(photo!.id),
    ]);

    expect((await bia.person.post(`/visits/${visit.id}/start-travel`, {})).status).toBe(200);
    expect((await change([{ id: measure!.id, text: 'Measure twice', required: true }])).status).toBe(200);
    expect((await bia.person.post(`/visits/${visit.id}/arrive`, {})).status).toBe(200);
    expect(await change([])).toMatchObject({ status: 409, body: { code: 'work_begun' } });
    expect(await texts()).toEqual(['Measure twice']);
  });

  it('is cancelled only with a reason, and then stays so', async () => {
    const visit = await crew.visit();

    expect((await crew.dispatcher.post(`/visits/${visit.id}/cancel`, {})).status).toBe(422);
    expect((await crew.dispatcher.post(`/visits/${visit.id}/cancel`, { reason: 'Works again' })).status).toBe(200);
    const again = await crew.schedule(visit, [bia], '2026-12-02T12:00:00Z');

    expect([again.status, (again.body as unknown as { code: string }).code]).toEqual([409, 'visit_ended']);
  });

  it('makes its ticket wait for it, and keeps the ticket from being solved while it is open', async () => {
    const lead = await signIn(app, 'lead');
    const ticket = await crew.make.ticket();
    const visit = await crew.visit({ ticketId: ticket.id });
    await crew.schedule(visit, [bia], '2026-12-03T12:00:00Z');
    const waiting = (
      await lead.get<{ version: number; status: { category: string }; mode: string; visits: TestVisit[] }>(
        `/tickets/${ticket.id}`,
      )
    ).body;
    expect(waiting).toMatchObject({ status: { category: 'visit_scheduled' }, mode: 'visit' });
    expect(waiting.visits.map((one) => one.id)).toEqual([visit.id]);

    const refused = await lead.patch(`/tickets/${ticket.id}`, { status: 'solved', version: waiting.version });
    await crew.dispatcher.post(`/visits/${visit.id}/cancel`, { reason: 'Not needed' });
    const free = (await lead.get<{ version: number; status: { category: string } }>(`/tickets/${ticket.id}`)).body;
    const solved = await lead.patch(`/tickets/${ticket.id}`, { status: 'solved', version: free.version });

    expect([refused.status, refused.body.code]).toEqual([409, 'visit_open']);
    expect(free.status.category).toBe('open');
    expect(solved.status).toBe(200);
  });

  it('explains itself on the ticket', async () => {
    const visit = await crew.visit();
    await crew.schedule(visit, [bia], '2026-12-04T12:00:00Z');

    const { body } = await crew.dispatcher.get<Record<string, { value: unknown; reasons: { code: string }[] }>>(
      `/tickets/${visit.ticket.id}/explain`,
    );

    expect(body.visit).toMatchObject({
      value: visit.ref,
      reasons: [
        { code: 'hand', from: 'proposed', to: 'scheduled' },
        { code: 'hand', to: 'proposed' },
      ],
    });
    expect(body.status!.reasons[0]).toMatchObject({ code: 'visit', because: { visit: visit.ref } });
  });

  it('goes with its ticket into a merge and comes back from it', async () => {
    const lead = await signIn(app, 'lead');
    const [winner, loser] = [await crew.make.ticket(), await crew.make.ticket()];
    const visit = await crew.visit({ ticketId: loser.id });

    await lead.post(`/tickets/${winner.id}/merge`, { otherId: loser.id });
    const merged = await read(visit.id);
    await lead.post(`/tickets/${winner.id}/unmerge`, {});

    expect(merged.ticket.id).toBe(winner.id);
    expect((await read(visit.id)).ticket.id).toBe(loser.id);
  });

  it('waits to be planned again where whoever was there says that somebody must come again', async () => {
    const visit = await crew.visit({ place: { address: 'Rua Augusta, 1' }, about: 'Router is dead' });
    const followUps = async (): Promise<TestVisit[]> =>
      (await crew.dispatcher.get<{ items: TestVisit[] }>(`/visits?followUpOf=${visit.id}`)).body.items;
    expect((await crew.schedule(visit, [bia], '2026-12-22T13:00:00Z')).status).toBe(200);
    await bia.person.post(`/visits/${visit.id}/arrive`, {});

    const { status } = await bia.person.post(`/visits/${visit.id}/complete`, {
      text: 'A part is missing.',
      outcome: 'follow_up',
    });

    const [next, ...more] = await followUps();
    expect([status, more]).toEqual([200, []]);
    expect(next).toMatchObject({ state: 'proposed', kind: 'repair', place: { address: 'Rua Augusta, 1' } });
    expect(next!.about).toBe(`Router is dead\n\n${visit.ref}: A part is missing.`);
  });

  it('is continued by a follow-up with its place and what was left open', async () => {
    const visit = await crew.visit({
      place: { address: 'Rua Augusta, 1' },
      checklist: [{ text: 'Measure' }, { text: 'Replace', required: true }],
    });

    const { status, body } = await crew.dispatcher.post<TestVisit>(`/visits/${visit.id}/follow-up`, { kind: 'swap' });

    expect(status).toBe(201);
    expect(body).toMatchObject({ followUpOf: visit.id, kind: 'swap', place: { address: 'Rua Augusta, 1' } });
    expect(body.checklist.map((item) => item.text)).toEqual(['Measure', 'Replace']);
  });

  it('never takes a minute of somebody twice, whoever tries at once', async () => {
    const rui = await crew.technician();
    const visits = await Promise.all(Array.from({ length: 100 }, () => crew.visit()));

    const answers = await Promise.all(
      visits.map((visit, at) => crew.schedule(visit, [rui], `2026-12-07T12:${String(at % 60).padStart(2, '0')}:00Z`)),
    );

    const won = answers.filter((answer) => answer.status === 200);
    const lost = answers.filter((answer) => answer.status === 409);
    expect([won.length, lost.length]).toEqual([1, 99]);
    for (const { body } of lost) {
      expect(body).toMatchObject({
        code: 'double_booking',
        conflictsWith: { visitId: won[0]!.body.id, technicianId: rui.id, ref: won[0]!.body.ref },
      });
    }
  }, 60_000);

  it('is refused by the database itself where nobody looked first', async () => {
    const eva = await crew.technician();
    const [first, second] = [await crew.visit(), await crew.visit()];
    await crew.schedule(first, [eva], '2026-12-08T12:00:00Z');

    const forced = app.db.query(
      `insert into visit_technicians (visit_id, technician_id, during) values ($1, $2, '[2026-12-08T12:30Z,2026-12-08T13:00Z)')`,
      [second.id, eva.id],
    );

    await expect(forced).rejects.toThrow(/no_double_booking/);
  });

  it('is hidden from technicians who do not go', async () => {
    const other = await crew.technician();
    const visit = await crew.visit();
    await crew.schedule(visit, [bia], '2026-12-09T12:00:00Z');

    expect((await other.person.get(`/visits/${visit.id}`)).status).toBe(404);
    expect((await other.person.post(`/visits/${visit.id}/start-travel`, {})).status).toBe(404);
    expect((await other.person.get<{ items: unknown[] }>('/visits')).body.items).toEqual([]);
    expect((await bia.person.get(`/visits/${visit.id}`)).status).toBe(200);
  });
});
