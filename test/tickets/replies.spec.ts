import { TestApp } from '../harness/app.js';
import { Make, type MadeInbox } from '../harness/make.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

interface Said {
  id: string;
  seq: number;
  state: string;
  text: string;
  direction: string;
  conversationId: string;
  to: { address: string }[];
  html: string | null;
}

describe('replies and notes', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterAll(() => app.close());

  it('answer in the conversation in which the customer last wrote', async () => {
    const { ticket, conversation } = await make.letter();

    const reply = await boss.post<Said>(`/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'We are coming.' });

    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      seq: 2,
      conversationId: conversation.id,
      direction: 'out',
      kind: 'message',
      channel: 'email',
      state: 'queued',
      to: [{ address: `writer-${ticket.number}@client.example` }],
      from: { kind: 'user', id: boss.id, name: boss.name },
    });
    expect((await boss.get(`/tickets/${ticket.id}`)).body).toMatchObject({
      status: { category: 'open' },
      waitingSince: null,
      channels: ['email'],
    });
  });

  it('answer no single message where the channel cannot show which', async () => {
    const { ticket, conversation } = await make.letter();
    await make.said(ticket.id, conversation, 'And the switch too.');
    const { body } = await boss.get<{ items: Said[] }>(`/tickets/${ticket.id}/messages`);
    await app.db.query(`update messages set external_id = id::text where ticket_id = $1`, [ticket.id]);

    const refused = await boss.post(`/tickets/${ticket.id}/messages`, {
      kind: 'reply',
      text: 'That one.',
      quotes: body.items[0]!.id,
    });

    expect(refused).toMatchObject({ status: 422, body: { code: 'cannot_quote', errors: [{ path: 'quotes' }] } });
  });

  it('happen once for one clientId', async () => {
    const { ticket } = await make.letter();
    const body = { kind: 'reply', text: 'Once.', clientId: 'c-1' };

    const [first, second] = [
      await boss.post<Said>(`/tickets/${ticket.id}/messages`, body),
      await boss.post<Said>(`/tickets/${ticket.id}/messages`, body),
    ];

    expect(second.body.id).toBe(first.body.id);
    const all = await boss.get<{ items: Said[] }>(`/tickets/${ticket.id}/messages`);
    expect(all.body.items).toHaveLength(2);
  });

  it('do not pass a message that the writer has not seen', async () => {
    const { ticket, conversation } = await make.letter();
    await make.said(ticket.id, conversation, 'And the switch too.');
    const body = { kind: 'reply', text: 'Done.', seenSeq: 1 };

    const refused = await boss.post(`/tickets/${ticket.id}/messages`, body);
    const sent = await boss.post(`/tickets/${ticket.id}/messages`, { ...body, seenSeq: 2 });

    expect(refused.body).toMatchObject({ status: 409, code: 'newer_message', lastSeq: 2 });
    expect(sent.status).toBe(201);
  });

  it('open a new mail conversation where there is none', async () => {
    const inbox = await make.inbox();
    const contact = await make.contact({ email: 'new@client.example' });
    const ticket = await make.ticket({ contactId: contact.id });

    const reply = await boss.post<Said>(`/tickets/${ticket.id}/messages`, {
      kind: 'reply',
      text: 'Good morning.',
      inboxId: inbox.id,
    });

    expect(reply.body).toMatchObject({ channel: 'email', to: [{ address: 'new@client.example' }] });
    expect((await boss.get(`/tickets/${ticket.id}`)).body).toMatchObject({
      conversations: [{ inbox: { id: inbox.id, address: inbox.address } }],
    });
  });

  describe('on a line on which nobody has spoken yet', () => {
    interface Way {
      inbox: { id: string };
      channel: string;
      to: string;
      optedOut: { word: string } | null;
      lastInboundAt: string | null;
      ticket: number | null;
    }
    let mail: MadeInbox;
    let texts: MadeInbox;
    beforeAll(async () => {
      mail = await make.inbox();
      texts = await make.inbox({ channel: 'sms', address: '+551140005678' });
    });
    let made = 0;
    /** Of somebody who has called, and whose address is known too. */
    const called = async () => {
      const n = (made += 1);
      const contact = { name: `Ana ${n}`, email: `ana-${n}@client.example`, phone: `+55 11 95555-02${n}0` };
      const { body } = await boss.post<{ id: string; number: number; contact: { id: string } }>('/tickets', {
        subject: 'A call',
        contact,
      });
      return { ...body, ...contact };
    };
    const waysOf = async (id: string, who: Person = boss) => {
      const { body } = await who.get<{ items: Way[] }>(`/tickets/${id}/ways-out`);
      return body.items.filter(({ inbox: { id: one } }) => [mail.id, texts.id].includes(one));
    };

    it('are offered wherever the customer is reached, and each line is offered until something is said there', async () => {
      const { id, email } = await called();
      expect((await waysOf(id)).map(({ channel, to, lastInboundAt }) => [channel, to, lastInboundAt])).toEqual([
        ['email', email, null],
        ['sms', expect.stringMatching(/^\+55/), null],
      ]);

      const { status, body } = await boss.post<Said>(`/tickets/${id}/messages`, {
        kind: 'reply',
        text: 'We come tomorrow at nine.',
        channel: 'sms',
        inboxId: texts.id,
      });

      expect(status).toBe(201);
      expect(body).toMatchObject({ channel: 'sms', to: [{ address: expect.stringMatching(/^\+55/) }] });
      expect((await waysOf(id)).map(({ channel }) => channel)).toEqual(['email']);
    });

    it('say on which other ticket that conversation stands, when they last wrote, and that they want no more', async () => {
      const before = await called();
      await boss.post(`/tickets/${before.id}/messages`, { kind: 'reply', text: 'Hello', inboxId: texts.id });
      const [conversation] = await app.db.query<{ id: string; channel: string; identity_id: string }[]>(
        `select id, channel, identity_id from conversations where ticket_id = $1 and channel = 'sms'`,
        [before.id],
      );
      const said = await make.said(before.id, conversation!);
      const ticket = await make.ticket({ contactId: before.contact.id });
      await app.db.query(
        `insert into opt_outs (id, inbox_id, identity_id, word, at, scope) values (gen_random_uuid(), $1, $2, 'SAIR', now(), 'everything')`,
        [texts.id, conversation!.identity_id],
      );

      expect((await waysOf(ticket.id)).find(({ channel }) => channel === 'sms')).toMatchObject({
        ticket: before.number,
        lastInboundAt: said.at.toISOString(),
        optedOut: { word: 'SAIR' },
      });
      const refused = await boss.post(`/tickets/${ticket.id}/messages`, {
        kind: 'reply',
        text: 'x',
        inboxId: texts.id,
      });
      expect(refused.body).toMatchObject({ status: 422, code: 'opted_out' });
    });

    describe('that has no address and knows customers by ids of its own', () => {
      let bot: MadeInbox;
      beforeAll(async () => {
        bot = await make.inbox({ channel: 'telegram', address: null });
      });
      /** As an adapter brings somebody who writes there. */
      const knownThere = async (contactId: string, where = bot): Promise<string> => {
        const [row] = await app.db.query<{ id: string }[]>(
          `insert into contact_identities (id, contact_id, kind, channel, scope, value, display, verified, valid_from)
           values (gen_random_uuid(), $1::uuid, 'external', 'telegram', $2, $1::text, '7100001', true, now()) returning id`,
          [contactId, where.id],
        );
        return row!.id;
      };
      const ways = async (id: string) =>
        (await boss.get<{ items: Way[] }>(`/tickets/${id}/ways-out`)).body.items.map(({ inbox, to }) => [inbox.id, to]);

      it('is offered where they have written there, by their name, and goes on with what was said', async () => {
        const before = await called();
        const identityId = await knownThere(before.contact.id);
        const [earlier] = await app.db.query<{ id: string; contactId: string; subject: string }[]>(
          'select id, contact_id as "contactId", subject from tickets where id = $1',
          [before.id],
        );
        const conversation = await make.conversation(earlier!, bot, { threaded: false, identityId });
        await make.said(before.id, conversation, 'Hello', { sender: { name: before.name, address: '7100001' } });
        const ticket = await make.ticket({ contactId: before.contact.id });

        // After the lines that can begin, so that nobody is answered there unless somebody chooses it.
        expect((await ways(ticket.id)).at(-1)).toEqual([bot.id, before.name]);
        const said = await boss.post<Said>(`/tickets/${ticket.id}/messages`, {
          kind: 'reply',
          text: 'It is on its way.',
          inboxId: bot.id,
        });
        expect(said).toMatchObject({
          status: 201,
          body: { channel: 'telegram', conversationId: conversation.id, to: [{ address: '7100001' }] },
        });
      });

      it('is not offered to who never wrote there, wrote on another such line, or only in public', async () => {
        const other = await make.inbox({ channel: 'telegram', address: null });
        const ticket = await make.ticket();
        await knownThere(ticket.contactId, other);
        const inPublic = await knownThere(ticket.contactId);
        const { id } = await make.conversation(ticket, bot, { threaded: true, identityId: inPublic });
        await app.db.query('update conversations set public = true where id = $1', [id]);

        const lines = (await ways((await make.ticket({ contactId: ticket.contactId })).id)).map(([line]) => line);
        expect(lines).not.toContain(bot.id);
        expect(lines).not.toContain(other.id);
        expect(
          await boss.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'x', inboxId: other.id }),
        ).toMatchObject({ status: 409, body: { code: 'no_way_to_reply' } });
      });
    });

    it('are told to nobody who does not see the ticket, or may not write to customers', async () => {
      const { id } = await called();
      const [theirs, other] = [await makeTeam(app), await makeTeam(app)];
      await app.db.query('update tickets set team_id = $2 where id = $1', [id, theirs.id]);
      const stranger = await agent(app, { teamIds: [other.id] });
      const reader = await signIn(app, 'analyst');

      expect((await stranger.get(`/tickets/${id}/ways-out`)).status).toBe(404);
      expect((await reader.get(`/tickets/${id}/ways-out`)).status).toBe(403);
    });
  });

  it('say so where no line reaches the customer', async () => {
    const ticket = await make.ticket();

    const refused = await boss.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'x', channel: 'pigeon' });

    expect(refused.body).toMatchObject({ status: 409, code: 'no_way_to_reply' });
  });

  it('are taken back in time, and the ticket is as if they had never been written', async () => {
    const { ticket } = await make.letter();
    const before = await boss.get<{ waitingSince: string; status: object }>(`/tickets/${ticket.id}`);
    const reply = await boss.post<Said>(`/tickets/${ticket.id}/messages`, {
      kind: 'reply',
      text: 'Oops',
      solve: true,
      sendAt: '2099-01-01T00:00:00Z',
    });
    expect(reply.body.state).toBe('scheduled');
    expect((await boss.get(`/tickets/${ticket.id}`)).body).toMatchObject({ status: { category: 'solved' } });

    const cancelled = await boss.post<Said>(`/messages/${reply.body.id}/cancel`);

    expect(cancelled.body.state).toBe('cancelled');
    expect((await boss.get(`/tickets/${ticket.id}`)).body).toMatchObject({
      status: before.body.status,
      waitingSince: before.body.waitingSince,
      firstResponseAt: null,
    });
    expect((await boss.post(`/messages/${reply.body.id}/cancel`)).body).toMatchObject({ code: 'already_sent' });
  });

  it('are sent again only where they failed', async () => {
    const { ticket } = await make.letter();
    const reply = await boss.post<Said>(`/tickets/${ticket.id}/messages`, {
      kind: 'reply',
      text: 'Hello',
      sendAt: '2099-01-01T00:00:00Z',
    });

    expect((await boss.post(`/messages/${reply.body.id}/retry`)).body).toMatchObject({ code: 'not_failed' });
    await app.db.query(`update messages set state = 'failed', error = 'refused' where id = $1`, [reply.body.id]);
    expect((await boss.post(`/messages/${reply.body.id}/retry`)).body).toMatchObject({ state: 'queued', error: null });
  });

  it('are cleaned of what could harm', async () => {
    const { ticket } = await make.letter();

    const note = await boss.post<Said>(`/tickets/${ticket.id}/messages`, {
      kind: 'note',
      html: '<p onclick="x()">Look <b>here</b><script>alert(1)</script> <a href="javascript:x">there</a></p>',
    });

    expect(note.body.html).not.toMatch(/script|onclick/);
    expect(note.body.text).toBe('Look here there');
  });

  it('call people by a note', async () => {
    const { ticket } = await make.letter();
    const ana = await agent(app);

    const note = await boss.post(`/tickets/${ticket.id}/messages`, {
      kind: 'note',
      text: '@Ana please',
      mentions: [ana.id],
    });

    expect(note.body).toMatchObject({ kind: 'note', state: 'received', mentions: [ana.id] });
    const [told] = await app.db.query(`select fact from outbox where name = 'note.mentioned'`);
    expect(told.fact).toMatchObject({ ticketId: ticket.id, userIds: [ana.id], byId: boss.id });
  });

  it('are written by those who may', async () => {
    const { ticket } = await make.letter();
    const dispatcher = await signIn(app, 'dispatcher');
    const analyst = await signIn(app, 'analyst');
    const say = (who: Person, kind: string) => who.post(`/tickets/${ticket.id}/messages`, { kind, text: 'x' });

    expect((await say(dispatcher, 'note')).status).toBe(201);
    expect((await say(dispatcher, 'reply')).status).toBe(403);
    expect((await say(analyst, 'note')).status).toBe(403);
  });

  it('are read page by page in both directions', async () => {
    const { ticket, conversation } = await make.letter();
    for (let n = 2; n <= 5; n += 1) await make.said(ticket.id, conversation, `Line ${n}`);
    const seqs = async (query: string): Promise<[number[], string | null]> => {
      const page = await boss.get<{ items: Said[]; nextCursor: string | null }>(
        `/tickets/${ticket.id}/messages?${query}`,
      );
      return [page.body.items.map((m) => m.seq), page.body.nextCursor];
    };

    expect((await seqs('after=3'))[0]).toEqual([4, 5]);
    const [newest, cursor] = await seqs('before=2147483647&limit=2');
    expect(newest).toEqual([4, 5]);
    expect((await seqs(`limit=2&cursor=${cursor}`))[0]).toEqual([2, 3]);
    expect((await seqs('limit=2'))[0]).toEqual([1, 2]);
  });
});
