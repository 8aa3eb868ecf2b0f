import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Retention } from '../../src/channels/calls/retention.service.js';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { TestApp } from '../harness/app.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { NOTICE, PhoneLine, QUEUE, VOICEMAIL } from './phone-line.js';

interface Shown {
  recordings: { id: string; state: string; url?: string }[];
  transcripts: { kind: string; lines: { who: string | null; text: string }[] }[];
}

describe('what is kept of calls', () => {
  let app: TestApp;
  let admin: Person;
  let ana: Person;
  let phone: PhoneLine;
  let service: Server;
  const asked: string[] = [];
  let callers = 0;

  beforeAll(async () => {
    service = createServer(async (request, response) => {
      asked.push(`${request.headers.authorization} ${await text(request)}`);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ text: 'A pump is leaking badly.' }));
    });
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
    app = await TestApp.boot({ EGRESS_ALLOW: '127.0.0.1' });
    admin = await administrator(app);
    ana = await signIn(app, 'agent', { name: 'Ana' });
    await ana.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { steps: [NOTICE, QUEUE] });
  });
  afterAll(async () => {
    await app?.close();
    service.close();
  });

  const setTo = async (settings: object) => {
    const { body } = await admin.get<{ version: number; settings: object }>(`/inboxes/${phone.line.id}`);
    const change = { settings: { ...body.settings, ...settings }, version: body.version };
    expect(await admin.patch(`/inboxes/${phone.line.id}`, change)).toMatchObject({ status: 200 });
  };
  const talked = async (during?: (id: string) => Promise<void>) => {
    const { sid } = await phone.call({ from: `+55119555505${String((callers += 1)).padStart(2, '0')}` });
    const { id } = await phone.row(sid);
    await ana.post(`/calls/${id}/answer`);
    await phone.settle();
    await during?.(id);
    await ana.post(`/calls/${id}/hang-up`);
    await phone.settle();
    await ana.post(`/calls/${id}/wrap-up`);
    return phone.row(sid);
  };
  const shown = async (person: Person, id: string): Promise<Shown> => (await person.get(`/calls/${id}`)).body as never;
  const finds = async (person: Person, words: string) =>
    ((await person.get(`/search?q=${encodeURIComponent(words)}`)).body as { tickets: { id: string }[] }).tickets.map(
      ({ id }) => id,
    );

  it('is written down by the provider while they talk, and found by its words', async () => {
    const { id, ticket_id: ticketId } = await talked();

    expect((await shown(ana, id)).transcripts).toEqual([
      {
        kind: 'call',
        lines: [
          { who: 'agent', text: 'Good morning, how can I help?' },
          { who: 'customer', text: 'My router has been blinking red since yesterday.' },
        ],
      },
    ]);
    expect(await finds(ana, 'blinking router')).toEqual([ticketId]);
    const stranger = await signIn(app, 'agent', { teamIds: [] });
    const analyst = await signIn(app, 'analyst');
    expect((await shown(analyst, id)).transcripts).toEqual([]);
    expect(await finds(analyst, 'blinking router')).toEqual([]);
    expect((await stranger.get(`/calls/${id}`)).status).toBe(200);
  });

  it('is not written down while it is not to be recorded', async () => {
    const { Transcripts } = await import('../../src/channels/calls/transcripts/transcripts.service.js');
    const { id } = await talked(async (callId) => {
      await ana.put(`/calls/${callId}/recording-pause`, { on: true });
      await phone.settle();
      await app.get(Transcripts).heard(callId, 'call', { who: 'customer', text: 'four two four two', seq: 90 });
      await ana.put(`/calls/${callId}/recording-pause`, { on: false });
      await phone.settle();
    });

    expect(JSON.stringify((await shown(ana, id)).transcripts)).not.toContain('four two');
  });

  it('of voicemail, too', async () => {
    const machine = await PhoneLine.open(app, { steps: [VOICEMAIL] });
    const { sid } = await machine.call({ says: 6, from: '+5511955550598', mode: 'storm' });
    const { id } = await machine.row(sid);

    expect((await shown(ana, id)).transcripts).toEqual([
      { kind: 'voicemail', lines: [{ who: 'customer', text: 'This is +5511955550598. Please call me back.' }] },
    ]);
  });

  it('is written down by a service of one’s own, where the line says so', async () => {
    const { port } = service.address() as AddressInfo;
    const transcriptUrl = `http://127.0.0.1:${port}/v1/audio/transcriptions`;
    await setTo({ transcripts: 'service', transcriptUrl, transcriptKey: 'a key' });
    const { id } = await talked();

    expect((await shown(ana, id)).transcripts).toEqual([
      { kind: 'call', lines: [{ who: null, text: 'A pump is leaking badly.' }] },
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^Bearer a key .*name="file"; filename="call\.wav".*RIFF/s);
    await setTo({ transcripts: 'none' });
    const { id: silent } = await talked();
    expect((await shown(ana, silent)).transcripts).toEqual([]);
  });

  it('is kept for at least as long as the line says: not even the administrator deletes it before', async () => {
    await setTo({ transcripts: 'provider', keepAtLeastDays: 90 });
    const { id } = await talked();
    const [recording] = (await shown(ana, id)).recordings;
    const path = `/calls/${id}/recordings/${recording!.id}`;

    expect((await ana.delete(path)).status).toBe(403);
    expect(await admin.delete(path)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('kept until') },
    });

    await app.db.query(`update call_recordings set at = at - interval '91 days' where id = $1`, [recording!.id]);
    expect((await admin.delete(path)).status).toBe(204);
    expect(await shown(ana, id)).toMatchObject({ recordings: [{ state: 'deleted' }], transcripts: [] });
    expect((await ana.get(path)).status).toBe(404);
    const { body } = await admin.get<{ items: object[] }>('/audit?action=recording.deleted');
    expect(body.items).toMatchObject([{ action: 'recording.deleted', data: { callId: id, why: 'asked' } }]);
  });

  it('goes by itself after its time, with its file, and the log says so', async () => {
    await setTo({ keepRecordingsDays: 30, keepAtLeastDays: 0 });
    const [old, fresh] = [await talked(), await talked()];
    await app.db.query(`update call_recordings set at = at - interval '31 days' where call_id = $1`, [old.id]);
    const [{ blob_key: key }] = await app.db.query<[{ blob_key: string }]>(
      'select blob_key from call_recordings where call_id = $1',
      [old.id],
    );
    await app.get(Retention).deleteOld();

    expect((await shown(ana, old.id)).recordings).toMatchObject([{ state: 'deleted' }]);
    expect((await shown(ana, fresh.id)).recordings).toMatchObject([{ state: 'stored' }]);
    const { Blobs } = await import('../../src/platform/blobs/blobs.js');
    await expect(app.get(Blobs).get(key)).rejects.toThrow();
    expect((await app.get(InboxesService).line(phone.line.id)).settings).toMatchObject({ keepRecordingsDays: 30 });
    const rows = await app.db.query(`select data->>'why' as why from audit_log where action = 'recording.deleted'`);
    expect(rows).toEqual([{ why: 'asked' }, { why: 'old' }]);
  });
});
