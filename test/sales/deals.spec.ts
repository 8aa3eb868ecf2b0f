import type { DealBoardView, ForecastView } from '../../src/sales/deals/board.dto.js';
import type { DealPage, DealView } from '../../src/sales/deals/deal.dto.js';
import type { DealTimelinePage } from '../../src/sales/deals/timeline.dto.js';
import type { ActivityPage, ActivityView } from '../../src/sales/activities/activity.dto.js';
import { ActivityReminders } from '../../src/sales/activities/activity-reminders.js';
import type { PipelineView } from '../../src/sales/pipelines/pipeline.dto.js';
import { Clock } from '../../src/platform/clock.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

const HOUR = 3_600_000;

describe('deals', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let julia: Person;
  let pipeline: PipelineView;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    julia = await signIn(app, 'sales');
    pipeline = await pipelineOf('Rental');
  });
  afterAll(() => app.close());

  async function pipelineOf(name: string): Promise<PipelineView> {
    const stages = [
      { name: 'First contact', probability: 10, rottingDays: 7 },
      { name: 'Visit', probability: 30, required: ['contactId'] },
      { name: 'Proposal', probability: 50, required: ['valueMinor', 'expectedClose'] },
    ];
    const { status, body } = await boss.post<PipelineView>('/pipelines', { name, currency: 'BRL', stages });
    expect(status).toBe(201);
    return body;
  }
  const stage = (at: number, of = pipeline): string => of.stages[at]!.id;
  const made = async (more: object = {}): Promise<DealView> => {
    const { status, body } = await julia.post<DealView>('/deals', {
      title: '12 notebooks',
      prospect: 'Clínica Horizonte',
      pipelineId: pipeline.id,
      ...more,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const look = async (id: string): Promise<DealView> => (await julia.get<DealView>(`/deals/${id}`)).body;
  const move = (deal: { id: string; version: number }, stageId: string, by = julia) =>
    by.post<DealView & { errors: { path: string }[] }>(`/deals/${deal.id}/move`, { stageId, version: deal.version });
  const board = async (of = pipeline, query = ''): Promise<DealBoardView> =>
    (await julia.get<DealBoardView>(`/pipelines/${of.id}/board${query}`)).body;
  const seqs = async (id: string): Promise<number[]> =>
    (await app.db.query<{ seq: number }[]>('select seq from deal_events where deal_id = $1 order by seq', [id])).map(
      ({ seq }) => seq,
    );
  const later = (ms: number): string => new Date(app.get(Clock).millis() + ms).toISOString();

  it('begin with a prospect, belong to whoever makes them, and ask for a next step', async () => {
    const deal = await made({ valueMinor: 234_000, months: 24 });

    expect(deal).toMatchObject({
      number: expect.any(Number),
      state: 'open',
      company: null,
      prospect: 'Clínica Horizonte',
      owner: { id: julia.id },
      currency: 'BRL',
      worthMinor: 5_616_000,
      stage: { id: stage(0), probability: 10 },
      nextActivity: null,
    });
    expect((await julia.get<DealView>(`/deals/${deal.number}`)).body).toEqual(deal);
    expect((await julia.post('/deals', { title: 'For nobody', pipelineId: pipeline.id })).status).toBe(422);
  });

  it('come from a ticket with its customer, and stand among what is said on it', async () => {
    const company = await make.company('Norte');
    const { ticket } = await make.letter({ subject: 'Do you rent routers?', companyId: company.id, text: 'Do you?' });

    const deal = (await julia.post<DealView>('/deals', { ticketId: String(ticket.number), pipelineId: pipeline.id }))
      .body;

    expect(deal).toMatchObject({
      title: 'Do you rent routers?',
      company: { id: company.id },
      contact: { id: ticket.contactId },
      tickets: [{ id: ticket.id, kind: 'origin' }],
    });
    const { items } = (await julia.get<DealTimelinePage>(`/deals/${deal.id}/timeline`)).body;
    expect(items.map(({ kind }) => kind)).toEqual(['event', 'message']);
    expect(items[1]!.message!.text).toBe('Do you?');
    const ofTicket = await julia.get<DealPage>(`/deals?ticket=${ticket.number}`);
    expect(ofTicket.body.items.map(({ id }) => id)).toEqual([deal.id]);
  });

  it('of the same company, contact, address or prospect are offered before a second one is made', async () => {
    const company = await make.company('Duplicada');
    const contact = await make.contact({ email: 'ana@duplicada.example' });
    const deal = await made({ companyId: company.id, contactId: contact.id, prospect: undefined });
    const closed = await made({ companyId: company.id, prospect: undefined });
    await julia.post(`/deals/${closed.id}/win`, { version: closed.version });
    await made({ prospect: 'Padaria São Bento' });

    const found = async (query: string) =>
      (await julia.get<DealPage>(`/deals/duplicates?${query}`)).body.items.map(({ id, prospect }) => prospect ?? id);

    expect(await found(`company=${company.id}`)).toEqual([deal.id]);
    expect(await found(`contact=${contact.id}`)).toEqual([deal.id]);
    expect(await found('email=Ana@Duplicada.example')).toEqual([deal.id]);
    expect(await found('prospect=padaria sao bento')).toEqual(['Padaria São Bento']);
    expect(await found('email=nobody@duplicada.example')).toEqual([]);
  });

  it('go no further than what was said about them, and say what is missing', async () => {
    const deal = await made();

    const refused = await move(deal, stage(2));
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'stage_asks', errors: [{ path: 'valueMinor' }, { path: 'expectedClose' }] },
    });
    const said = await julia.patch<DealView>(`/deals/${deal.id}`, {
      version: deal.version,
      valueMinor: 0,
      expectedClose: '2027-02-28',
    });
    const moved = await move(said.body, stage(2));

    expect(moved).toMatchObject({ status: 200, body: { stage: { id: stage(2) } } });
    const taken = await julia.patch(`/deals/${deal.id}`, { version: moved.body.version, expectedClose: null });
    expect(taken).toMatchObject({ status: 422, body: { errors: [{ path: 'expectedClose' }] } });
    expect((await julia.patch(`/deals/${deal.id}`, { version: 1, title: 'Late' })).status).toBe(409);
  });

  it('end in one place when fifty move one at once', async () => {
    const deal = await made({ contactId: (await make.contact()).id });

    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => move(deal, stage(at % 2 ? 1 : 0))));

    // Those who wanted it where it was changed nothing; of the others one was first.
    const won = answers.filter(({ status, body }) => status === 200 && body.stage.id === stage(1));
    expect(won).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await look(deal.id)).toMatchObject({ stage: { id: stage(1) }, version: deal.version + 1 });
    expect(await seqs(deal.id)).toEqual([1, 2]);
  });

  it('add up on the board, by stage and weighted, and in the forecast by month', async () => {
    const own = await pipelineOf('Figures');
    const of = { pipelineId: own.id, contactId: (await make.contact()).id, prospect: undefined };
    await made({ ...of, valueMinor: 10_000, months: 12, expectedClose: '2020-01-31' });
    await made({ ...of, valueMinor: 333, stageId: stage(1, own) });
    await made({ ...of, valueMinor: 50_000, currency: 'USD' });
    const gone = await made({ ...of, valueMinor: 70_000 });
    await julia.post(`/deals/${gone.id}/win`, { version: gone.version });

    const { stages, totals, won, figures } = await board(own);

    expect(stages.map(({ count, totals: sums }) => ({ count, sums }))).toEqual([
      {
        count: 2,
        sums: [
          { currency: 'BRL', worthMinor: 120_000, weightedMinor: 12_000 },
          { currency: 'USD', worthMinor: 50_000, weightedMinor: 5_000 },
        ],
      },
      { count: 1, sums: [{ currency: 'BRL', worthMinor: 333, weightedMinor: 100 }] },
      { count: 0, sums: [] },
    ]);
    expect(totals).toContainEqual({ currency: 'BRL', worthMinor: 120_333, weightedMinor: 12_100 });
    expect(won).toMatchObject({ count: 1, totals: [{ worthMinor: 70_000 }] });
    expect(figures).toEqual({ open: 3, overdue: 0, withoutNext: 3, dueToday: 0 });
    const forecast = (await julia.get<ForecastView>(`/pipelines/${own.id}/forecast?months=3`)).body;
    expect(forecast.late).toMatchObject({ count: 1, totals: [{ worthMinor: 120_000 }] });
    expect(forecast.undated.count).toBe(2);
    expect(forecast.months).toHaveLength(3);
    expect(forecast.months[0]!.won).toMatchObject([{ worthMinor: 70_000 }]);
  });

  it('are listed page by page in every order, each once', async () => {
    const own = await pipelineOf('Pages');
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const deal = await made({
        pipelineId: own.id,
        valueMinor: n % 3 ? n * 100 : null,
        expectedClose: n % 2 ? '2027-01-01' : null,
      });
      ids.push(deal.id);
      if (n % 2) {
        await julia.post('/activities', { kind: 'call', subject: 'Call', dueAt: later(n * HOUR), dealId: deal.id });
      }
    }

    for (const sort of ['created', 'next', 'close', 'value']) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: DealPage = (
          await julia.get<DealPage>(`/deals?pipeline=${own.id}&sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)
        ).body;
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect({ sort, seen: seen.toSorted() }).toEqual({ sort, seen: ids.toSorted() });
    }
  });

  it('show the step that is due first, and ask for the next one when it is done', async () => {
    const deal = await made();
    const plan = async (subject: string, dueAt: string) =>
      (await julia.post<ActivityView>('/activities', { kind: 'call', subject, dueAt, dealId: deal.id })).body;
    const second = await plan('Second', later(3 * HOUR));
    const first = await plan('First', later(HOUR));

    expect((await look(deal.id)).nextActivity).toMatchObject({ id: first.id, subject: 'First' });
    const done = await julia.post<ActivityView>(`/activities/${first.id}/done`, {
      version: first.version,
      outcome: 'They want it',
    });
    expect(done.body).toMatchObject({ outcome: 'They want it', deal: { hasNext: true } });
    expect((await look(deal.id)).nextActivity).toMatchObject({ id: second.id });
    const last = await julia.post<ActivityView>(`/activities/${second.id}/done`, { version: second.version });
    expect(last.body.deal).toMatchObject({ hasNext: false });
    expect((await look(deal.id)).nextActivity).toBeNull();
    expect((await board()).figures.withoutNext).toBeGreaterThan(0);
    const again = await julia.post<ActivityView>(`/activities/${second.id}/done`, { version: last.body.version });
    expect(again.status).toBe(409);
    const timeline = (await julia.get<DealTimelinePage>(`/deals/${deal.id}/timeline`)).body.items;
    expect(timeline.filter(({ kind }) => kind === 'activity').map(({ activity }) => activity!.subject)).toEqual([
      'Second',
      'First',
    ]);
  });

  it('keep meetings with who was there, on the timeline of the deal, the ticket and the contact', async () => {
    const { ticket } = await make.letter();
    const deal = (await julia.post<DealView>('/deals', { ticketId: ticket.id, pipelineId: pipeline.id })).body;
    const meeting = (
      await julia.post<ActivityView>('/activities', {
        kind: 'meeting',
        subject: 'At their place',
        dueAt: later(HOUR),
        dealId: deal.id,
        ticketId: ticket.id,
        place: 'Rua Augusta, 12',
        attendees: [{ name: 'Paulo Reis', email: 'paulo@client.example' }],
      })
    ).body;

    await julia.post(`/activities/${meeting.id}/done`, { version: 1, notes: 'Two gates', outcome: 'Proposal wanted' });

    const said = (
      await julia.get<{ items: { kind: string; text: string }[] }>(`/contacts/${ticket.contactId}/timeline`)
    ).body.items;
    expect(said.find(({ kind }) => kind === 'meeting')!.text).toContain('Paulo Reis');
    const ofContact = (await julia.get<ActivityPage>(`/activities?contact=${ticket.contactId}&state=done`)).body.items;
    expect(ofContact).toMatchObject([
      { id: meeting.id, attendees: [{ name: 'Paulo Reis' }], outcome: 'Proposal wanted' },
    ]);
  });

  it('are lost for a reason, and come back', async () => {
    const reason = (await boss.post<{ id: string }>('/deal-choices', { kind: 'lost_reason', name: 'Too dear' })).body;
    const source = (await boss.post<{ id: string }>('/deal-choices', { kind: 'source', name: 'Fair' })).body;
    const deal = await made({ sourceId: source.id });

    expect((await julia.post(`/deals/${deal.id}/lose`, { version: deal.version, reasonId: source.id })).status).toBe(
      422,
    );
    const lost = await julia.post<DealView>(`/deals/${deal.id}/lose`, {
      version: deal.version,
      reasonId: reason.id,
      note: 'By a third',
    });
    expect(lost.body).toMatchObject({ state: 'lost', lostReason: { name: 'Too dear' }, lostNote: 'By a third' });
    expect((await move(lost.body, stage(1))).status).toBe(409);
    const back = await julia.post<DealView>(`/deals/${deal.id}/reopen`, { version: lost.body.version });
    expect(back.body).toMatchObject({ state: 'open', lostReason: null, closedAt: null });
    expect(await seqs(deal.id)).toEqual([1, 2, 3]);
  });

  it('send somebody to look at the place, and show how far that visit is', async () => {
    const contact = await make.contact();
    const deal = await made({ contactId: contact.id, prospect: undefined });

    const asked = await julia.post<DealView>(`/deals/${deal.id}/visit`, { about: 'Is there a mast?' });

    expect(asked).toMatchObject({
      status: 201,
      body: { tickets: [{ kind: 'visit', visitKind: 'feasibility', visitState: 'proposed' }] },
    });
    expect((await julia.post(`/deals/${deal.id}/visit`, {})).status).toBe(409);
    const [visit] = (
      await boss.get<{ items: { id: string; version: number }[] }>(`/visits?ticket=${asked.body.tickets[0]!.id}`)
    ).body.items;
    await boss.post(`/visits/${visit!.id}/cancel`, { version: visit!.version, reason: 'Not needed' });
    expect((await look(deal.id)).tickets[0]).toMatchObject({ visitState: 'cancelled' });
    const types = await app.db.query<{ type: string }[]>(
      `select type from deal_events where deal_id = $1 order by seq`,
      [deal.id],
    );
    expect(types.map(({ type }) => type)).toEqual(['deal.created', 'deal.visit-asked', 'deal.visit-ended']);
    const nobody = await made();
    expect((await julia.post(`/deals/${nobody.id}/visit`, {})).status).toBe(422);
  });

  it('are moved, won and read by nobody who may not, and are nothing to another team', async () => {
    const deal = await made();
    const reader = await signIn(app, 'analyst');
    const worker = await agent(app);
    const dispatcher = await signIn(app, 'dispatcher');
    const [ours, theirs] = [await makeTeam(app), await makeTeam(app)];
    const role = await (
      await signIn(app, 'administrator')
    ).post<{ id: string }>('/roles', {
      name: 'Team seller',
      ticketScope: 'team',
      permissions: ['deals:read', 'deals:write', 'tickets:read'],
    });
    const seller = await signIn(app, role.body.id, { teamIds: [theirs.id] });
    const hidden = await made({ teamId: ours.id });

    expect((await move(deal, stage(1), reader)).status).toBe(403);
    expect((await move(deal, stage(1), worker)).status).toBe(403);
    expect((await dispatcher.get(`/deals/${deal.id}`)).status).toBe(403);
    expect((await seller.get(`/deals/${hidden.id}`)).status).toBe(404);
    expect((await move(hidden, stage(0), seller)).status).toBe(404);
    expect((await seller.get(`/deals/${hidden.number}/timeline`)).status).toBe(404);
    const seen = (await seller.get<DealPage>('/deals?limit=200')).body.items;
    expect(seen.some(({ id }) => id === hidden.id)).toBe(false);
    expect((await seller.get(`/deals/${deal.id}`)).status).toBe(200);
  });

  it('remind their owner once, and are read by another calendar through a secret link', async () => {
    const deal = await made();
    await julia.post('/activities', {
      kind: 'meeting',
      subject: 'Walk through the price',
      dueAt: later(2 * HOUR),
      dealId: deal.id,
    });
    const { url } = (await julia.post<{ url: string }>('/activities/feed', {})).body;
    const path = new URL(url).pathname;

    const calendar = await fetch(`${app.url}${path}`);
    expect(calendar.headers.get('content-type')).toContain('text/calendar');
    expect(await calendar.text()).toContain('SUMMARY:Walk through the price');
    expect((await fetch(`${app.url}${path.replace(/.(?=\/activities)/, 'x')}x`)).status).toBe(404);

    passed(app, 100 * 60_000);
    await app.get(ActivityReminders).remind();
    await app.get(ActivityReminders).remind();
    await app.settle();
    const told = (
      await julia.get<{ items: { kind: string; data: { text?: string } }[] }>('/notifications?limit=50')
    ).body.items.filter(({ kind }) => kind === 'reminder');
    expect(told.filter(({ data }) => data.text === 'Walk through the price')).toHaveLength(1);
    await julia.delete('/activities/feed');
    expect((await fetch(`${app.url}${path}`)).status).toBe(404);
  });
});
