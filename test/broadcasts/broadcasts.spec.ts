import { InboxesService } from '../../src/channels/inboxes.service.js';
import { ChannelRegistry } from '../../src/channels/registry.js';
import { Receiver } from '../../src/channels/receiver.service.js';
import { SendFailure, type Line, type MessageTemplate } from '../../src/channels/contract.js';
import { BroadcastCourse } from '../../src/broadcasts/broadcast-course.service.js';
import { BroadcastListeners } from '../../src/broadcasts/broadcast-listeners.js';
import { BroadcastSender } from '../../src/broadcasts/broadcast-sender.service.js';
import { OptOuts } from '../../src/conversations/opt-outs.service.js';
import { Work } from '../../src/platform/database/work.js';
import { TestApp } from '../harness/app.js';
import { Make, type MadeContact } from '../harness/make.js';
import { agent, lead, signIn, type Person } from '../harness/people.js';
import { JsonChannel, says } from '../channels/json-channel.js';

interface Figures extends Record<string, number> {}
interface View {
  id: string;
  state: string;
  version: number;
  figures: Figures;
}

describe('a message to many', () => {
  let app: TestApp;
  let make: Make;
  let post: JsonChannel;
  let texts: JsonChannel;
  let mail: Line;
  let phone: Line;
  let boss: Person;

  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    const registry = app.get(ChannelRegistry);
    registry.add((post = new JsonChannel('letters')));
    registry.add((texts = new JsonChannel('wires', { threads: false, subject: false })));
    mail = await lineOf('letters', 'hello@desk.example');
    phone = await lineOf('wires', '+551130000000');
    boss = await lead(app);
  });
  beforeEach(() => {
    for (const channel of [post, texts]) {
      channel.sent.length = 0;
      channel.answer = async ({ messageId }) => ({ externalId: `sent-${messageId}` });
    }
  });
  afterAll(() => app.close());

  async function lineOf(channel: string, address: string): Promise<Line> {
    const { inbox } = await app.get(InboxesService).create({ channel, name: `Our ${channel}`, address });
    return app.get(InboxesService).line(inbox.id);
  }

  let tags = 0;
  /** Customers who carry one tag that nobody else does. */
  async function tagged(many: { language?: string; name?: string }[]): Promise<{ tag: string; people: MadeContact[] }> {
    const tag = `group-${(tags += 1)}`;
    const people: MadeContact[] = [];
    for (const { language, name } of many) {
      const contact = await make.contact({ name });
      await app.db.query('update contacts set tags = $2, language = $3 where id = $1', [
        contact.id,
        [tag],
        language ?? null,
      ]);
      people.push(contact);
    }
    return { tag, people };
  }

  const words = { texts: [{ language: 'en', subject: 'Closed on Friday', text: 'Hi {{customer.first_name|there}}.' }] };

  async function written(tag: string, more: object = {}): Promise<View> {
    const { status, body } = await boss.post<View>('/broadcasts', {
      name: 'Closed on Friday',
      inboxId: mail.id,
      audience: { filters: { tags: [tag] } },
      content: words,
      ...more,
    });
    expect(status).toBe(201);
    return body;
  }
  async function started(tag: string, more: object = {}): Promise<View> {
    const { id } = await written(tag, more);
    expect((await boss.post(`/broadcasts/${id}/start`, {})).status).toBe(200);
    await app.settle(30_000);
    return look(id);
  }
  const look = async (id: string) => (await boss.get<View>(`/broadcasts/${id}`)).body;
  const recipients = async (id: string, query = '') =>
    (
      await boss.get<{
        items: { contact: { id: string }; state: string; reason: string | null; repliedAt: unknown }[];
      }>(`/broadcasts/${id}/recipients${query}`)
    ).body.items;
  const arrives = async (line: Line, key: string, things: object[]) => {
    await app.get(Receiver).receive(line, { key, raw: Buffer.from(JSON.stringify(things)) });
    await app.settle();
  };

  it('goes to each in their own language and by their own name, once', async () => {
    const { tag } = await tagged([
      { name: 'Ana Lima', language: 'pt-BR' },
      { name: 'Bob Stone', language: 'en' },
      { name: 'Carl Gauss', language: 'de' },
    ]);
    const done = await started(tag, {
      content: {
        texts: [...words.texts, { language: 'pt', subject: 'Fechados na sexta', text: 'Olá, {{contact.name}}.' }],
      },
    });

    expect(done).toMatchObject({ state: 'done', figures: { total: 3, sent: 3, waiting: 0 } });
    expect(post.sent.map(({ text }) => text).sort()).toEqual(['Hi Bob.', 'Hi Carl.', 'Olá, Ana Lima.']);
    expect(post.sent.map(({ subject }) => subject)).toContain('Fechados na sexta');
    expect(post.sent.every(({ automatic, optOut }) => automatic && optOut?.url.includes('/u/'))).toBe(true);
  });

  it('is no work for anybody until somebody answers, and then a new ticket of theirs', async () => {
    const { tag, people } = await tagged([{}, {}]);
    const { id } = await started(tag);
    const queue = async () =>
      (await boss.get<{ items: { id: string; contact: { id: string } }[] }>('/tickets?limit=200')).body.items.filter(
        ({ contact }) => people.some((one) => one.id === contact.id),
      );
    expect(await queue()).toEqual([]);

    const out = post.sent.find(({ to }) => to[0]?.address === people[0]!.email)!;
    await arrives(mail, 'answer-1', [
      says(people[0]!.email, 'Is the warehouse closed too?', {
        thread: { senderProven: true, conversationId: out.conversationId },
      }),
    ]);

    const [ticket, ...others] = await queue();
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({
      contact: { id: people[0]!.id },
      status: { category: 'new' },
      subject: 'Closed on Friday',
    });
    const { items } = (await boss.get<{ items: { direction: string }[] }>(`/tickets/${ticket!.id}/messages`)).body;
    expect(items.map(({ direction }) => direction)).toEqual(['out', 'in']);
    expect((await look(id)).figures).toMatchObject({ replied: 1, sent: 2 });
    expect(await recipients(id, '?state=replied')).toMatchObject([{ contact: { id: people[0]!.id } }]);
  });

  it('promises nothing, and tells no rule, before the customer answers', async () => {
    const admin = await signIn(app, 'administrator');
    const targets = [{ target: 'first_response', hours: 'calendar', minutes: { normal: 60 } }];
    const policy = await admin.post<{ id: string }>('/sla/policies', { name: 'Everybody', targets });
    const rule = await admin.post<{ id: string }>('/rules', {
      name: 'Tag what is new',
      events: ['ticket.created'],
      condition: { all: [] },
      actions: [{ type: 'tag', value: 'fresh' }],
    });
    const { tag, people } = await tagged([{}]);
    await started(tag);
    const ticketNow = async () =>
      (
        await app.db.query(
          `select t.id, t.tags, t.silent, (select count(*)::int from sla_clocks c where c.ticket_id = t.id) as clocks
           from tickets t where t.contact_id = $1`,
          [people[0]!.id],
        )
      )[0];
    expect(await ticketNow()).toMatchObject({ silent: true, clocks: 0, tags: [] });

    await arrives(mail, 'promise-1', [
      says(people[0]!.email, 'A question', {
        thread: { senderProven: true, conversationId: post.sent[0]!.conversationId },
      }),
    ]);
    expect(await ticketNow()).toMatchObject({ silent: false, clocks: 1, tags: ['fresh'] });
    const [clock] = await app.db.query('select due_at, state from sla_clocks where ticket_id = $1', [
      (await ticketNow()).id,
    ]);
    expect(clock.due_at.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000);
    await admin.delete(`/sla/policies/${policy.body.id}`);
    await admin.delete(`/rules/${rule.body.id}`);
  });

  it('takes an out-of-office note for no answer', async () => {
    const { tag, people } = await tagged([{}]);
    const { id } = await started(tag);
    await arrives(mail, 'away-1', [
      says(people[0]!.email, 'I am away', {
        automatic: 'auto-reply',
        thread: { senderProven: true, conversationId: post.sent[0]!.conversationId },
      }),
    ]);

    expect((await look(id)).figures.replied).toBe(0);
    const [row] = await app.db.query('select silent from tickets where contact_id = $1', [people[0]!.id]);
    expect(row.silent).toBe(true);
  });

  it('joins the ticket that is open where the customer has one conversation', async () => {
    const from = '+5511911112222';
    const wire = (text: string) =>
      says(from, text, { sender: { kind: 'phone', value: from, name: 'Rita', verified: true } });
    await arrives(phone, 'rita-1', [wire('My gate is stuck')]);
    const [{ id: contactId }] = await app.db.query(`select id from contacts where name = 'Rita'`);
    const { id } = await started('', {
      inboxId: phone.id,
      audience: { contactIds: [contactId] },
      content: { texts: [{ language: 'en', text: 'Closed on Friday' }] },
    });
    await arrives(phone, 'rita-2', [wire('Ok')]);

    const tickets = await app.db.query('select id, silent, category from tickets where contact_id = $1', [contactId]);
    expect(tickets).toMatchObject([{ silent: false, category: 'new' }]);
    expect((await look(id)).figures).toMatchObject({ sent: 1, replied: 1 });
  });

  it('leaves out who has no address there, who wants nothing, and whose address is dead, and says so', async () => {
    const { tag, people } = await tagged([{}, {}, {}, {}]);
    const [out, dead, nowhere, fine] = people as [MadeContact, MadeContact, MadeContact, MadeContact];
    await app.get(Work).run((tx) => app.get(OptOuts).withdraw(tx, mail.id, out.identityId, 'STOP'));
    await app.db.query('update contact_identities set undeliverable_at = now() where id = $1', [dead.identityId]);
    await app.db.query('update contact_identities set valid_to = now() where id = $1', [nowhere.identityId]);

    const preview = await boss.post<{ total: number; reachable: number; leftOut: object; sample: { text: string }[] }>(
      '/broadcasts/preview',
      { inboxId: mail.id, audience: { filters: { tags: [tag] } }, content: words },
    );
    const { id } = await started(tag);

    expect(preview.body).toMatchObject({
      total: 4,
      reachable: 1,
      leftOut: { no_address: 1, opted_out: 1, undeliverable: 1 },
      sample: [{ contact: { id: fine.id } }],
    });
    expect((await recipients(id)).map(({ contact, state, reason }) => [contact.id, state, reason])).toEqual([
      [out.id, 'left_out', 'opted_out'],
      [dead.id, 'left_out', 'undeliverable'],
      [nowhere.id, 'left_out', 'no_address'],
      [fine.id, 'sent', null],
    ]);
  });

  it('pauses and stops at once: what is ready stays, and what was tried in vain is not tried again', async () => {
    const { tag } = await tagged(Array.from({ length: 6 }, () => ({})));
    const pending: ((error: Error) => void)[] = [];
    post.answer = () => new Promise((_, reject) => void pending.push(reject));
    const onTheirWay = async (): Promise<number> =>
      (await app.db.query(`select count(*)::int as count from messages where state = 'sending'`))[0].count;
    const { id } = await written(tag, { perMinute: 120 });
    await boss.post(`/broadcasts/${id}/start`, {});
    while (pending.length === 0) await new Promise((done) => setTimeout(done, 10));

    const paused = await boss.post<View>(`/broadcasts/${id}/pause`);
    // What was claimed before the pause is with the provider a moment later.
    while ((await onTheirWay()) > pending.length) await new Promise((done) => setTimeout(done, 10));
    const seen = post.sent.length;
    expect(seen).toBeLessThan(6);
    for (const refuse of pending) refuse(new SendFailure('passing', 'busy'));
    post.answer = async ({ messageId }) => ({ externalId: `sent-${messageId}` });
    await app.settle();
    expect(paused.body.state).toBe('paused');
    expect(post.sent.length).toBe(seen);

    await boss.post(`/broadcasts/${id}/resume`);
    await app.settle(30_000);
    expect((await look(id)).state).toBe('done');
    const [{ count }] = await app.db.query(
      `select count(distinct message_id)::int as count from broadcast_recipients where broadcast_id = $1`,
      [id],
    );
    expect(count).toBe(6);
  });

  it('ends for good when it is stopped; who has it has it', async () => {
    const { tag } = await tagged(Array.from({ length: 4 }, () => ({})));
    const { id } = await written(tag, { perMinute: 60 });
    await boss.post(`/broadcasts/${id}/start`, {});
    while ((await look(id)).figures.sent === 0) await new Promise((done) => setTimeout(done, 20));

    const stopped = await boss.post<View>(`/broadcasts/${id}/stop`);
    await app.settle();

    expect(stopped.body.state).toBe('stopped');
    const { figures } = await look(id);
    expect(figures.sent! + figures.stopped!).toBe(4);
    expect(figures.stopped).toBeGreaterThan(0);
    expect((await boss.post(`/broadcasts/${id}/resume`)).status).toBe(409);
  });

  it('tells nobody twice, however many workers send it', async () => {
    const { tag } = await tagged(Array.from({ length: 12 }, () => ({})));
    const { id } = await written(tag);
    await boss.post(`/broadcasts/${id}/start`, {});
    await Promise.all(Array.from({ length: 8 }, () => app.get(BroadcastSender).turn(id)));
    await app.settle(30_000);

    expect((await look(id)).figures).toMatchObject({ total: 12, sent: 12 });
    expect(new Set(post.sent.map(({ to }) => to[0]!.address)).size).toBe(post.sent.length);
    expect(post.sent.length).toBe(12);
  });

  it('follows each delivery: failed with the reason, unknown where the answer was lost', async () => {
    const { tag, people } = await tagged([{}, {}, {}]);
    post.answer = async (out) => {
      if (out.to[0]?.address === people[0]!.email) throw new SendFailure('permanent', 'no such mailbox', true);
      if (out.to[0]?.address === people[1]!.email) throw new SendFailure('unknown', 'no answer');
      return { externalId: `sent-${out.messageId}` };
    };
    const { id } = await started(tag);

    expect((await recipients(id)).map(({ state, reason }) => [state, reason])).toEqual([
      ['failed', 'no such mailbox'],
      ['unknown', 'no answer'],
      ['sent', null],
    ]);
    const taken = post.sent.find(({ to }) => to[0]?.address === people[2]!.email)!;
    await arrives(mail, 'read-1', [{ type: 'receipt', of: { messageId: taken.messageId }, state: 'read' }]);
    expect((await look(id)).figures).toMatchObject({ failed: 1, unknown: 1, read: 1 });
  });

  it('goes when its time has come', async () => {
    const { tag } = await tagged([{}]);
    const { id } = await written(tag);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const planned = await boss.post<View>(`/broadcasts/${id}/start`, { at, zone: 'America/Sao_Paulo' });
    await app.get(BroadcastListeners).sweep();
    await app.settle();
    expect(planned.body).toMatchObject({ state: 'scheduled', startAt: at, zone: 'America/Sao_Paulo' });
    expect(post.sent).toHaveLength(0);

    await app.db.query(`update broadcasts set start_at = now() - interval '1 second' where id = $1`, [id]);
    await app.get(BroadcastListeners).sweep();
    await app.settle(30_000);

    expect((await look(id)).state).toBe('done');
    expect(post.sent).toHaveLength(1);
  });

  it('is a draft again where a planned one is called off', async () => {
    const { tag } = await tagged([{}]);
    const { id } = await written(tag);
    await boss.post(`/broadcasts/${id}/start`, { at: new Date(Date.now() + 3_600_000).toISOString() });

    expect((await boss.post<View>(`/broadcasts/${id}/stop`)).body).toMatchObject({ state: 'draft', startAt: null });
    await app
      .get(BroadcastCourse)
      .startPlanned(id)
      .catch(() => undefined);
    expect((await look(id)).state).toBe('draft');
  });

  it('does not start as long as something is missing, and names it', async () => {
    const { id } = await written('nobody', {
      audience: {},
      content: { texts: [{ language: 'en', text: 'Hi {{nobody}}' }] },
    });
    const refused = await boss.post<{ errors: { path: string }[] }>(`/broadcasts/${id}/start`, {});

    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ path }) => path)).toEqual([
      'audience',
      'content.texts[0].subject',
      'content.texts[0].text',
    ]);
  });

  it('goes as an approved template to whom one may not write freely', async () => {
    const template = (language: string, body: string): MessageTemplate => ({
      name: 'closed',
      language,
      category: 'utility',
      status: 'approved',
      body,
      buttons: [],
      variables: [{ in: 'body', name: '1' }],
    });
    const stamps = new JsonChannel('stamps', { threads: false, subject: false, replyWindowHours: 24 });
    const approved = [template('en', 'Dear {{1}}, we are closed.'), template('pt_BR', 'Olá, {{1}}. Estamos fechados.')];
    app.get(ChannelRegistry).add(Object.assign(stamps, { templates: async () => approved }));
    const line = await lineOf('stamps', '+551140000000');
    const number = (n: number) => `+55119000000${n}0`;
    const wire = (n: number, name: string) =>
      says(number(n), 'Hello', { sender: { kind: 'phone', value: number(n), name, verified: true } });
    await arrives(line, 'stamp-1', [wire(1, 'Zoe Late'), wire(2, 'Yan Soon')]);
    await app.db.query(
      `update messages set at = now() - interval '2 days' where sender ->> 'address' = $1 and channel = 'stamps'`,
      [number(1)],
    );
    await app.db.query(`update contacts set language = 'pt' where name = 'Zoe Late'`);
    const contactIds = (
      await app.db.query(`select id from contacts where name in ('Zoe Late', 'Yan Soon') order by id`)
    ).map((row: { id: string }) => row.id);
    const to = { inboxId: line.id, audience: { contactIds } };

    const free = await started('', { ...to, content: { texts: [{ language: 'en', text: 'We are closed.' }] } });
    expect(free.figures).toMatchObject({ sent: 1, left_out: 1 });
    expect(await recipients(free.id, '?state=left_out')).toMatchObject([{ reason: 'window_closed' }]);

    const variables = [{ in: 'body', name: '1', value: '{{customer.first_name}}' }];
    const done = await started('', { ...to, content: { template: { name: 'closed', language: 'en', variables } } });
    expect(done.figures).toMatchObject({ sent: 2, left_out: 0 });
    expect(
      stamps.sent
        .slice(-2)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['Dear Yan, we are closed.', 'Olá, Zoe. Estamos fechados.']);
  });

  it('reaches on a line without an address only whom the line knows', async () => {
    app.get(ChannelRegistry).add(new JsonChannel('bots', { threads: false, subject: false }));
    const { inbox } = await app.get(InboxesService).create({ channel: 'bots', name: 'Bot' });
    const line = await app.get(InboxesService).line(inbox.id);
    await arrives(line, 'bot-1', [
      says('4711', 'Hi', { sender: { kind: 'external', value: '4711', name: 'Bo T', verified: true } }),
    ]);
    const stranger = await make.contact();
    const [{ id: bo }] = await app.db.query(`select id from contacts where name = 'Bo T'`);

    const done = await started('', {
      inboxId: inbox.id,
      audience: { contactIds: [bo, stranger.id] },
      content: { texts: [{ language: 'en', text: 'Closed.' }] },
    });

    expect(done.figures).toMatchObject({ sent: 1, left_out: 1 });
  });

  it('goes on no line where nobody would read it', async () => {
    const { inbox } = await app.get(InboxesService).create({ channel: 'chat', name: 'Site' });

    expect((await boss.post('/broadcasts', { name: 'x', inboxId: inbox.id })).status).toBe(422);
  });

  it('is changed only before it starts, and by who has seen it', async () => {
    const { tag } = await tagged([{}]);
    const { id, version } = await written(tag);
    expect((await boss.patch(`/broadcasts/${id}`, { version, name: 'Another name' })).body).toMatchObject({
      name: 'Another name',
    });
    expect((await boss.patch(`/broadcasts/${id}`, { version, name: 'Too late' })).status).toBe(409);

    await boss.post(`/broadcasts/${id}/start`, {});
    await app.settle(30_000);
    expect((await boss.patch(`/broadcasts/${id}`, { version: version + 2, name: 'x' })).status).toBe(409);
    expect((await boss.delete(`/broadcasts/${id}`)).status).toBe(409);
  });

  it('is tried on oneself by the same way, and counts nowhere', async () => {
    const sent = await boss.post<{ to: string }>('/broadcasts/test', { inboxId: mail.id, content: words });
    await app.settle();

    expect(sent).toMatchObject({ status: 202, body: { to: boss.email } });
    expect(post.sent[0]).toMatchObject({ to: [{ address: boss.email }], subject: 'Closed on Friday' });
    expect((await boss.post('/broadcasts/test', { inboxId: phone.id, content: words })).status).toBe(422);
  });

  it('is seen by sales, written by leads, and nothing to agents', async () => {
    const { id } = await written('x');
    const sales = await signIn(app, 'sales');
    const colleague = await agent(app);

    expect((await sales.get(`/broadcasts/${id}`)).status).toBe(200);
    expect((await sales.post(`/broadcasts/${id}/start`, {})).status).toBe(403);
    expect((await colleague.get('/broadcasts')).status).toBe(403);
    expect((await app.anyone.get('/broadcasts')).status).toBe(401);
  });

  describe('the way out', () => {
    const pathOf = (url: string) => new URL(url).pathname;
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

    it('changes nothing by being looked at; one press from the mail program ends it, and answers still arrive', async () => {
      const { tag, people } = await tagged([{ language: 'pt-BR' }]);
      const { id } = await started(tag);
      const path = pathOf(post.sent[0]!.optOut!.url);

      const page = await app.anyone.get<string>(`/${path}`);
      expect(page).toMatchObject({ status: 200, body: expect.stringContaining('Parar estas mensagens') });
      expect((await look(id)).figures.optedOut).toBe(0);

      const pressed = await app.anyone.with(form).post<string>(`/${path}`, 'List-Unsubscribe=One-Click');
      expect(pressed.status).toBe(200);
      expect((await look(id)).figures.optedOut).toBe(1);

      const again = await started(tag);
      expect(await recipients(again.id)).toMatchObject([{ state: 'left_out', reason: 'opted_out' }]);
      const answer = await boss.post<{ id: string }>('/tickets', {
        subject: 'Your order',
        contactId: people[0]!.id,
        inboxId: mail.id,
        text: 'It is ready.',
      });
      await app.settle();
      expect(answer.status).toBe(201);
      expect(post.sent.at(-1)).toMatchObject({ text: 'It is ready.', optOut: undefined });

      await app.anyone.with(form).post(`/${path}`, 'choice=in');
      expect((await started(tag)).figures).toMatchObject({ sent: 1, left_out: 0 });
    });

    it('is nothing where one letter of it is wrong', async () => {
      const { tag } = await tagged([{}]);
      await started(tag);
      const path = pathOf(post.sent[0]!.optOut!.url);
      const forged = `${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`;

      expect((await app.anyone.with(form).post(`/${forged}`, 'choice=out')).status).toBe(404);
      expect((await app.anyone.get('//u/abc')).status).toBe(404);
    });
  });
});
