import { jest } from '@jest/globals';
import { Reconciliation } from '../../src/channels/delivery/reconciliation.service.js';
import { DeliveryService } from '../../src/channels/delivery/delivery.service.js';
import { FileGone, SendFailure, type Line } from '../../src/channels/contract.js';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { Receiver } from '../../src/channels/receiver.service.js';
import { ChannelRegistry } from '../../src/channels/registry.js';
import { InboundFiles } from '../../src/intake/inbound-files.service.js';
import { IntakeService } from '../../src/intake/intake.service.js';
import { Work } from '../../src/platform/database/work.js';
import { CustomerNotices } from '../../src/tickets/replies/customer-notices.service.js';
import { RepliesService } from '../../src/tickets/replies/replies.service.js';
import { Ticket } from '../../src/tickets/ticket.entity.js';
import { TicketWriter } from '../../src/tickets/ticket-writer.service.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { signIn, type Person } from '../harness/people.js';
import { JsonChannel, says } from './json-channel.js';

const PNG = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n'), Buffer.from([0x1a, 0x0a, 0, 1, 2])]);

describe('a line of a provider', () => {
  let app: TestApp;
  let channel: JsonChannel;
  let line: Line;
  let agent: Person;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.boot();
    channel = new JsonChannel('pager', { threads: false, subject: false });
    app.get(ChannelRegistry).add(channel);
    const { inbox } = await app.get(InboxesService).create({ channel: 'pager', name: 'Pager', address: '+1' });
    line = await app.get(InboxesService).line(inbox.id);
    agent = await signIn(app, 'agent');
  });
  beforeEach(() => {
    channel.sent.length = 0;
    channel.answer = async ({ messageId }) => ({ externalId: `sent-${messageId}` });
    channel.knows = async () => 'unknown';
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => app.close());

  const bring = async (things: object[]) => {
    count += 1;
    const { envelopeId } = await app
      .get(Receiver)
      .receive(line, { key: `bring-${count}`, raw: Buffer.from(JSON.stringify(things)) });
    await app.settle();
    const [envelope] = await app.db.query('select * from envelopes where id = $1', [envelopeId]);
    return envelope as { id: string; state: string; reason: string | null; ticket_id: string; message_id: string };
  };
  const hello = (from: string, more: object = {}) => bring([says(from, `Hello from ${from}`, more)]);
  const reply = (ticketId: string, text = 'We are on it') =>
    agent.post<{ id: string; code?: string; detail?: string }>(`/tickets/${ticketId}/messages`, {
      kind: 'reply',
      text,
    });
  const said = async (ticketId: string): Promise<{ attachments: object[]; meta: Record<string, unknown> }[]> =>
    (
      await agent.get<{ items: { attachments: object[]; meta: Record<string, unknown> }[] }>(
        `/tickets/${ticketId}/messages`,
      )
    ).body.items;
  const messageOf = async (id: string) => (await app.db.query('select * from messages where id = $1', [id]))[0];

  describe('with a file that the provider keeps', () => {
    const withFile = (from: string) =>
      hello(from, { files: [{ reference: 'https://files.example/1', name: 'photo.exe', type: 'text/html' }] });

    it('has it beside the message, by what it is and not by what was said of it', async () => {
      channel.keeps = async () => PNG;
      const { ticket_id: ticketId } = await withFile('file@a.example');

      const [message] = await said(ticketId);
      expect(message!.attachments).toMatchObject([{ name: 'photo.exe', type: 'image/png', size: PNG.length }]);
      expect(message!.meta.missingFiles).toBeUndefined();
    });

    it('never loses the message with the file, says so on it, and asks again', async () => {
      channel.keeps = () => Promise.reject(new Error('the provider is away'));
      const { ticket_id: ticketId, state } = await withFile('file@b.example');
      expect(state).toBe('processed');
      const [before] = await said(ticketId);
      expect(before!.attachments).toEqual([]);
      expect(before!.meta.missingFiles).toEqual([
        { name: 'photo.exe', state: 'waiting', reason: 'the provider is away' },
      ]);

      channel.keeps = async () => PNG;
      await app.get(InboundFiles).sweep();
      expect((await said(ticketId))[0]!.attachments).toEqual([]);
      passed(app, 60_000);
      await app.get(InboundFiles).sweep();

      const [message] = await said(ticketId);
      expect(message!.attachments).toMatchObject([{ type: 'image/png' }]);
      expect(message!.meta.missingFiles).toBeUndefined();
    });

    it('does not ask again for what is gone', async () => {
      channel.keeps = () => Promise.reject(new FileGone('It was deleted.'));
      const { ticket_id: ticketId } = await withFile('file@c.example');

      const [message] = await said(ticketId);
      expect(message!.meta.missingFiles).toMatchObject([{ state: 'lost', reason: 'It was deleted.' }]);
    });

    it('needs no provider when the story is told a second time', async () => {
      let asked = 0;
      channel.keeps = async () => {
        asked += 1;
        return PNG;
      };
      const envelope = await withFile('file@d.example');
      await app.db.query(`update envelopes set state = 'received', ended_at = null where id = $1`, [envelope.id]);
      await app.get(IntakeService).process(envelope.id);

      expect(asked).toBe(1);
    });
  });

  describe('whose customer wants to hear nothing more', () => {
    const consent = (from: string, state: 'withdrawn' | 'given', word: string) =>
      bring([{ type: 'consent', state, word, sender: { kind: 'email', value: from, verified: true } }]);

    it('is not answered, with the reason, until they want it again', async () => {
      const { ticket_id: ticketId } = await hello('stop@a.example');
      await consent('stop@a.example', 'withdrawn', 'PARAR');

      const refused = await reply(ticketId);
      expect(refused).toMatchObject({ status: 422, body: { code: 'opted_out' } });
      expect(refused.body.detail).toContain('PARAR');
      const { body: ticket } = await agent.get(`/tickets/${ticketId}`);
      expect(ticket.conversations).toMatchObject([{ closedReason: 'opted_out', optedOut: { word: 'PARAR' } }]);

      await consent('stop@a.example', 'given', 'START');
      expect((await reply(ticketId)).status).toBe(201);
    });

    it('shows the word where a conversation is open, and makes no work of it otherwise', async () => {
      const { ticket_id: ticketId } = await hello('stop@b.example');
      const { ticket_id: shown } = await consent('stop@b.example', 'withdrawn', 'SAIR');
      const strangers = await consent('nobody@b.example', 'withdrawn', 'STOP');

      expect(shown).toBe(ticketId);
      expect(strangers).toMatchObject({ state: 'processed', ticket_id: null });
    });

    it('does not get what was written before and was to leave later', async () => {
      const { ticket_id: ticketId } = await hello('stop@c.example');
      const later = new Date(Date.now() + 3_600_000).toISOString();
      const { body } = await agent.post<{ id: string; code?: string; detail?: string }>(
        `/tickets/${ticketId}/messages`,
        {
          kind: 'reply',
          text: 'Soon',
          sendAt: later,
        },
      );
      await consent('stop@c.example', 'withdrawn', 'STOP');
      passed(app, 2 * 3_600_000);
      await app.get(DeliveryService).send(body.id);

      expect(await messageOf(body.id)).toMatchObject({ state: 'failed', error: expect.stringContaining('STOP') });
      expect(channel.sent).toEqual([]);
    });

    it('does not undo what the desk did when it wanted to tell them', async () => {
      const { ticket_id: ticketId } = await hello('stop@d.example');
      await consent('stop@d.example', 'withdrawn', 'STOP');

      const told = await app.get(Work).run(async (tx) => {
        const ticket = await app.get(TicketWriter).lock(tx, ticketId);
        return app.get(CustomerNotices).tell(tx, ticket, () => ({ text: 'We come at nine', clientId: 'notice-1' }));
      });

      expect(await messageOf((told as { messageId: string }).messageId)).toMatchObject({ state: 'failed' });
    });

    it('is remembered where only the provider knew', async () => {
      const { ticket_id: ticketId } = await hello('stop@e.example');
      channel.answer = () => Promise.reject(new SendFailure('permanent', 'The recipient has opted out.', false, true));
      await reply(ticketId);
      await app.settle();

      expect((await reply(ticketId)).body.code).toBe('opted_out');
    });
  });

  describe('that gave no answer', () => {
    const lost = async (from: string): Promise<string> => {
      channel.answer = () => Promise.reject(new SendFailure('unknown', 'no answer'));
      const { ticket_id: ticketId } = await hello(from);
      const { body } = await reply(ticketId, `Lost ${from}`);
      await app.settle();
      expect(await messageOf(body.id)).toMatchObject({ state: 'unknown' });
      channel.answer = async ({ messageId }) => ({ externalId: `sent-${messageId}` });
      channel.sent.length = 0;
      return body.id;
    };

    it('is asked after a pause, and believed', async () => {
      const id = await lost('lost@a.example');
      channel.knows = async () => ({ accepted: 'theirs-1' });
      await app.get(Reconciliation).sweep();
      expect((await messageOf(id)).state).toBe('unknown');
      passed(app, 40_000);
      await app.get(Reconciliation).sweep();
      await app.settle();

      expect(await messageOf(id)).toMatchObject({ state: 'sent', external_id: 'theirs-1' });
      expect(channel.sent).toEqual([]);
    });

    it('gets it again where it surely does not have it', async () => {
      const id = await lost('lost@b.example');
      channel.knows = async () => 'not-accepted';
      passed(app, 40_000);
      await app.get(Reconciliation).sweep();
      await app.get(DeliveryService).send(id);
      await app.settle();

      expect((await messageOf(id)).state).toBe('sent');
      expect(channel.sent).toHaveLength(1);
    });

    it('leaves it to people where it cannot tell, however often it is asked', async () => {
      const id = await lost('lost@c.example');
      let asked = 0;
      channel.knows = async () => {
        asked += 1;
        return 'unknown';
      };
      for (let hour = 0; hour < 12; hour += 1) {
        passed(app, 3_600_000);
        await app.get(Reconciliation).sweep();
      }

      expect((await messageOf(id)).state).toBe('unknown');
      expect(asked).toBe(5);
      expect(channel.sent).toEqual([]);
    });

    it('is not believed about an id that is another message’s', async () => {
      const id = await lost('lost@d.example');
      const other = await app.db.query(`select external_id from messages where external_id is not null limit 1`);
      channel.knows = async () => ({ accepted: other[0].external_id });
      passed(app, 40_000);
      await app.get(Reconciliation).sweep();

      expect((await messageOf(id)).state).toBe('unknown');
    });
  });

  it('keeps a receipt that is quicker than the answer to our own call', async () => {
    const { ticket_id: ticketId } = await hello('quick@a.example');
    channel.answer = async ({ messageId }) => {
      const raw = Buffer.from(
        JSON.stringify([{ type: 'receipt', of: { externalId: `quick-${messageId}` }, state: 'delivered' }]),
      );
      const { envelopeId } = await app.get(Receiver).receive(line, { key: `quick-${messageId}`, raw });
      await app.get(IntakeService).process(envelopeId);
      return { externalId: `quick-${messageId}` };
    };
    const { body } = await reply(ticketId);
    await app.settle();

    expect(await messageOf(body.id)).toMatchObject({ state: 'delivered', external_id: `quick-${body.id}` });
  });

  it('keeps it also where it came together with other things, which are not told twice', async () => {
    const { ticket_id: ticketId } = await hello('bundle@a.example');
    channel.answer = async ({ messageId }) => {
      const receipt = { type: 'receipt', of: { externalId: `bundle-${messageId}` }, state: 'delivered' };
      const raw = Buffer.from(JSON.stringify([says('bundle@b.example', 'In one bundle'), receipt]));
      const { envelopeId } = await app.get(Receiver).receive(line, { key: `bundle-${messageId}`, raw });
      await app.get(IntakeService).process(envelopeId);
      return { externalId: `bundle-${messageId}` };
    };
    const { body } = await reply(ticketId);
    await app.settle();

    expect(await messageOf(body.id)).toMatchObject({ state: 'delivered' });
    const [bundle] = await app.db.query('select state, early_receipts from envelopes where key = $1', [
      `bundle-${body.id}`,
    ]);
    expect(bundle).toEqual({ state: 'processed', early_receipts: false });
    expect(await app.db.query(`select id from messages where text = 'In one bundle'`)).toHaveLength(1);
  });

  it('keeps the order of a conversation, whichever worker is first', async () => {
    const { ticket_id: ticketId } = await hello('order@a.example');
    const order: string[] = [];
    let first: () => void = () => undefined;
    const held = new Promise<void>((go) => (first = go));
    channel.answer = async ({ text, messageId }) => {
      if (text === 'one') await held;
      order.push(text);
      return { externalId: messageId };
    };
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) ids.push((await reply(ticketId, text)).body.id);
    const all = ids.toReversed().map((id) => app.get(DeliveryService).send(id));
    first();
    await Promise.all(all);
    await app.settle();

    expect(order).toEqual(['one', 'two', 'three']);
  });

  it('sends no faster than it may, a person before a machine', async () => {
    const slow = new JsonChannel('slow', { threads: false, budget: { perSecond: 0.01, burst: 2 } });
    app.get(ChannelRegistry).add(slow);
    const { inbox } = await app.get(InboxesService).create({ channel: 'slow', name: 'Slow', address: '+2' });
    const slowLine = await app.get(InboxesService).line(inbox.id);
    const tickets: string[] = [];
    for (const from of ['s1', 's2', 's3', 's4']) {
      const raw = Buffer.from(JSON.stringify([says(`${from}@slow.example`, `Slow ${from}`)]));
      const { envelopeId } = await app.get(Receiver).receive(slowLine, { key: from, raw });
      await app.settle();
      tickets.push((await app.db.query('select ticket_id from envelopes where id = $1', [envelopeId]))[0].ticket_id);
    }
    const ids: string[] = [];
    for (const ticketId of tickets) ids.push((await reply(ticketId)).body.id);
    await app.settle();

    expect(slow.sent).toHaveLength(2);
    const waiting = await app.db.query(
      `select send_at from messages where id = any($1) and state = 'queued' order by send_at`,
      [ids],
    );
    expect(waiting).toHaveLength(2);
    expect(waiting[1].send_at - waiting[0].send_at).toBeGreaterThan(90_000);
  });

  it('lets an urgent ticket’s answer go first, and a machine’s word last', async () => {
    const narrow = new JsonChannel('narrow', { threads: false, budget: { perSecond: 0.01, burst: 1 } });
    app.get(ChannelRegistry).add(narrow);
    const { inbox } = await app.get(InboxesService).create({ channel: 'narrow', name: 'Narrow', address: '+4' });
    const narrowLine = await app.get(InboxesService).line(inbox.id);
    const begin = async (from: string): Promise<string> => {
      const raw = Buffer.from(JSON.stringify([says(`${from}@narrow.example`, `Narrow ${from}`)]));
      const { envelopeId } = await app.get(Receiver).receive(narrowLine, { key: from, raw });
      await app.settle();
      return (await app.db.query('select ticket_id from envelopes where id = $1', [envelopeId]))[0].ticket_id;
    };
    const [first, usual, urgent, notice] = [await begin('n1'), await begin('n2'), await begin('n3'), await begin('n4')];
    await app.db.query('update tickets set priority = 4 where id = $1', [urgent]);
    await reply(first!, 'First');
    await app.settle();
    await app.get(Work).run(async (tx) => {
      const ticket = (await tx.find(Ticket, { id: notice! }))!;
      await app.get(RepliesService).automatic(tx, ticket, { kind: 'reply', text: 'Notice', clientId: 'notice' });
    });
    await app.settle();
    await reply(usual!, 'Usual');
    await app.settle();
    await reply(urgent!, 'Urgent');
    await app.settle();
    expect(narrow.sent.map(({ text }) => text)).toEqual(['First']);

    for (const _ of [1, 2, 3]) {
      passed(app, 101_000);
      await app.get(DeliveryService).sweep();
      await app.settle();
    }

    expect(narrow.sent.map(({ text }) => text)).toEqual(['First', 'Urgent', 'Usual', 'Notice']);
    expect(await app.db.query('select 1 from send_turns where inbox_id = $1', [inbox.id])).toEqual([]);
  });

  it('sends at the pace that its owner set, until it is the usual one again', async () => {
    const boss = await signIn(app, 'administrator');
    const paced = new JsonChannel('paced', { threads: false });
    app.get(ChannelRegistry).add(paced);
    const { inbox } = await app.get(InboxesService).create({ channel: 'paced', name: 'Paced', address: '+3' });
    const change = (budget: object | null, version: number) =>
      boss.patch<{ budget: object | null; version: number }>(`/inboxes/${inbox.id}`, { version, budget });
    const set = await change({ perSecond: 0.01, burst: 1 }, inbox.version);
    expect(set.body.budget).toEqual({ perSecond: 0.01, burst: 1 });
    const pacedLine = await app.get(InboxesService).line(inbox.id);
    for (const from of ['p1', 'p2', 'p3']) {
      const raw = Buffer.from(JSON.stringify([says(`${from}@paced.example`, `Paced ${from}`)]));
      const { envelopeId } = await app.get(Receiver).receive(pacedLine, { key: from, raw });
      await app.settle();
      await reply((await app.db.query('select ticket_id from envelopes where id = $1', [envelopeId]))[0].ticket_id);
    }
    await app.settle();
    expect(paced.sent).toHaveLength(1);

    expect((await change(null, set.body.version)).body.budget).toBeNull();
    expect((await change({ perSecond: 0, burst: 1 }, set.body.version + 1)).status).toBe(422);
    expect((await agent.patch(`/inboxes/${inbox.id}`, { version: 3, budget: null })).status).toBe(403);
  });

  it('refuses files that it does not carry before anything is stored, and says which', async () => {
    const { ticket_id: ticketId } = await hello('files@limits.example');
    const upload = async (name: string, bytes: number) => {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/zip' }), name);
      return (await agent.post<{ id: string }>('/attachments', form)).body.id;
    };
    const answer = (attachments: string[]) =>
      agent.post<{ code: string; detail: string }>(`/tickets/${ticketId}/messages`, {
        kind: 'reply',
        text: 'See the plan',
        attachments,
      });

    const large = await answer([await upload('plan.zip', 1_000_001)]);
    expect(large).toMatchObject({ status: 422, body: { code: 'attachments' } });
    expect(large.body.detail).toContain('plan.zip');
    const many = await answer(await Promise.all([1, 2, 3, 4, 5, 6].map((n) => upload(`${n}.zip`, 10))));
    expect(many).toMatchObject({ status: 422, body: { detail: expect.stringContaining('at most 5 files') } });
    expect((await said(ticketId)).length).toBe(1);
    expect((await answer([await upload('small.zip', 10)])).status).toBe(201);
  });

  it('shows how often somebody knocked with a wrong signature, and keeps nothing else of it', async () => {
    const boss = await signIn(app, 'administrator');
    const knock = (signature: string) =>
      app.anyone.with({ 'X-Signature': signature }).post(`//hooks/pager/${line.id}`, JSON.stringify([says('x', 'y')]));
    expect((await knock('wrong')).status).toBe(403);
    expect((await knock('wronger')).status).toBe(403);

    const refused = await boss.get<{ items: { count: number; lastAt: string }[] }>(`/inboxes/${line.id}/refused`);
    expect(refused.body.items).toMatchObject([{ count: 2 }]);
    expect((await agent.get(`/inboxes/${line.id}/refused`)).status).toBe(403);
  });
});
