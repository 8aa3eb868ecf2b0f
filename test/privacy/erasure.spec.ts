import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBackup } from '../../src/cli/backup/backup.writer.js';
import { restoreBackup } from '../../src/cli/backup/backup.reader.js';
import { Suppressions } from '../../src/customers/suppressions.service.js';
import { Blobs } from '../../src/platform/blobs/blobs.js';
import { Vault } from '../../src/platform/crypto/vault.js';
import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { newId } from '../../src/platform/ids.js';
import { impersonalTables, inScope, personalTables } from '../../src/platform/privacy/personal-data.js';
import { Columns, WORDY } from '../../src/privacy/columns.service.js';
import { Erasure } from '../../src/privacy/erasure.service.js';
import { Scopes } from '../../src/privacy/scope.service.js';
import { Scrubber } from '../../src/privacy/scrubber.service.js';
import { PrivacyUpkeep } from '../../src/privacy/upkeep.js';
import { chatInbox, leave, say, visitor } from '../chat/visitors.js';
import { MailLab } from '../email/mail-lab.js';
import type { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { filesIn, placesOf } from './markers.js';

interface RequestBody {
  id: string;
  state: string;
  dueAt: string;
  version: number;
  progress: { found: Record<string, number> };
}

interface Subject {
  id: string;
  name: string;
  address: string;
  phone: string;
  nonce: string;
  markers: string[];
}

// Every table is looked through, several times.
jest.setTimeout(120_000);

const NAME_OF = (n: number): string => `Zenaide Quilombola${'abcdefgh'[n]}`;
let people = 0;

describe('an erasure', () => {
  let lab: MailLab;
  let app: TestApp;
  let make: Make;

  beforeAll(async () => {
    lab = await MailLab.open();
    app = lab.app;
    make = new Make(app);
    await lab.inbox();
  });
  afterAll(async () => {
    await leave();
    await lab.close();
  });

  /** Somebody who wrote, chatted, texted, called, was called, visited, noted, written to, and looked at. */
  async function person(): Promise<Subject> {
    const n = (people += 1);
    const name = NAME_OF(n);
    const [first, last] = name.split(' ') as [string, string];
    const address = `${first}.${last}@Quilombola-${n}.example`.toLowerCase();
    const nonce = `kumquat${n}wort${newId().slice(-8)}`;
    const phone = `+55118765432${n}`;
    const from = `"${name}" <${address}>`;
    await lab.deliver({
      from,
      subject: `Broken ${nonce}`,
      text: `Hello, my ${nonce} is broken. Call me at ${phone}.`,
      messageId: `<first-${nonce}@mail.example>`,
      attachments: [
        { filename: `${nonce}.txt`, content: `only mine: ${nonce}` },
        { filename: 'leaflet.txt', content: 'a leaflet that everybody has' },
      ],
    });
    const [ticket] = await lab.tickets();
    const { id } = (await lab.admin.get<{ contact: { id: string } }>(`/tickets/${ticket!.id}`)).body.contact;
    await lab.admin.post(`/contacts/${id}/identities`, { kind: 'phone', value: phone });
    await lab.admin.patch(`/contacts/${id}`, { notes: `likes ${nonce}`, title: nonce, tags: ['vip'] });
    await lab.admin.post(`/tickets/${ticket!.id}/messages`, {
      kind: 'reply',
      text: `Dear ${name}, about the ${nonce}`,
    });
    await lab.admin.post(`/tickets/${ticket!.id}/messages`, { kind: 'note', text: `${name} (${phone}) said ${nonce}` });
    await lab.admin.patch(`/tickets/${ticket!.id}`, { subject: `Still ${nonce}`, priority: 'high' });
    await lab.sendNow();
    await chatted(id, address, nonce);
    await called(id, phone, nonce, ticket!.id);
    await texted(id, phone, nonce);
    await visited(id, nonce, ticket!.id, name);
    await broadcastTo(id, address);
    return {
      id,
      name,
      address,
      phone,
      nonce,
      markers: [last, address, phone, phone.slice(1), nonce],
    };
  }

  async function chatted(contactId: string, address: string, nonce: string): Promise<void> {
    const inbox = await chatInbox(app, lab.admin);
    const client = await visitor(app, inbox, 'http');
    await say(client, `chat about ${nonce}`);
    await app.settle();
    const [row] = await app.db.query<{ id: string }[]>(
      `select contact_id as id from conversations where inbox_id = $1`,
      [inbox.id],
    );
    await app.db.query(
      'update conversations set rating = 2, rating_comment = $2, rated_at = now() where inbox_id = $1',
      [inbox.id, `bad ${nonce}`],
    );
    await app.db.query('update chat_visitors set name = $2, email = $3 where inbox_id = $1', [
      inbox.id,
      nonce,
      address,
    ]);
    // Who chatted is found to be the same, and is merged.
    const merged = await lab.admin.post(`/contacts/${contactId}/merge`, { otherId: row!.id });
    expect(merged.status).toBe(200);
    await leave();
  }

  async function called(contactId: string, phone: string, nonce: string, ticketId: string): Promise<void> {
    const line = await make.inbox({ channel: 'voice', address: `+55113000${people}000` });
    const callId = newId();
    const sealed = await app.get(Blobs).put(app.get(Vault).sealBytes(Buffer.from(`voice of ${nonce}`), 'recordings'));
    await app.db.query(
      `insert into calls (id, inbox_id, channel, sid, direction, "from", "to", caller_name, language, state, outcome, facts, ticket_id,
         started_at, updated_at)
       values ($1, $2, 'voice', $3, 'in', $4, $5, $6, 'en', 'ended', 'voicemail', $7, $8, now(), now())`,
      [callId, line.id, `CA${nonce}`, phone, line.address, nonce, JSON.stringify({ said: nonce }), ticketId],
    );
    await app.db.query(
      `insert into call_recordings (id, inbox_id, call_id, sid, kind, state, seconds, type, size, blob_key, at)
       values ($1, $2, $3, $4, 'voicemail', 'stored', 9, 'audio/wav', 9, $5, now())`,
      [newId(), line.id, callId, `RE${nonce}`, sealed],
    );
    await app.db.query(
      `insert into call_transcripts (call_id, kind, engine, lines, text, at, updated_at)
       values ($1, 'voicemail', 'test', $2, $3, now(), now())`,
      [callId, JSON.stringify([{ who: 'caller', text: nonce }]), `it is ${nonce}`],
    );
    await app.db.query(
      `insert into call_backs (id, inbox_id, call_id, ticket_id, number, why, state, at) values ($1, $2, $3, $4, $5, 'voicemail', 'open', now())`,
      [newId(), line.id, callId, ticketId, phone],
    );
  }

  async function texted(contactId: string, phone: string, nonce: string): Promise<void> {
    const inbox = await make.inbox({ channel: 'sms', address: `+55114000${people}000` });
    const [identity] = await app.db.query<{ id: string }[]>(
      `select id from contact_identities where contact_id = $1 and kind = 'phone'`,
      [contactId],
    );
    const ticket = await make.ticket({ contactId, inboxId: inbox.id, subject: `Text of ${nonce}` });
    const conversation = await make.conversation(ticket, inbox, { threaded: false, identityId: identity!.id });
    const envelopeId = newId();
    await app.db.query(
      `insert into envelopes (id, inbox_id, channel, key, state, size, raw, meta, said_by, received_at, ended_at, ticket_id)
       values ($1, $2, 'sms', $3, 'processed', 9, $4, $5, $6, now(), now(), $7)`,
      [
        envelopeId,
        inbox.id,
        `SM${nonce}`,
        Buffer.from(`From=${phone}&Body=${nonce}`),
        JSON.stringify({ from: phone }),
        phone,
        ticket.id,
      ],
    );
    await make.said(ticket.id, conversation, `text ${nonce}`, { envelopeId, externalId: `SM${nonce}` });
    await app.db.query(`insert into opt_outs (id, inbox_id, identity_id, word, at) values ($1, $2, $3, $4, now())`, [
      newId(),
      inbox.id,
      identity!.id,
      `STOP ${nonce}`,
    ]);
  }

  async function visited(contactId: string, nonce: string, ticketId: string, name: string): Promise<void> {
    const visitId = newId();
    await app.db.query(
      `insert into visits (id, ticket_id, kind, state, about, contact_id, place, access_notes, minutes, outcome, signature, rating,
         rating_comment, created_at, updated_at)
       values ($1, $2, 'repair', 'done', $3, $4, $5, $6, 90, $7, $8, 5, $9, now(), now())`,
      [
        visitId,
        ticketId,
        `about ${nonce}`,
        contactId,
        JSON.stringify({ address: `street of ${nonce}` }),
        `ring at ${nonce}`,
        JSON.stringify({ summary: nonce, minutes: 3 }),
        JSON.stringify({ name }),
        `nice ${nonce}`,
      ],
    );
    await app.db.query(
      `insert into visit_steps (visit_id, seq, id, type, to_state, at, told_at, actor_kind, actor_id, actor_name, reason, data)
       values ($1, 1, $2, 'confirmed', 'done', now(), now(), 'contact', $3, $4, $5, $6)`,
      [visitId, newId(), contactId, name, nonce, JSON.stringify({ words: nonce })],
    );
    const photo = await app.get(Blobs).put(Buffer.from(`photo of ${nonce}`));
    const attachmentId = newId();
    await app.db.query(
      `insert into attachments (id, owner, name, type, size, blob_key, created_at) values ($1, 'kept:visit', $2, 'image/png', 3, $3, now())`,
      [attachmentId, `${nonce}.png`, photo],
    );
    await app.db.query(
      `insert into visit_files (attachment_id, visit_id, kind, caption, at) values ($1, $2, 'photo', $3, now())`,
      [attachmentId, visitId, nonce],
    );
  }

  async function broadcastTo(contactId: string, address: string): Promise<void> {
    const inbox = await make.inbox();
    const id = newId();
    await app.db.query(
      `insert into broadcasts (id, name, inbox_id, audience, content, state, created_at, updated_at)
       values ($1, 'News', $2, $3, '{}', 'done', now(), now())`,
      [id, inbox.id, JSON.stringify({ contactIds: [contactId] })],
    );
    await app.db.query(
      `insert into broadcast_recipients (id, broadcast_id, place, contact_id, address, state) values ($1, $2, 1, $3, $4, 'told')`,
      [newId(), id, contactId, address],
    );
  }

  async function asked(contactId: string): Promise<RequestBody> {
    const made = await lab.admin.post<RequestBody>('/privacy/requests', {
      contactId,
      kind: 'erasure',
      verifiedBy: 'called back on the known number',
    });
    expect(made.status).toBe(201);
    return made.body;
  }

  async function confirmed(request: RequestBody, name: string): Promise<void> {
    const preview = await lab.admin.get<{ confirmation: string }>(`/privacy/requests/${request.id}/preview`);
    const answer = await lab.admin.post(`/privacy/requests/${request.id}/erase`, {
      confirmation: preview.body.confirmation,
      name,
    });
    expect(answer.status).toBe(202);
    await app.settle();
  }

  it('knows every column that could hold a word about somebody', async () => {
    const claimed = new Map<string, Set<string>>();
    for (const { table, of, erase, words = [], impersonal = [] } of personalTables()) {
      const columns = claimed.get(table) ?? new Set();
      claimed.set(table, columns);
      const named = typeof erase === 'object' ? Object.keys(erase) : [];
      for (const column of [...named, ...words, ...impersonal]) columns.add(column);
      if (of && erase === 'delete') columns.add('*');
    }
    const forgotten = (await app.get(Columns).all())
      .filter(({ type }) => WORDY.has(type))
      .filter(({ table }) => !impersonalTables().has(table))
      .filter(({ table, name }) => !claimed.get(table)?.has('*') && !claimed.get(table)?.has(name));

    // A room says what it holds in its `*.personal.ts`; docs/privacy.md shows how.
    expect(forgotten.map(({ table, name }) => `${table}.${name}`)).toEqual([]);
  });

  it('claims nothing that is not there', async () => {
    const all = await app.get(Columns).all();
    const there = new Set(all.flatMap(({ table, name }) => [table, `${table}.${name}`]));
    const claimed = personalTables().flatMap(({ table, erase, words = [], impersonal = [], files = [], withhold }) => [
      table,
      ...[
        ...(typeof erase === 'object' ? Object.keys(erase) : []),
        ...words,
        ...impersonal,
        ...files,
        ...(Array.isArray(withhold) ? withhold : []),
      ].map((column) => `${table}.${column}`),
    ]);
    const generated = new Set(['messages.words', 'call_transcripts.words']);
    expect([...claimed, ...impersonalTables().keys()].filter((one) => !there.has(one) && !generated.has(one))).toEqual(
      [],
    );
  });

  it('leaves no word of a person anywhere, and every figure', async () => {
    const subject = await person();
    const neighbour = await lab.deliver({
      from: 'Rui Lima <rui@firm.example>',
      cc: subject.address,
      subject: 'Shared',
      text: `${subject.name} told me to write.`,
      attachments: [{ filename: 'leaflet.txt', content: 'a leaflet that everybody has' }],
    });
    expect(neighbour).toBeUndefined();
    const [shared] = await lab.tickets();
    await lab.admin.post(`/tickets/${shared!.id}/messages`, {
      kind: 'note',
      text: `Ask ${subject.name}, ${subject.address}, ${subject.phone.replace('+55', '(').replace(/^\((\d\d)/, '($1) ')}`,
    });
    await app.settle();
    const before = await placesOf(app, subject.markers);
    const seen = new Set(before.map((place) => place.split(':')[0]));
    for (const table of [
      'messages',
      'envelopes',
      'calls',
      'visits',
      'attachments',
      'search_words',
      'tickets',
      'contacts',
    ])
      expect(seen).toContain(`public.${table}`);
    const figures = await counted();
    const files = filesIn(app);

    const request = await asked(subject.id);
    const preview = await lab.admin.get<{ found: Record<string, number> }>(`/privacy/requests/${request.id}/preview`);
    expect(preview.body.found).toMatchObject({ contact: 2, call: 1, recording: 1, visit: 1 });
    expect(preview.body.found.message).toBeGreaterThanOrEqual(5);
    await confirmed(request, subject.name);

    expect(await placesOf(app, subject.markers)).toEqual([]);
    expect((await lab.admin.get(`/privacy/requests/${request.id}`)).body).toMatchObject({
      state: 'done',
      keptUntil: null,
    });
    expect(await counted()).toEqual(figures);
    expect(filesIn(app)).toBeLessThan(files);
    const leaflet = (await lab.messages(shared!))[0]!.attachments[0]!;
    expect((await lab.admin.get(`//${leaflet.url.slice(1)}`)).body).toBe('a leaflet that everybody has');
    expect((await lab.messages(shared!)).map((message) => message.text).join(' ')).toContain(
      '[erased] told me to write',
    );
    const audit = (await lab.admin.get<{ items: { action: string; data: object }[] }>('/audit?action=privacy.')).body
      .items;
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['privacy.requested', 'privacy.erasure-started', 'privacy.erased']),
    );
    expect((await lab.admin.get('/audit/verify')).body).toMatchObject({ ok: true });
  });

  /** What reports count. */
  async function counted(): Promise<unknown> {
    const [row] = await app.db.query(
      `select (select count(*) from tickets)::int as tickets, (select count(*) from messages)::int as messages,
         (select count(*) from sla_ledger)::int as ledger, (select sum(rating) from conversations)::int as ratings,
         (select count(*) from calls)::int as calls, (select count(*) from visits where state = 'done')::int as visits`,
    );
    return row;
  }

  it('fills every column that a room claims, and finds none of it afterwards', async () => {
    const subject = await person();
    const scope = newId();
    await app.get(Work).run(async (tx) => {
      await app.get(Scopes).begin(tx, scope, 'contact', [subject.id]);
      await app.get(Scopes).collect(tx, scope);
    });
    let filled = 0;
    for (const { table, of, erase, files = [] } of app.get(Scrubber).tables()) {
      if (erase === 'delete' || table === 'contact_identities') continue;
      const types = new Map((await app.get(Columns).of(table)).map(({ name, type }) => [name, type]));
      for (const [column, left] of Object.entries(erase!)) {
        const type = types.get(column);
        // What depends on the row is tried above.
        if (left.startsWith('case ')) continue;
        if ((type !== 'text' && type !== 'jsonb') || files.includes(column)) continue;
        const value = type === 'text' ? subject.nonce : JSON.stringify({ [`n`]: [{ said: subject.nonce }] });
        const where = inScope(of!);
        // A column that takes only some values takes no word either.
        const rows = await app.db
          .query<unknown[]>(
            `with filled as (update "${table}" set "${column}" = $2${type === 'jsonb' ? '::jsonb' : ''} where (${where}) and $1::uuid is not null returning 1) select * from filled`,
            [scope, value],
          )
          .catch(() => []);
        if (rows.length > 0) filled += 1;
      }
    }
    await app.db.query('delete from privacy_scope where request_id = $1', [scope]);
    expect(filled).toBeGreaterThan(30);

    await confirmed(
      await asked(subject.id),
      (await lab.admin.get<{ name: string }>(`/contacts/${subject.id}`)).body.name,
    );

    expect(await placesOf(app, [subject.nonce, subject.address])).toEqual([]);
  });

  it('goes on where a killed process left it', async () => {
    const subject = await person();
    const request = await asked(subject.id);
    const scrubber = app.get(Scrubber);
    const real = scrubber.erase.bind(scrubber);
    let steps = 0;
    scrubber.erase = async (...given) => {
      if ((steps += 1) === 12) throw new Error('the power went');
      return real(...given);
    };
    await app.get(Work).run((tx) => app.get(Erasure).start(tx, SYSTEM, request.id));
    await expect(app.get(Erasure).run({ requestId: request.id })).rejects.toThrow('the power went');
    scrubber.erase = real;
    expect(await placesOf(app, [subject.nonce])).not.toEqual([]);

    passed(app, 120_000);
    await app.get(PrivacyUpkeep).sweep();
    await app.settle();

    expect(await placesOf(app, subject.markers)).toEqual([]);
    expect((await lab.admin.get(`/privacy/requests/${request.id}`)).body.state).toBe('done');
  });

  it('waits for a hold to be released, and for a name that fits', async () => {
    const subject = await person();
    const request = await asked(subject.id);
    const hold = await lab.admin.post<{ id: string }>('/privacy/holds', {
      contactId: subject.id,
      reason: 'Case 12/2026',
    });
    expect(hold.status).toBe(201);

    const held = await lab.admin.get<{ confirmation: null; hold: { reason: string } }>(
      `/privacy/requests/${request.id}/preview`,
    );
    expect(held.body).toMatchObject({ confirmation: null, hold: { reason: 'Case 12/2026' } });
    expect((await lab.admin.get(`/privacy/contacts/${subject.id}`)).body).toMatchObject({ hold: { id: hold.body.id } });

    await lab.admin.delete(`/privacy/holds/${hold.body.id}`);
    const free = await lab.admin.get<{ confirmation: string }>(`/privacy/requests/${request.id}/preview`);
    const other = await lab.admin.post<{ errors: { path: string }[] }>(`/privacy/requests/${request.id}/erase`, {
      confirmation: free.body.confirmation,
      name: 'Somebody else',
    });
    expect([other.status, other.body.errors[0]!.path]).toEqual([422, 'name']);
    const again = await lab.admin.post<{ id: string }>('/privacy/holds', {
      contactId: subject.id,
      reason: 'Case 13/2026',
    });
    const refused = await lab.admin.post<{ code: string }>(`/privacy/requests/${request.id}/erase`, {
      confirmation: free.body.confirmation,
      name: subject.name,
    });
    expect([again.status, refused.status]).toEqual([201, 409]);
    expect((await placesOf(app, [subject.nonce])).length).toBeGreaterThan(0);
  });

  it('lets the person come back as somebody new, and no list bring them back', async () => {
    const subject = await person();
    await confirmed(await asked(subject.id), subject.name);

    const listed = await app.get(Suppressions).among(app.db, [
      { kind: 'email', value: subject.address.toUpperCase() },
      { kind: 'email', value: 'rui@firm.example' },
      { kind: 'phone', value: subject.phone },
    ]);
    expect([...listed]).toEqual([0, 2]);

    await lab.deliver({ from: `New Me <${subject.address}>`, subject: 'Me again', text: 'Hello, I am new here.' });
    const [ticket] = await lab.tickets();
    const contact = (await lab.admin.get<{ contact: { id: string; name: string } }>(`/tickets/${ticket!.id}`)).body
      .contact;
    expect(contact.name).toBe('New Me');
    expect(contact.id).not.toBe(subject.id);
    expect((await lab.admin.post(`/contacts/${contact.id}/merge`, { otherId: subject.id })).status).toBe(422);
  });

  it('is repeated after a backup from before it was read in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'frontdesk-privacy-test-'));
    try {
      const subject = await person();
      const file = join(folder, 'desk.tar.gz');
      await writeBackup(app.nest, app.config, file);
      await confirmed(await asked(subject.id), subject.name);
      expect(await placesOf(app, [subject.nonce])).toEqual([]);

      await restoreBackup(app.config, file);
      await app.restart();
      expect((await placesOf(app, [subject.nonce])).length).toBeGreaterThan(0);
      await app.get(PrivacyUpkeep).sweep();
      await app.settle();

      expect(await placesOf(app, subject.markers)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
