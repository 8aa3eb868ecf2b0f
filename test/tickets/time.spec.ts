import { TicketUpkeep } from '../../src/tickets/upkeep/upkeep.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, type Person } from '../harness/people.js';

const DAY_MS = 86_400_000;

describe('a ticket over time', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  it('says why it is as it is', async () => {
    const ticket = await make.ticket({ priority: 3 });
    await boss.patch(`/tickets/${ticket.id}`, { version: 1, assigneeId: boss.id, status: 'open' });

    const why = await boss.get(`/tickets/${ticket.id}/explain`);

    expect(why.body).toMatchObject({
      ticketId: ticket.id,
      priority: { value: 'high', reasons: [{ code: 'opened' }] },
      mode: { value: 'digital', reasons: [{ code: 'default' }] },
      assignee: {
        value: { id: boss.id },
        reasons: [{ code: 'hand', by: { kind: 'user', id: boss.id }, to: boss.name }, { code: 'default' }],
      },
      status: { value: { name: 'Open' }, reasons: [{ code: 'hand', from: 'New', to: 'Open' }, { code: 'default' }] },
      team: { value: null },
      due: null,
    });
    const stranger = await agent(app, { teamIds: [(await makeTeam(app)).id] });
    const hidden = await make.ticket({ teamId: (await makeTeam(app)).id });
    expect((await stranger.get(`/tickets/${hidden.id}/explain`)).status).toBe(404);
  });

  it('sleeps until its time, or until the customer writes', async () => {
    const [slept, woken] = [await make.letter(), await make.letter()];
    const until = new Date(Date.now() + 3_600_000).toISOString();
    for (const { ticket } of [slept, woken]) {
      await boss.post('/tickets/bulk', { ids: [ticket.id], change: { snoozedUntil: until } });
    }
    const snoozed = async (): Promise<string[]> =>
      (await boss.get<{ items: { id: string }[] }>('/tickets?view=snoozed')).body.items.map((row) => row.id).sort();
    expect(await snoozed()).toEqual([slept.ticket.id, woken.ticket.id].sort());

    await make.said(woken.ticket.id, woken.conversation, 'Hello?');
    await app.get(TicketUpkeep).wake();
    expect(await snoozed()).toEqual([slept.ticket.id]);
    passed(app, 2 * 3_600_000);
    await app.get(TicketUpkeep).wake();

    expect(await snoozed()).toEqual([]);
  });

  it('is closed when an answer would no longer reopen it', async () => {
    const { ticket } = await make.letter();
    await boss.post('/tickets/bulk', { ids: [ticket.id], change: { status: 'solved' } });

    passed(app, 13 * DAY_MS);
    await app.get(TicketUpkeep).close();
    expect((await (await lead(app)).get(`/tickets/${ticket.id}`)).body).toMatchObject({
      status: { category: 'solved' },
    });
    passed(app, 2 * DAY_MS);
    await app.get(TicketUpkeep).close();

    expect((await (await lead(app)).get(`/tickets/${ticket.id}`)).body).toMatchObject({
      status: { category: 'closed' },
    });
    const why = await (await lead(app)).get<{ status: { reasons: object[] } }>(`/tickets/${ticket.id}/explain`);
    expect(why.body.status.reasons[0]).toMatchObject({ code: 'rule', because: { rule: 'solved-long-ago' } });
  });
});
