import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Blobs } from '../../src/platform/blobs/blobs.js';
import { ZipWriter } from '../../src/privacy/zip.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { administrator, makeUser, type Person } from '../harness/people.js';
import { checked, give, ran, undone, type ImportBody } from './desk.js';

interface MessageBody {
  direction: string;
  kind: string;
  text: string;
  from: { name: string; id: string | null; kind: string };
  at: string;
}

interface FileBody {
  id: string;
  name: string;
  type: string;
  size: number;
}

/** All files of a folder in one archive, as an administrator puts them together. */
function zipOf(source: string, files: Record<string, Buffer> = {}): Buffer {
  const folder = join('test', 'fixtures', 'imports', source);
  const zip = new ZipWriter(new Date('2026-01-01T00:00:00Z'));
  for (const name of readdirSync(folder)) zip.add(`export/${name}`, readFileSync(join(folder, name)));
  for (const [name, content] of Object.entries(files)) zip.add(`export/${name}`, content);
  return zip.finish();
}

describe('reading in the export of another desk', () => {
  let app: TestApp;
  let admin: Person;
  let helga: { id: string };

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    helga = await makeUser(app, 'agent', { name: 'Helga Stein', email: 'helga@desk.example' });
    await new Make(app).inbox();
  });
  afterAll(() => app.close());

  const count = async (sql: string): Promise<number> =>
    (await app.db.query<{ n: number }[]>(`select count(*)::int as n from ${sql}`))[0]!.n;

  it.each([
    ['zendesk', 3],
    ['freshdesk', 2],
    ['chatwoot', 2],
    ['zammad', 2],
    ['freescout', 2],
  ])('%s: people, tickets and all that was said come in as history, once, and go again', async (source, tickets) => {
    const told = await count('outbox');
    const looked = await checked(app, admin, zipOf(source), { source, name: `${source}.zip` });
    expect(looked).toMatchObject({ state: 'checked', counts: { tickets: { create: tickets }, messages: { said: 4 } } });

    const done = await ran(app, admin, looked.id);

    expect(done).toMatchObject({ state: 'done', counts: { tickets: { created: tickets } } });
    const found = await admin.get('/search?q=zirconium');
    expect(JSON.stringify(found.body)).toContain('Oven display stays dark');
    const [oven] = await app.db.query<{ id: string; subject: string }[]>(
      `select id, subject from tickets where subject like 'Oven%'`,
    );
    expect(oven).toMatchObject({ subject: 'Oven display stays dark' });
    const whole = (await admin.get<Record<string, unknown>>(`/tickets/${oven!.id}`)).body;
    expect(whole).toMatchObject({
      status: { category: 'closed' },
      // FreeScout has none.
      priority: source === 'freescout' ? 'normal' : 'high',
      tags: ['oven'],
      contact: { name: 'Marta Teles' },
      company: { name: 'Padaria Aurora' },
      assignee: { id: helga.id },
      createdAt: '2024-03-04T09:00:00.000Z',
    });
    const said = (await admin.get<{ items: MessageBody[] }>(`/tickets/${oven!.id}/messages`)).body.items;
    expect(said).toMatchObject([
      { direction: 'in', from: { name: 'Marta Teles', kind: 'contact' }, at: '2024-03-04T09:00:00.000Z' },
      { direction: 'internal', kind: 'note', text: 'Fuse again, I think.' },
      { direction: 'out', text: 'We send somebody on Wednesday.', from: { name: 'Helga Stein', id: helga.id } },
    ]);
    expect(said[0]!.text).toBe('It shows nothing since Monday: zirconium relay.\n📎 oven.jpg (20 kB)');
    const contactId = (whole.contact as { id: string }).id;
    const timeline = await admin.get<{ items: object[] }>(`/contacts/${contactId}/timeline`);
    expect(timeline.body.items).toHaveLength(4);
    // Nothing follows: no word left, no promise began, nobody was told, no rule fired.
    expect(await count(`outbox where name in ('message.recorded', 'ticket.created', 'ticket.changed')`)).toBe(0);
    expect(await count('outbox')).toBeLessThan(told + 10);
    expect(await count('sla_clocks')).toBe(0);
    expect(await count('notifications')).toBe(0);
    expect(await count(`messages where state in ('queued', 'sending', 'scheduled')`)).toBe(0);

    const again = await checked(app, admin, zipOf(source), { source });
    expect(again.counts.tickets).toEqual({ skip: tickets });
    expect(again.counts.contacts).not.toHaveProperty('create');

    const back = await undone(app, admin, looked.id);
    expect(back).toMatchObject({ state: 'undone', counts: { tickets: { removed: tickets, kept: 0 } } });
    expect(await count('tickets')).toBe(0);
    expect(await count('contacts')).toBe(0);
    expect(await count('companies')).toBe(0);
  });

  it.each(['zendesk', 'freshdesk', 'chatwoot', 'zammad', 'freescout'])(
    '%s: attachments that lie beside come along, and what is not there is named',
    async (source) => {
      const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(900)]);
      const looked = await checked(
        app,
        admin,
        zipOf(source, { 'attachments/5001/oven.jpg': picture, 'attachments/9/lost.json': Buffer.from('{"id": 1}') }),
        { source, name: 'export.zip' },
      );
      expect(looked.counts.files).toEqual({ found: 1, missing: 0, unclaimed: 1 });

      const done = await ran(app, admin, looked.id);

      expect(done).toMatchObject({ state: 'done', counts: { files: { found: 1 } } });
      const [oven] = await app.db.query<{ id: string }[]>(`select id from tickets where subject like 'Oven%'`);
      const { items } = (
        await admin.get<{ items: (MessageBody & { attachments: FileBody[] })[] }>(`/tickets/${oven!.id}/messages`)
      ).body;
      expect(items[0]!.text).toBe('It shows nothing since Monday: zirconium relay.');
      // What it is, is told by its content.
      expect(items[0]!.attachments).toMatchObject([{ name: 'oven.jpg', type: 'image/png', size: picture.length }]);
      const opened = await admin.get<Buffer>(`/attachments/${items[0]!.attachments[0]!.id}`);
      expect(opened.status).toBe(200);
      const refused = (await admin.get<string>(`/imports/${looked.id}/refused`)).body;
      expect(refused).toContain('attachments/9/lost.json');
      expect(refused).toContain('no message speaks of this file');

      await undone(app, admin, looked.id);

      expect(await count('attachments')).toBe(0);
    },
  );

  it('names each attachment that the export only tells of', async () => {
    const looked = await checked(app, admin, zipOf('zendesk'), { source: 'zendesk' });

    expect(looked.counts.files).toEqual({ found: 0, missing: 1, unclaimed: 0 });
    const refused = (await admin.get<string>(`/imports/${looked.id}/refused`)).body;
    expect(refused).toMatch(/oven\.jpg.*5001.*this file is not in the archive/);
    expect((await admin.get<{ items: object[] }>(`/imports/${looked.id}/rows`)).body.items).not.toContainEqual(
      expect.objectContaining({ kind: 'files' }),
    );
  });

  it('goes on without a file that cannot be unpacked, and says so', async () => {
    const zip = zipOf('zendesk', { 'attachments/5001/oven.jpg': Buffer.from('what it was before it broke') });
    const at = zip.indexOf('what it was');
    zip.write('WHAT', at === -1 ? zip.indexOf('oven.jpg') + 12 : at);

    const looked = await checked(app, admin, zip, { source: 'zendesk' });
    await ran(app, admin, looked.id);

    const refused = (await admin.get<string>(`/imports/${looked.id}/refused`)).body;
    expect(refused).toContain('this file cannot be unpacked');
    const [said] = await app.db.query<{ text: string }[]>(`select text from messages where text like '%zirconium%'`);
    expect(said!.text).toContain('📎 oven.jpg');
    await undone(app, admin, looked.id);
  });

  it('does not open an archive whose names share the same bytes', async () => {
    const zip = zipOf('zendesk', { 'attachments/1/a.bin': Buffer.alloc(40_000, 'abcdefgh') });
    // Every entry says that it begins where the first one does, and is as large as all.
    for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1; at = zip.indexOf('PK\x01\x02', at + 1, 'latin1')) {
      zip.writeUInt32LE(Math.floor(zip.length / 2), at + 20);
    }

    expect(await checked(app, admin, zip, { source: 'zendesk' })).toMatchObject({
      state: 'failed',
      problem: 'zip_bomb',
    });
  });

  it('forgets the file with the import', async () => {
    const looked = await checked(app, admin, zipOf('zammad'), { source: 'zammad' });
    const [{ key }] = await app.db.query<[{ key: string }]>('select file_key as key from imports where id = $1', [
      looked.id,
    ]);
    // The same bytes were given by others; only the last one takes them away.
    await app.db.query('delete from imports where file_key = $1 and id <> $2', [key, looked.id]);
    expect((await app.get(Blobs).get(key)).length).toBeGreaterThan(100);

    await admin.delete(`/imports/${looked.id}`);

    await expect(app.get(Blobs).get(key)).rejects.toThrow();
  });

  it('leaves open tickets alone until somebody touches them, and keeps what was touched', async () => {
    const looked = await checked(app, admin, zipOf('zendesk'), { source: 'zendesk' });
    await ran(app, admin, looked.id);
    const open = (
      await app.db.query<{ id: string; past: boolean }[]>(
        `select id, past from tickets where category = 'waiting_customer'`,
      )
    )[0]!;
    await admin.post(`/tickets/${open.id}/messages`, { kind: 'note', text: 'Seen here.' });

    const back = await undone(app, admin, looked.id);

    expect(open.past).toBe(true);
    expect(back.counts.tickets).toMatchObject({ removed: 2, kept: 1 });
    expect(back.counts.contacts).toMatchObject({ kept: 1 });
  });

  it('says of what is no export of that desk that nothing is known', async () => {
    const zip = new ZipWriter(new Date('2026-01-01T00:00:00Z'));
    zip.add('readme.txt', Buffer.from('nothing'));

    expect(await checked(app, admin, zip.finish(), { source: 'zammad' })).toMatchObject({
      state: 'failed',
      problem: 'nothing_known',
    });
    expect(await checked(app, admin, '[{"x": 1}]', { source: 'zammad' })).toMatchObject({
      state: 'failed',
      problem: 'nothing_known',
    });
    expect(await checked(app, admin, '[{"id": 1, "name"', { source: 'zammad' })).toMatchObject({
      state: 'failed',
      problem: 'json_broken',
    });
  });

  it('does not open a ZIP that unpacks to far more than it is', async () => {
    const zip = new ZipWriter(new Date('2026-01-01T00:00:00Z'));
    zip.add('users.json', Buffer.alloc(40_000_000, 32));

    expect(await checked(app, admin, zip.finish(), { source: 'zendesk' })).toMatchObject({
      state: 'failed',
      problem: 'zip_bomb',
    });
  });

  it('reads Chatwoot’s own table of contacts', async () => {
    const table = 'id,name,email,phone_number\n41,Ivo Reis,ivo@reis.example,+551144440000\n';

    const looked = await checked(app, admin, table, { source: 'chatwoot', name: 'contacts.csv' });

    expect(looked.counts).toEqual({ contacts: { create: 1 } });
  });

  it('takes no kind for an export, and needs one for a table', async () => {
    expect((await give(admin, '[]', { source: 'zendesk', kind: 'contacts' })).status).toBe(422);
    expect((await give(admin, 'a\nb\n')).status).toBe(422);
    expect(await admin.get<ImportBody>('/imports/not-an-id')).toMatchObject({ status: 400 });
  });
});
