import { jest } from '@jest/globals';
import { CallCatchUp } from '../../src/channels/voice/call-catch-up.js';
import { CallUpkeep } from '../../src/channels/voice/call-upkeep.js';
import { RecordingHook } from '../../src/channels/voice/hooks/recording.hook.js';
import { SimulatedStore } from '../../src/channels/voice/simulator/simulated-store.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { administrator, type Person } from '../harness/people.js';
import { PhoneLine, QUEUE } from './phone-line.js';

describe('after we could not be reached', () => {
  let app: TestApp;
  let admin: Person;
  let phone: PhoneLine;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    phone = await PhoneLine.open(app, { steps: [QUEUE] });
  });
  afterAll(async () => {
    await app?.close();
    jest.restoreAllMocks();
  });

  const catchUp = async () => {
    await app.get(CallCatchUp).catchUp();
    await phone.settle();
  };
  const owed = (number: string) =>
    app.db.query<{ why: string; calls: number; at: Date }[]>(
      'select why, calls, at from call_backs where number = $1',
      [number],
    );

  it('a message that the provider took is a voicemail on a ticket, which can be heard', async () => {
    const { sid, heard } = await phone.call({ mode: 'away', says: 9, from: '+5511955550501' });
    expect(heard).toContain('[spoke for 9 s]');
    expect(await phone.row(sid)).toBeUndefined();

    passed(app, 120_000);
    await catchUp();

    const call = await phone.row(sid);
    expect(call).toMatchObject({ state: 'ended', outcome: 'voicemail', ticket_id: expect.any(String) });
    const { body } = await admin.get(`/calls/${call.id}`);
    expect(body).toMatchObject({
      number: '+5511955550501',
      recordings: [{ kind: 'voicemail', seconds: 9, state: 'stored' }],
    });
    expect(await owed('+5511955550501')).toMatchObject([{ why: 'voicemail', calls: 1 }]);
  });

  it('a call of which nothing is left but the list is a missed call, of the time when it came', async () => {
    const { sid } = await phone.call({ mode: 'away', from: '+5511955550502' });
    const { startedAt } = (await app.get(SimulatedStore).call(sid))!;

    passed(app, 600_000);
    await catchUp();

    expect(await phone.row(sid)).toMatchObject({
      outcome: 'missed',
      started_at: new Date(Math.floor(Date.parse(startedAt!) / 1000) * 1000),
    });
    const [callBack] = await owed('+5511955550502');
    expect(callBack).toMatchObject({ why: 'missed' });
    expect(callBack!.at.getTime()).toBeLessThan(new Date(startedAt!).getTime() + 60_000);
  });

  it('is asked as often as one likes, by several at once and with webhooks that come late: each thing is there once', async () => {
    const { sid } = await phone.call({ mode: 'away', says: 7, from: '+5511955550503' });
    const [recording] = (await app.get(SimulatedStore).call(sid))!.recordings!;

    passed(app, 120_000);
    const late = () =>
      app
        .get(RecordingHook)
        .take(
          phone.line,
          { kind: 'voicemail' },
          { CallSid: sid, RecordingSid: recording!.sid, RecordingStatus: 'completed', RecordingDuration: '7' },
        );
    await Promise.all([app.get(CallCatchUp).catchUp(), late(), app.get(CallCatchUp).catchUp(), late()]);
    await catchUp();
    await late();
    await phone.settle();

    const call = await phone.row(sid);
    expect(call).toMatchObject({ state: 'ended', outcome: 'voicemail' });
    const once = await app.db.query(
      `select (select count(*)::int from calls where sid = $1) as calls,
         (select count(*)::int from call_recordings where call_id = $2) as recordings,
         (select count(*)::int from messages where external_id = $1) as messages`,
      [sid, call.id],
    );
    expect(once).toEqual([{ calls: 1, recordings: 1, messages: 1 }]);
    expect(await owed('+5511955550503')).toMatchObject([{ calls: 1 }]);
  });

  it('a call that goes on is left alone, and looked at again when it is over', async () => {
    const { sid } = await phone.call({ from: '+5511955550504' });
    await app.db.query('delete from call_backs where number = $1', ['+5511955550504']);
    await app.db.query('update calls set sid = $2 where sid = $1', [sid, `${sid}-lost`]);

    passed(app, 120_000);
    await catchUp();
    expect(await phone.row(sid)).toBeUndefined();

    await app.get(SimulatedStore).save({ ...(await app.get(SimulatedStore).call(sid))!, over: true });
    passed(app, 120_000);
    await catchUp();
    expect(await phone.row(sid)).toMatchObject({ outcome: 'missed' });
  });

  it('nothing is made of calls that were taken as always', async () => {
    const { sid } = await phone.call({ from: '+5511955550505' });
    await phone.hangUp(sid);
    const before = await app.db.query('select count(*)::int as calls from calls');

    passed(app, 120_000);
    await catchUp();

    expect(await app.db.query('select count(*)::int as calls from calls')).toEqual(before);
    expect(await phone.row(sid)).toMatchObject({ outcome: 'abandoned' });
  });

  it('calls of which nothing was heard are asked about: one that is over ends, one that goes on does not', async () => {
    const [over, on] = [await phone.call({ from: '+5511955550506' }), await phone.call({ from: '+5511955550507' })];
    await app
      .get(SimulatedStore)
      .save({ ...(await app.get(SimulatedStore).call(over.sid))!, over: true, waitUrl: null });
    await app.get(CallUpkeep).reconcile();
    expect(await phone.row(over.sid)).toMatchObject({ state: 'waiting' });

    passed(app, 120_000);
    await app.get(CallUpkeep).reconcile();

    expect(await phone.row(over.sid)).toMatchObject({ state: 'ended', outcome: 'abandoned' });
    expect(await phone.row(on.sid)).toMatchObject({ state: 'waiting' });
    await phone.hangUp(on.sid);
  });
});
