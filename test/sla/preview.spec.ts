import { jest } from '@jest/globals';
import type { PolicyPreview } from '../../src/sla/policy-preview.dto.js';
import type { PolicyView } from '../../src/sla/policy.dto.js';
import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { agent, lead, type Person } from '../harness/people.js';

const MINUTE = 60_000;
const targets = [
  { target: 'first_response', hours: 'calendar', minutes: { normal: 30, urgent: 10 } },
  { target: 'resolution', hours: 'calendar', minutes: { urgent: 240 } },
];
const URGENT = { all: [{ field: 'priority', op: 'is', value: 'urgent' }] };

describe('a preview of a policy', () => {
  let app: TestApp;
  let boss: Person;
  let ana: Person;
  let answered: { id: string; number: number };
  let forgotten: { id: string; number: number };
  beforeAll(async () => {
    app = await TestApp.boot();
    const make = new Make(app);
    [boss, ana] = [await lead(app), await agent(app)];
    answered = (await make.letter({ subject: 'Answered in time' })).ticket;
    forgotten = (await make.letter({ subject: 'Forgotten', priority: 4 })).ticket;
    passed(app, 20 * MINUTE);
    const said = await ana.post(`/tickets/${answered.id}/messages`, { kind: 'reply', text: 'We are on it.' });
    expect(said.status).toBe(201);
  });
  afterAll(() => app.close());
  afterEach(async () => {
    await app.db.query('update sla_policies set active = false');
    await app.db.query('update sla_revision set revision = revision + 1');
  });

  const preview = (body: object, who: Person = boss) =>
    who.post<PolicyPreview & { errors?: { path: string }[] }>('/sla/policies/preview', body);
  const add = async (more: object = {}): Promise<PolicyView> =>
    (await boss.post<PolicyView>('/sla/policies', { name: `Policy ${newId()}`, targets, ...more })).body;

  it('says of one that is still being written which tickets it fits, what it would have promised and whether that was kept', async () => {
    const { status, body } = await preview({ policy: { targets } });

    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        judged: 2,
        matched: 2,
        takenBefore: 0,
        figures: [
          { target: 'first_response', met: 1, breached: 1, open: 0 },
          { target: 'resolution', met: 0, breached: 0, open: 1 },
        ],
      },
    });
    const [late, kept] = body.items;
    expect(late).toMatchObject({
      ticket: { number: forgotten.number, priority: 'urgent' },
      clocks: [
        { target: 'first_response', state: 'breached', targetMinutes: 10, endedAt: null },
        { target: 'resolution', state: 'running', targetMinutes: 240 },
      ],
    });
    expect(kept).toMatchObject({
      ticket: { number: answered.number, priority: 'normal' },
      clocks: [{ target: 'first_response', state: 'met', targetMinutes: 30, calendar: null }],
    });
    expect(Math.round(kept!.clocks[0]!.minutesUsed)).toBe(20);
  });

  it('changes nothing', async () => {
    const rows = () =>
      app.db.query('select count(*)::int as n from sla_ledger union all select count(*)::int from outbox');
    const before = await rows();

    expect((await preview({ policy: { targets } })).body.matched).toBe(2);

    expect(await rows()).toEqual(before);
  });

  it('names the earlier policy that takes a ticket first, also for one that is edited in its place', async () => {
    const first = await add({ conditions: URGENT });
    const second = await add();

    const new_ = await preview({ policy: { targets } });
    expect(new_.body).toMatchObject({ matched: 2, takenBefore: 2 });
    expect(new_.body.items.map((hit) => hit.heldBy?.id)).toEqual([first.id, second.id]);

    const edited = await preview({ policyId: second.id, policy: { targets: [targets[0]] } });
    expect(edited.body.items.map((hit) => hit.heldBy?.id)).toEqual([first.id, undefined]);
    expect(edited.body.figures).toEqual([{ target: 'first_response', met: 1, breached: 0, open: 0 }]);

    const asItIs = await preview({ policyId: first.id });
    expect(asItIs.body).toMatchObject({ matched: 1, takenBefore: 0, items: [{ heldBy: null }] });
    expect(asItIs.body.items[0]!.because).toHaveLength(1);
  });

  it('looks at as many of the newest tickets as it is told, of those that the person sees', async () => {
    expect((await preview({ policy: { targets }, last: 1 })).body).toMatchObject({ judged: 1, matched: 1 });
    expect((await preview({ policy: { targets }, last: 501 })).status).toBe(422);
  });

  it('refuses what could not be promised, naming it', async () => {
    const nothing = await preview({});
    const unknown = await preview({ policy: { targets: [{ ...targets[0], hours: 'business', calendarId: newId() }] } });
    const twice = await preview({ policy: { targets: [targets[0], targets[0]] } });

    expect([nothing.status, unknown.status, twice.status]).toEqual([422, 422, 422]);
    expect([nothing, unknown, twice].map(({ body }) => body.errors?.[0]?.path)).toEqual([
      'policy',
      'targets[0].calendarId',
      'targets[1].target',
    ]);
    expect((await preview({ policyId: newId() })).status).toBe(404);
  });

  it('is for those who set promises', async () => {
    expect((await preview({ policy: { targets } }, ana)).status).toBe(403);
  });
});

jest.setTimeout(60_000);
