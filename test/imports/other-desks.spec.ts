import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** All files of a folder in one archive, as an administrator puts them together. */
function zipOf(source: string): Buffer {
  const folder = join('test', 'fixtures', 'imports', source);
  const zip = new ZipWriter(new Date('2026-01-01T00:00:00Z'));
  for (const name of readdirSync(folder)) zip.add(`export/${name}`, readFileSync(join(folder, name)));
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
      priority: 'high',
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
