import type { AttainmentRowPage, AttainmentView } from '../../src/sla/attainment.dto.js';
import type { ClockList } from '../../src/sla/clock.dto.js';
import { ClockRebuild } from '../../src/sla/rebuild.service.js';
import { TestApp } from '../harness/app.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { PhoneLine, QUEUE, VOICEMAIL } from './phone-line.js';

describe('promises of an answer on the phone', () => {
  let app: TestApp;
  let admin: Person;
  let ana: Person;
  let phone: PhoneLine;
  let callers = 0;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    ana = await signIn(app, 'agent', { name: 'Ana' });
    await ana.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { steps: [QUEUE] });
    const policy = {
      name: 'Phone',
      targets: [
        { target: 'answer', hours: 'calendar', minutes: { normal: 0.5 }, channels: ['voice'], abandonedPercent: 5 },
        { target: 'first_response', hours: 'calendar', minutes: { normal: 60 } },
      ],
    };
    expect(await admin.post('/sla/policies', policy)).toMatchObject({ status: 201 });
  });
  afterAll(() => app?.close());

  const calls = async (more: object = {}) => {
    const { sid } = await phone.call({ from: `+55119555504${String((callers += 1)).padStart(2, '0')}`, ...more });
    return { sid, row: await phone.row(sid) };
  };
  const clocks = async (ticketId: string | null) =>
    (await admin.get<ClockList>(`/tickets/${ticketId}/clocks`)).body.items;
  const answerClock = async (ticketId: string | null) =>
    (await clocks(ticketId)).filter(({ target }) => target === 'answer');
  const figures = async () => {
    const { body } = await admin.get<AttainmentView>('/sla/attainment?by=channel&target=answer');
    return body.totals[0];
  };

  it('is kept when somebody talks with the caller, at the moment at which they do', async () => {
    const { sid, row } = await calls();
    await ana.post(`/calls/${row.id}/answer`);
    await phone.settle();
    const [clock] = await answerClock(row.ticket_id);
    const [call] = await app.db.query<{ answered_at: Date }[]>('select answered_at from calls where sid = $1', [sid]);

    expect(clock).toMatchObject({ state: 'met', endedFor: 'answer', targetMinutes: 0.5 });
    expect(clock!.endedAt).toBe(call!.answered_at.toISOString());
    await ana.post(`/calls/${row.id}/hang-up`);
    await phone.settle();
    await ana.post(`/calls/${row.id}/wrap-up`);
  });

  it('ends when the caller gives up; what is owed to them is another promise that goes on', async () => {
    const { sid, row } = await calls();
    await phone.hangUp(sid);

    expect(await answerClock(row.ticket_id)).toMatchObject([{ state: 'cancelled', endedFor: 'abandoned' }]);
    expect((await clocks(row.ticket_id)).find(({ target }) => target === 'first_response')).toMatchObject({
      state: 'running',
    });
  });

  it('begins anew with the next call of somebody who gave up', async () => {
    const from = '+5511955550499';
    const first = await calls({ from });
    await phone.hangUp(first.sid);
    const second = await calls({ from });

    expect(second.row.ticket_id).toBe(first.row.ticket_id);
    expect(await answerClock(second.row.ticket_id)).toMatchObject([
      { state: 'cancelled', instance: 1 },
      { state: 'running', instance: 2 },
    ]);
    await phone.hangUp(second.sid);
  });

  it('is none for who only spoke to a machine', async () => {
    const machine = await PhoneLine.open(app, { steps: [VOICEMAIL] });
    const { sid } = await machine.call({ says: 5, from: '+5511955550498' });
    const { ticket_id: ticketId } = await machine.row(sid);

    expect(await answerClock(ticketId)).toEqual([]);
  });

  it('is reported: how many were answered in time, and how many gave up, beside what was promised', async () => {
    expect(await figures()).toMatchObject({
      met: 1,
      breached: 0,
      share: 1,
      abandoned: 3,
      abandonedShare: 0.75,
      abandonedAtMost: 5,
    });
    const behind = await admin.get<AttainmentRowPage>(
      '/sla/attainment/rows?by=channel&key=voice&target=answer&state=abandoned',
    );
    expect(behind.body.items).toHaveLength(3);
    expect(await app.get(ClockRebuild).compare()).toMatchObject({ different: [] });
  });

  it('knows abandonment only where somebody waits', async () => {
    const policy = {
      name: 'Odd',
      targets: [{ target: 'resolution', hours: 'calendar', minutes: { normal: 60 }, abandonedPercent: 5 }],
    };

    expect(await admin.post('/sla/policies', policy)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'targets[0].abandonedPercent' }] },
    });
  });

  it('stands on the wallboard with what goes on now; only who supervises sees it', async () => {
    const { sid, row } = await calls();
    const { status, body } = await admin.get<{ calls: { id: string }[] }>('/phone/board?timeZone=America/Sao_Paulo');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      calls: [{ id: row.id, state: 'waiting' }],
      now: { waiting: 1, talking: 0, longestWaitSince: expect.any(String) },
      today: { answered: 1, abandoned: 3, missed: 1, withinTarget: 1, averageWaitSeconds: expect.any(Number) },
    });
    expect((await ana.get('/phone/board')).status).toBe(403);
    await phone.hangUp(sid);
  });
});
