import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Consents } from '../../src/conversations/consents.service.js';
import { OptOuts } from '../../src/conversations/opt-outs.service.js';
import { Work } from '../../src/platform/database/work.js';
import { DataExport } from '../../src/privacy/export.service.js';
import { RetentionTimes } from '../../src/privacy/retention.service.js';
import { MailLab } from '../email/mail-lab.js';
import type { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, type Person } from '../harness/people.js';
import { filesIn, placesOf } from './markers.js';

interface RequestBody {
  id: string;
  state: string;
  dueAt: string;
  receivedAt: string;
  version: number;
}

jest.setTimeout(120_000);

describe('what people may ask about themselves', () => {
  let lab: MailLab;
  let app: TestApp;
  let make: Make;
  let admin: Person;

  beforeAll(async () => {
    lab = await MailLab.open();
    ({ app, admin } = lab);
    make = new Make(app);
    await lab.inbox();
  });
  afterAll(() => lab.close());

  const ask = async (contactId: string, kind: string, more: object = {}): Promise<RequestBody> => {
    const made = await admin.post<RequestBody>('/privacy/requests', {
      contactId,
      kind,
      verifiedBy: 'showed their passport',
      ...more,
    });
    expect(made.status).toBe(201);
    return made.body;
  };

  async function wroteIn(
    name: string,
    address: string,
    text: string,
  ): Promise<{ contactId: string; ticketId: string }> {
    await lab.deliver({
      from: `${name} <${address}>`,
      cc: 'Rui Lima <rui.lima@elsewhere.example>',
      subject: `From ${name}`,
      text,
      attachments: [{ filename: 'plan.txt', content: `plan of ${name}` }],
    });
    const [ticket] = await lab.tickets();
    const { contact } = (await admin.get<{ contact: { id: string } }>(`/tickets/${ticket!.id}`)).body;
    return { contactId: contact.id, ticketId: ticket!.id };
  }

  /** What stands in the file, by path, as any computer opens it. */
  async function fetched(id: string): Promise<{ status: number; files: Map<string, string> }> {
    const folder = mkdtempSync(join(tmpdir(), 'frontdesk-export-'));
    try {
      const response = await fetch(`${app.url}/api/v1/privacy/requests/${id}/file`, {
        method: 'POST',
        headers: { cookie: admin.cookie, 'X-Requested-With': 'frontdesk' },
      });
      const files = new Map<string, string>();
      if (response.status !== 200) return { status: response.status, files };
      writeFileSync(join(folder, 'all.zip'), Buffer.from(await response.arrayBuffer()));
      execFileSync('unzip', ['-q', 'all.zip', '-d', 'out'], { cwd: folder });
      for (const file of readdirSync(join(folder, 'out'), { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue;
        const path = join(file.parentPath, file.name);
        files.set(path.slice(join(folder, 'out').length + 1), readFileSync(path, 'utf8'));
      }
      return { status: 200, files };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('has a deadline by the law that it is answered by', async () => {
    const { id } = await make.contact();

    const brazilian = await ask(id, 'information', { receivedAt: '2026-11-20T12:00:00Z' });
    const european = await ask(id, 'correction', { law: 'gdpr', receivedAt: '2026-01-31T12:00:00Z' });

    expect(brazilian.dueAt).toBe('2026-12-05T12:00:00.000Z');
    expect(european.dueAt).toBe('2026-02-28T12:00:00.000Z');
    const twice = await admin.post<{ code: string }>('/privacy/requests', {
      contactId: id,
      kind: 'correction',
      verifiedBy: 'by telephone',
    });
    expect([twice.status, twice.body.code]).toEqual([409, 'already_asked']);
    const stale = await admin.patch(`/privacy/requests/${european.id}`, {
      outcome: 'refused',
      reason: 'no',
      version: 9,
    });
    expect(stale.status).toBe(409);
    const ended = await admin.patch<RequestBody>(`/privacy/requests/${european.id}`, {
      outcome: 'refused',
      reason: 'it is right as it is',
      version: 1,
    });
    expect(ended.body.state).toBe('refused');
    const open = await admin.get<{ items: RequestBody[] }>(`/privacy/requests?contact=${id}&state=open`);
    expect(open.body.items.map((one) => one.id)).toEqual([brazilian.id]);
  });

  it('gives everything of a person and of whoever became part of them, without the addresses of others', async () => {
    const { contactId, ticketId } = await wroteIn('Ana Exported', 'ana@exported.example', 'My router sings at night.');
    const other = await wroteIn('Ana Again', 'ana.again@exported.example', 'It is me from elsewhere.');
    await admin.post(`/contacts/${contactId}/merge`, { otherId: other.contactId });
    await admin.post(`/tickets/${ticketId}/messages`, { kind: 'note', text: 'She is always like that.' });
    await admin.post(`/privacy/contacts/${contactId}/consents`, {
      purpose: 'broadcasts',
      state: 'withdrawn',
      wording: 'No more news',
      wordingVersion: '3',
      proof: 'letter of 12 May',
    });
    const request = await ask(contactId, 'export', { language: 'pt-BR' });

    expect((await admin.post(`/privacy/requests/${request.id}/export`)).status).toBe(202);
    await app.settle();
    expect((await admin.get(`/privacy/requests/${request.id}`)).body.state).toBe('ready');
    expect(await placesOf(app, ['plan of Ana Exported'])).not.toEqual([]);
    const { files } = await fetched(request.id);

    const all = [...files.values()].join('\n');
    const page = files.get('index.html')!;
    expect(page).toContain('O que sabemos sobre você');
    for (const said of ['My router sings at night.', 'It is me from elsewhere.', 'No more news'])
      expect(all).toContain(said);
    expect([...files.keys()].filter((path) => path.endsWith('plan.txt'))).toHaveLength(2);
    expect([...files.keys()].filter((path) => path.endsWith('.eml'))).toHaveLength(2);
    expect(JSON.parse(files.get('data/contacts.json')!)).toHaveLength(2);
    expect(all).not.toContain('rui.lima@elsewhere.example');
    expect(all).toContain('r…@elsewhere.example');
    expect(all).not.toContain('always like that');
    expect(all).not.toMatch(/token_hash|blob_key|password/);

    expect((await fetched(request.id)).status).toBe(404);
    const audit = await admin.get<{ items: { action: string }[] }>('/audit?action=privacy.export');
    expect(audit.body.items.map(({ action }) => action)).toEqual([
      'privacy.export-fetched',
      'privacy.export-ready',
      'privacy.export-started',
    ]);
  });

  it('gives notes where the house says so, and forgets a file that nobody fetches', async () => {
    const { contactId, ticketId } = await wroteIn('Bia Noted', 'bia@noted.example', 'Hello.');
    await admin.post(`/tickets/${ticketId}/messages`, { kind: 'note', text: 'A note about Bia.' });
    const { body: settings } = await admin.get<{ version: number }>('/privacy/settings');
    expect((await admin.patch('/privacy/settings', { giveNotes: true, version: settings.version })).status).toBe(200);
    const request = await ask(contactId, 'export');
    await admin.post(`/privacy/requests/${request.id}/export`);
    await app.settle();
    const { files } = await fetched(request.id);
    expect(files.get('data/messages.json')).toContain('A note about Bia.');

    const later = await ask(contactId, 'export');
    await admin.post(`/privacy/requests/${later.id}/export`);
    await app.settle();
    const before = filesIn(app);
    await app.db.query(`update privacy_requests set file_expires_at = now() - interval '1 minute' where id = $1`, [
      later.id,
    ]);
    expect((await fetched(later.id)).status).toBe(404);
    await app.get(DataExport).forgetOld();
    expect(filesIn(app)).toBe(before - 1);
    expect((await admin.get(`/privacy/requests/${later.id}`)).body.state).toBe('open');
  });

  it('keeps rules, answers and messages to many from who is restricted, and shows them as before', async () => {
    const tag = 'restricted-here';
    const { contactId } = await wroteIn('Caio Quiet', 'caio@quiet.example', 'First.');
    await admin.patch(`/contacts/${contactId}`, { tags: [tag] });
    const rule = await admin.post('/rules', {
      name: 'Everything is urgent',
      events: ['ticket.created'],
      condition: { all: [] },
      actions: [{ type: 'priority', value: 'urgent' }],
      active: true,
    });
    expect(rule.status).toBe(201);

    expect((await admin.put(`/privacy/contacts/${contactId}/restriction`, {})).body).toMatchObject({
      restricted: true,
    });
    await wroteIn('Caio Quiet', 'caio@quiet.example', 'Second, of another matter.');

    const [ticket] = await lab.tickets();
    expect(ticket).toMatchObject({ subject: 'From Caio Quiet', priority: 'normal' });
    const inbox = await lab.inbox('news@desk.example');
    const preview = await admin.post<{ leftOut: { reason: string; count: number }[] }>('/broadcasts/preview', {
      inboxId: inbox.id,
      audience: { filters: { tags: [tag] } },
      content: { texts: [{ language: 'en', subject: 'News', text: 'News' }] },
    });
    expect(JSON.stringify(preview.body)).toContain('"restricted"');

    await admin.delete(`/privacy/contacts/${contactId}/restriction`);
    await wroteIn('Caio Quiet', 'caio@quiet.example', 'Third.');
    expect((await lab.tickets())[0]).toMatchObject({ priority: 'urgent' });
  });

  it('keeps what a person forbade, on whichever address and after a merge', async () => {
    const one = await make.contact({ name: 'Dora Twice' });
    const two = await make.contact({ name: 'Dora Twice' });
    const line = await make.inbox({ address: 'forbid@desk.example' });
    const tag = 'dora';
    await admin.patch(`/contacts/${one.id}`, { tags: [tag] });
    const reached = async (): Promise<string> => {
      const { body } = await admin.post('/broadcasts/preview', {
        inboxId: line.id,
        audience: { filters: { tags: [tag] } },
        content: { texts: [{ language: 'en', subject: 'News', text: 'News' }] },
      });
      return JSON.stringify(body);
    };
    expect(await reached()).not.toContain('opted_out');

    await app.get(Work).run((tx) => app.get(OptOuts).withdraw(tx, line.id, two.identityId, 'STOP', 'broadcasts'));
    await admin.post(`/contacts/${one.id}/merge`, { otherId: two.id });
    expect(await reached()).toContain('opted_out');

    const ledger = await admin.get<{ items: { of: string; state: string; proof: string }[] }>(
      `/privacy/contacts/${one.id}/consents`,
    );
    expect(ledger.body.items).toMatchObject([{ of: 'address', state: 'withdrawn', proof: 'STOP' }]);

    const three = await make.contact({ name: 'Elias Once' });
    await admin.patch(`/contacts/${three.id}`, { tags: ['elias'] });
    await app.get(Work).run((tx) =>
      app.get(Consents).record(tx, three.id, {
        channel: null,
        purpose: 'everything',
        state: 'withdrawn',
        wording: 'Leave me alone',
        wordingVersion: '1',
        proof: 'a call',
        byId: null,
        at: new Date(),
      }),
    );
    await admin.post(`/contacts/${one.id}/merge`, { otherId: three.id });
    const merged = await admin.get<{ items: { of: string; wording: string }[] }>(
      `/privacy/contacts/${one.id}/consents`,
    );
    expect(merged.body.items[0]).toMatchObject({ of: 'person', wording: 'Leave me alone' });
    await admin.post(`/contacts/${one.id}/unmerge`, {});
    const apart = await admin.get<{ items: unknown[] }>(`/privacy/contacts/${three.id}/consents`);
    expect(apart.body.items).toHaveLength(1);
  });

  it('writes down who looked at whoever is special, and at everybody where the house says so', async () => {
    const { contactId, ticketId } = await wroteIn('Fabio Special', 'fabio@special.example', 'Hello.');
    const reader = await agent(app);
    const views = async (): Promise<{ user: { name: string }; place: string; times: number }[]> =>
      (await admin.get<{ items: never[] }>(`/privacy/contacts/${contactId}/views`)).body.items;
    await reader.get(`/contacts/${contactId}`);
    expect(await views()).toEqual([]);

    await admin.patch(`/privacy/contacts/${contactId}`, { special: true });
    await reader.get(`/contacts/${contactId}`);
    await reader.get(`/contacts/${contactId}`);
    await reader.get(`/tickets/${ticketId}`);

    expect(await views()).toMatchObject([
      { user: { name: reader.name }, place: 'ticket', times: 1 },
      { user: { name: reader.name }, place: 'contact', times: 2 },
    ]);
    expect((await reader.get(`/privacy/contacts/${contactId}/views`)).status).toBe(403);

    const stranger = await make.contact();
    const { body: settings } = await admin.get<{ version: number }>('/privacy/settings');
    await admin.patch('/privacy/settings', { logAllViews: true, version: settings.version });
    await reader.get(`/contacts/${stranger.id}`);
    const log = await admin.get<{ items: unknown[] }>(`/privacy/contacts/${stranger.id}/views`);
    expect(log.body.items).toHaveLength(1);
  });

  describe('growing old', () => {
    const set = (category: string, days: number | null, version: number) =>
      admin.put<{ items: { category: string; days: number | null; version: number }[] }>(
        `/privacy/retention/${category}`,
        { days, version },
      );

    it('has a floor and a ceiling, and says before what would go', async () => {
      const short = await set('tickets', 3, 0);
      expect([short.status, short.body]).toMatchObject([
        422,
        { errors: [{ path: 'days', message: 'must be at least 180' }] },
      ]);
      expect((await set('tickets', 9_000, 0)).status).toBe(422);
      expect((await set('nothing', 90, 0)).status).toBe(400);
      expect((await (await lead(app)).put('/privacy/retention/tickets', { days: 365, version: 0 })).status).toBe(403);
      expect((await admin.get('/privacy/retention/tickets/preview?days=365')).body).toMatchObject({ count: 0 });
    });

    it('takes the words of closed tickets and leaves their figures, but not of who is held', async () => {
      const old = await wroteIn('Gil Old', 'gil@old.example', 'An old secret of Gil: kiwanolemon.');
      const held = await wroteIn('Hana Held', 'hana@held.example', 'An old secret of Hana: durianlemon.');
      await admin.post('/privacy/holds', { contactId: held.contactId, reason: 'a claim' });
      for (const { ticketId } of [old, held]) {
        await app.db.query(
          `update tickets set category = 'closed', closed_at = now() - interval '400 days', updated_at = now() - interval '400 days',
             status_id = (select id from statuses where category = 'closed' and is_default) where id = $1`,
          [ticketId],
        );
      }
      expect((await admin.get('/privacy/retention/tickets/preview?days=365')).body).toMatchObject({ count: 1 });
      expect((await set('tickets', 365, 0)).status).toBe(200);

      await app.get(RetentionTimes).run();
      await app.get(RetentionTimes).run();

      expect(await placesOf(app, ['kiwanolemon'])).toEqual([]);
      expect((await placesOf(app, ['durianlemon'])).length).toBeGreaterThan(0);
      expect((await admin.get(`/tickets/${old.ticketId}`)).body).toMatchObject({ subject: '[erased]' });
      expect((await lab.messages({ id: old.ticketId })).length).toBeGreaterThan(0);
      expect((await admin.get(`/contacts/${old.contactId}`)).body).toMatchObject({ name: 'Gil Old' });
      const log = await admin.get<{ items: object[] }>('/privacy/retention/log');
      expect(log.body.items).toMatchObject([{ category: 'tickets', count: 1 }]);
    });
  });
});
