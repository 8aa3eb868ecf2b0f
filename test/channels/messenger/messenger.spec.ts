import { jest } from '@jest/globals';
import type { Customer } from '../../../src/channels/meta/simulator/page-api.server.js';
import { signedByMeta } from '../meta/signed-by-meta.js';
import { WORST } from '../../../src/channels/simulated-provider.js';
import { PostListeners } from '../../../src/posts/post-listeners.js';
import { Work } from '../../../src/platform/database/work.js';
import { RepliesService } from '../../../src/tickets/replies/replies.service.js';
import { Ticket } from '../../../src/tickets/ticket.entity.js';
import { passed } from '../../harness/clock.js';
import { OURS, PageLab, PNG, type Item } from '../meta/page-lab.js';

describe('a Messenger line', () => {
  let lab: PageLab;

  beforeAll(async () => {
    lab = await PageLab.open('messenger', 'page', { length: 2000, measure: (text) => text.length });
  });
  beforeEach(() => lab.calm());
  afterAll(() => lab?.close());

  const hook = async (secret: string, body: Buffer, inbox = lab.inboxId) =>
    lab.app.anyone
      .with({ 'Content-Type': 'application/json', 'X-Hub-Signature-256': await signedByMeta(body, secret) })
      .post(`//hooks/meta/${inbox}`, body);

  const says = (text: string) =>
    lab.api.webhookOf([{ sender: { id: '9' }, recipient: { id: OURS.pageId }, message: { mid: `m_${text}`, text } }]);

  it('shows what a customer quotes, and quotes what an agent chose, until it is taken back', async () => {
    const ana = lab.somebody();
    const mid = lab.api.says(ana, `The router of ${ana.name}`);
    await lab.brought();
    const ticketId = await lab.ticketOf(`The router of ${ana.name}`);
    const [asked] = await lab.items(ticketId);
    const { body } = await lab.reply(ticketId, 'Restart it.', { quotes: asked!.id });
    await lab.app.settle();
    lab.api.says(ana, 'Done', { reply_to: { mid: lab.api.sent.at(-1)!.id } });
    await lab.brought();

    expect(lab.api.sent.at(-1)!.body).toMatchObject({ message: { text: 'Restart it.' }, reply_to: { mid } });
    expect((await lab.items(ticketId)).find(({ text }) => text === 'Done')!.quoted).toMatchObject({ id: body.id });

    lab.api.says(ana, '', { mid, is_deleted: true });
    await lab.brought();

    expect((await lab.one(ticketId, body.id)).quoted).toMatchObject({ id: asked!.id, text: '', unsent: true });
    expect((await lab.reply(ticketId, 'Again', { quotes: asked!.id })).status).toBe(422);
  });

  describe('its door', () => {
    it('opens by the verify token', async () => {
      const ask = (token: string) =>
        lab.app.anyone.get<string>(
          `//hooks/meta/${lab.inboxId}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
        );

      expect(await ask('let%20me%20in')).toMatchObject({ status: 200, body: '1158201444' });
      expect((await ask('open')).status).toBe(403);
    });

    it.each([
      ['by one byte', (body: Buffer) => Buffer.from(body.toString().replace('Forged', 'Forges')), OURS.appSecret],
      ['with another app’s secret', (body: Buffer) => body, 'another secret'],
      ['without a secret', (body: Buffer) => body, ''],
    ])('refuses what is forged %s', async (_, forge, secret) => {
      const answer = await lab.app.anyone
        .with({ 'Content-Type': 'application/json', 'X-Hub-Signature-256': await signedByMeta(says('Forged'), secret) })
        .post(`//hooks/meta/${lab.inboxId}`, forge(says('Forged')));

      expect(answer.status).toBe(403);
    });

    it('refuses what is signed for another inbox, and takes a replay without a second message', async () => {
      const { body: other } = await lab.admin.post<{ id: string }>('/inboxes', {
        channel: 'messenger',
        name: 'Another page',
        settings: { pageId: '1', appSecret: 'its own secret' },
      });
      const body = says('Replayed');

      expect((await hook(OURS.appSecret, body, other.id)).status).toBe(403);
      for (const _ of [1, 2]) expect((await hook(OURS.appSecret, body)).status).toBe(200);
      await lab.app.settle();

      const rows = await lab.app.db.query<object[]>(`select 1 from messages where text = 'Replayed'`);
      expect(rows).toHaveLength(1);
    });

    it('believes the next secret beside the present one while they change', async () => {
      const { body: other } = await lab.admin.post<{ id: string }>('/inboxes', {
        channel: 'messenger',
        name: 'Changing',
        settings: { pageId: OURS.pageId, appSecret: 'old', nextAppSecret: 'new' },
      });
      for (const secret of ['old', 'new'])
        expect((await hook(secret, says(`By ${secret}`), other.id)).status).toBe(200);
      expect((await hook('older', says('By older'), other.id)).status).toBe(403);
    });

    it('leaves what is for another page of the same app', async () => {
      await hook(
        OURS.appSecret,
        lab.api.webhookOf([{ sender: { id: '9' }, message: { mid: 'm_o', text: 'x' } }], '999'),
      );
      await lab.app.settle();

      const rows = await lab.app.db.query<object[]>(`select state from envelopes where reason = 'for-another-page'`);
      expect(rows).toEqual([{ state: 'ignored' }]);
    });
  });

  describe('what comes in', () => {
    it('bears the name that the page may know, and one of ours where it may not', async () => {
      const contactOf = async (ticketId: string): Promise<string> =>
        (await lab.admin.get<{ contact: { name: string } }>(`/tickets/${ticketId}`)).body.contact.name;
      const known = lab.somebody();
      expect(await contactOf(await lab.begin(known, 'Não chegou ainda 😕'))).toBe(known.name);

      lab.api.tellsNames = false;
      const unknown = lab.somebody();
      const ticketId = await lab.begin(unknown);
      expect(await contactOf(ticketId)).toMatch(/^Visitor /);

      lab.api.tellsNames = true;
      await lab.begin(unknown, 'Again');
      expect(await contactOf(ticketId)).toBe(unknown.name);
    });

    it('keeps each message once, though all come five times, turned round and in other bundles', async () => {
      const ana = lab.somebody();
      Object.assign(lab.api.modes, { repeats: 5, reversed: true });
      const mid = lab.api.says(ana, `First of ${ana.name}`);
      lab.api.says(ana, `Second of ${ana.name}`);
      await lab.brought();
      lab.api.happens(ana, { timestamp: 1, message: { mid, text: `First of ${ana.name}` } });
      await lab.brought();

      const kept = await lab.items(await lab.ticketOf(`First of ${ana.name}`));
      expect(kept.map(({ text }) => text).toSorted()).toEqual([`First of ${ana.name}`, `Second of ${ana.name}`]);
    });

    it('brings files, places, thumbs, buttons and where somebody came from', async () => {
      const ana = lab.somebody();
      const ticketId = await lab.begin(ana);
      const file = (type: string, url: string) => [{ type, payload: { url } }];
      lab.api.says(ana, 'The damage', { attachments: file('image', lab.api.keep(PNG, 'image/png')) });
      lab.api.says(ana, '', {
        attachments: file('file', lab.api.keep(Buffer.from('%PDF-1.4'), 'application/pdf', 'nota%20fiscal.pdf')),
      });
      lab.api.says(ana, '', {
        attachments: [{ type: 'location', payload: { coordinates: { lat: -23.5, long: -46.6 } } }],
      });
      lab.api.says(ana, '', {
        attachments: [{ type: 'image', payload: { url: 'https://x.example/t', sticker_id: 369239263222822 } }],
      });
      lab.api.says(ana, 'Tomorrow', { quick_reply: { payload: 'TOMORROW' } });
      lab.api.happens(ana, {
        timestamp: 7,
        postback: { title: 'Talk to a person', payload: 'PERSON', referral: { ref: 'spring' } },
      });
      await lab.brought();

      const kept = await lab.items(ticketId);
      const said = (text: string | RegExp): Item => kept.find((item) => item.text.match(text))!;
      expect(said('The damage').attachments).toEqual([
        expect.objectContaining({ name: 'image.jpg', type: 'image/png' }),
      ]);
      expect(kept.flatMap(({ attachments }) => attachments.map(({ name }) => name))).toContain('nota fiscal.pdf');
      expect(said(/openstreetmap.*-23\.5/)).toBeTruthy();
      expect(said('👍').attachments).toEqual([]);
      expect(said('Tomorrow').meta).toMatchObject({ button: 'TOMORROW' });
      expect(said('Talk to a person').meta).toMatchObject({ button: 'PERSON', referral: 'spring' });
    });

    it('follows nobody to a file that is not Meta’s', async () => {
      const ana = lab.somebody();
      const ticketId = await lab.begin(ana);
      lab.api.says(ana, 'Look', {
        attachments: [{ type: 'image', payload: { url: 'http://169.254.169.254/secret' } }],
      });
      await lab.brought();

      expect((await lab.items(ticketId)).at(-1)!.meta).toMatchObject({
        missingFiles: [expect.objectContaining({ state: 'lost', reason: expect.stringContaining('not Meta’s') })],
      });
    });

    it('shows marks, corrections and what was taken back', async () => {
      const ana = lab.somebody();
      const ticketId = await lab.begin(ana);
      const mid = lab.api.says(ana, 'Wensday');
      await lab.brought();
      lab.api.happens(ana, { reaction: { mid, action: 'react', emoji: '❤️' } });
      lab.api.happens(ana, { message_edit: { mid, text: 'Wednesday' } });
      await lab.brought();
      expect((await lab.items(ticketId))[1]).toMatchObject({
        text: 'Wednesday',
        meta: { reaction: '❤️', edits: [{ text: 'Wensday' }] },
      });

      lab.api.happens(ana, { message: { mid, is_deleted: true } });
      await lab.brought();
      expect((await lab.items(ticketId))[1]).toMatchObject({ text: '', meta: { unsent: true } });
    });

    it('leaves alone what another app is answering', async () => {
      const event = { sender: { id: '9' }, message: { mid: 'm_standby', text: 'For the robot' } };
      const body = Buffer.from(JSON.stringify({ object: 'page', entry: [{ id: OURS.pageId, standby: [event] }] }));
      await hook(OURS.appSecret, body);
      await lab.app.settle();

      expect(await lab.app.db.query(`select 1 from messages where text = 'For the robot'`)).toEqual([]);
    });
  });

  describe('what goes out', () => {
    it('is sent once, with its file, and its echo is ours', async () => {
      const ticketId = await lab.begin(lab.somebody());
      const { body } = await lab.reply(ticketId, 'This is the way', {
        attachments: [await lab.upload('map.png', 'image/png')],
      });
      await lab.app.settle();
      await lab.brought();

      expect(lab.api.sent.map(({ body: { messaging_type, message } }) => ({ messaging_type, message }))).toEqual([
        { messaging_type: 'RESPONSE', message: { text: 'This is the way', metadata: body.id } },
        {
          messaging_type: 'RESPONSE',
          message: {
            attachment: { type: 'image', payload: { attachment_id: expect.any(String) } },
            metadata: `${body.id}:1`,
          },
        },
      ]);
      expect((await lab.items(ticketId)).filter(({ direction }) => direction === 'out')).toEqual([
        expect.objectContaining({ state: 'delivered' }),
      ]);
    });

    it('settles what got no answer by the echo that names our own id, and sends it once', async () => {
      const ticketId = await lab.begin(lab.somebody());
      lab.api.modes.loseEvery = 1;
      const { body } = await lab.reply(ticketId, 'Only once');
      await lab.app.settle();
      expect((await lab.one(ticketId, body.id)).state).toBe('unknown');

      await lab.brought();

      expect((await lab.one(ticketId, body.id)).state).toBe('delivered');
      expect(lab.api.sent).toHaveLength(1);
    });

    it('is not confused by the worst day: echoes and marks first, five times, turned round', async () => {
      const ticketId = await lab.begin(lab.somebody());
      Object.assign(lab.api.modes, WORST, { loseEvery: 0 });
      const { body } = await lab.reply(ticketId, 'Quick', { attachments: [await lab.upload('map.png', 'image/png')] });
      await lab.app.settle();

      const out = (await lab.items(ticketId)).filter(({ direction }) => direction === 'out');
      expect(out).toEqual([expect.objectContaining({ id: body.id, state: 'delivered' })]);
      const [row] = await lab.app.db.query<object[]>('select external_id from messages where id = $1', [body.id]);
      expect(row).toEqual({ external_id: lab.api.sent[0]!.id });
      expect(await lab.quarantined()).toEqual([]);
    });

    it('counts as read up to the customer’s mark of time, and never backwards', async () => {
      const ana = lab.somebody();
      const ticketId = await lab.begin(ana);
      const first = await lab.reply(ticketId, 'First');
      const second = await lab.reply(ticketId, 'Second');
      await lab.app.settle();
      lab.api.reads(ana);
      await lab.brought();
      const third = await lab.reply(ticketId, 'After they looked');
      await lab.app.settle();
      lab.api.happens(ana, { delivery: { watermark: Date.now() } });
      await lab.brought();

      const states = await Promise.all([first, second, third].map(({ body }) => lab.one(ticketId, body.id)));
      expect(states.map(({ state }) => state)).toEqual(['read', 'read', 'delivered']);
    });

    it('says in words why Meta did not bring it', async () => {
      const ana = lab.somebody();
      const ticketId = await lab.begin(ana);
      lab.api.leaves(ana);
      const { body } = await lab.reply(ticketId, 'Hello?');
      await lab.app.settle();

      expect(await lab.one(ticketId, body.id)).toMatchObject({
        state: 'failed',
        error: expect.stringContaining('cannot be reached'),
      });
    });

    it('stands in the record once where it was written in the page’s own inbox', async () => {
      const ana = lab.somebody();
      const ticketId = await lab.begin(ana);
      lab.api.modes.repeats = 3;
      lab.api.pageSays(ana, 'We open at nine');
      await lab.brought();

      const echoes = (await lab.items(ticketId)).filter(({ text }) => text === 'We open at nine');
      expect(echoes).toEqual([
        expect.objectContaining({ direction: 'out', state: 'sent', meta: expect.objectContaining({ echo: true }) }),
      ]);
      expect(lab.api.sent).toHaveLength(0);
    });
  });

  describe('when the customer has been silent', () => {
    const switched = async (humanAgent: boolean) => {
      const { body } = await lab.admin.get<{ version: number }>(`/inboxes/${lab.inboxId}`);
      await lab.admin.patch(`/inboxes/${lab.inboxId}`, { version: body.version, settings: { humanAgent } });
    };
    afterAll(() => switched(true));

    it('for a day, people may still answer where Meta allows it, marked as a person’s', async () => {
      const ana = lab.somebody();
      const ticketId = await lab.begin(ana);
      await lab.silence(ana, ticketId, 30);
      lab.api.humanAgent = true;
      const { body } = await lab.reply(ticketId, 'Sorry for the wait');
      await lab.app.settle();

      expect((await lab.one(ticketId, body.id)).state).toBe('sent');
      expect(lab.api.sent[0]!.body).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
    });

    it.each([
      ['a day, where Meta does not allow it', 30, false],
      ['more than a week', 170, true],
    ])('for %s, refuses before anything is stored', async (_, hours, humanAgent) => {
      await switched(humanAgent);
      const ana = lab.somebody();
      const ticketId = await lab.begin(ana);
      await lab.silence(ana, ticketId, hours);

      expect(await lab.reply(ticketId, 'Still there?')).toMatchObject({ status: 422, body: { code: 'window_closed' } });
      expect(lab.api.sent).toHaveLength(0);
      await switched(true);
    });
  });

  describe('under a post', () => {
    let post = 880_000;
    const somewhere = () => ({ post: String((post += 1)) });
    const conversationOf = async (ticketId: string, isPublic: boolean) => {
      const { body } = await lab.admin.get<{
        conversations: { id: string; public: boolean; privateAnswer: object | null }[];
      }>(`/tickets/${ticketId}`);
      return body.conversations.find((one) => one.public === isPublic);
    };
    const comments = async (ana: Customer, text: string, under = somewhere()) => {
      const id = lab.api.comment(ana, text, under);
      await lab.brought();
      return { id, under, ticketId: await lab.ticketOf(text) };
    };

    it('makes a ticket beside the private one; the same person under the same post goes on there', async () => {
      const ana = lab.somebody();
      const privately = await lab.begin(ana);
      const { ticketId, under } = await comments(ana, `How much? ${ana.name}`);
      const more = await comments(ana, `And in blue? ${ana.name}`, under);
      const elsewhere = await comments(ana, `This too? ${ana.name}`);

      expect(new Set([privately, ticketId, elsewhere.ticketId]).size).toBe(3);
      expect(more.ticketId).toBe(ticketId);
      expect(await conversationOf(ticketId, true)).toMatchObject({ public: true });
    });

    it('answers where everybody reads it, and knows its own words when they come back', async () => {
      const ana = lab.somebody();
      const { ticketId, id } = await comments(ana, `Open on Sunday? ${ana.name}`);
      const { body } = await lab.reply(ticketId, 'From ten to four.');
      await lab.app.settle();
      await lab.brought();

      expect(lab.api.sent).toEqual([expect.objectContaining({ text: 'From ten to four.', body: { under: id } })]);
      const said = await lab.items(ticketId);
      expect(said.map(({ text, state }) => [text, state])).toEqual([
        [`Open on Sunday? ${ana.name}`, 'received'],
        ['From ten to four.', 'sent'],
      ]);
      expect(said[1]!.id).toBe(body.id);
    });

    it('knows its own words also where the answer was lost, or they came first', async () => {
      const ana = lab.somebody();
      const { ticketId } = await comments(ana, `Lost? ${ana.name}`);
      Object.assign(lab.api.modes, { loseEvery: 1, receiptsFirst: true, repeats: 3 });
      const { body } = await lab.reply(ticketId, 'Not lost at all');
      await lab.app.settle();

      expect(await lab.one(ticketId, body.id)).toMatchObject({ state: 'sent' });
      expect((await lab.items(ticketId)).filter(({ text }) => text === 'Not lost at all')).toHaveLength(1);
    });

    it('records what the page itself answered there, and nothing that answers nobody', async () => {
      const ana = lab.somebody();
      const { ticketId, id, under } = await comments(ana, `Who answers? ${ana.name}`);
      lab.api.comment('page', `We did ${ana.name}`, { ...under, parent: id });
      lab.api.comment('page', `To nobody ${ana.name}`, under);
      await lab.brought();

      expect((await lab.items(ticketId)).at(-1)).toMatchObject({ text: `We did ${ana.name}`, direction: 'out' });
      expect(await lab.app.db.query('select 1 from messages where text = $1', [`To nobody ${ana.name}`])).toEqual([]);
    });

    it('answers privately, once; what the customer then writes goes on there', async () => {
      const ana = lab.somebody();
      const { ticketId, id } = await comments(ana, `My order is late ${ana.name}`);
      const conversationId = (await conversationOf(ticketId, true))!.id;
      const first = await lab.reply(ticketId, 'Which number?', { conversationId, privately: true });
      await lab.app.settle();

      expect(lab.api.sent[0]!.body).toMatchObject({ recipient: { comment_id: id } });
      expect(await lab.one(ticketId, first.body.id)).toMatchObject({ state: 'sent' });
      const again = await lab.reply(ticketId, 'Hello?', { conversationId, privately: true });
      expect(again).toMatchObject({ status: 422, body: { code: 'window_closed' } });

      lab.api.says(ana, `It is 17 ${ana.name}`);
      await lab.brought();
      expect(await lab.ticketOf(`It is 17 ${ana.name}`)).toBe(ticketId);
      const then = await lab.reply(ticketId, 'Thank you', {
        conversationId: (await conversationOf(ticketId, false))!.id,
      });
      await lab.app.settle();
      expect((await lab.one(ticketId, then.body.id)).state).toBe('sent');
      expect(lab.api.sent.at(-1)!.body).toMatchObject({ recipient: { id: ana.id }, messaging_type: 'RESPONSE' });
    });

    it('does not answer privately after a week, nor what is private, nor past another open ticket', async () => {
      const ana = lab.somebody();
      const { ticketId } = await comments(ana, `Long ago ${ana.name}`);
      const conversationId = (await conversationOf(ticketId, true))!.id;
      await lab.app.db.query(`update messages set at = at - interval '8 days' where ticket_id = $1`, [ticketId]);
      const late = await lab.reply(ticketId, 'Sorry', { conversationId, privately: true });
      expect(late).toMatchObject({ status: 422, body: { code: 'window_closed' } });

      const other = await lab.begin(ana, `Privately ${ana.name}`);
      const elsewhere = await lab.reply(ticketId, 'Here', { conversationId, privately: true });
      expect(elsewhere).toMatchObject({ status: 409, body: { code: 'private_elsewhere' } });
      const { body } = await lab.admin.get<{ number: number }>(`/tickets/${other}`);
      expect(await conversationOf(ticketId, true)).toMatchObject({
        privateAnswer: { closedReason: 'private_elsewhere', ticket: body.number },
      });
      const twice = await lab.reply(other, 'Privately?', { privately: true });
      expect(twice.status).toBe(422);
      expect(lab.api.sent).toHaveLength(0);
    });

    it('takes no file there, and keeps none', async () => {
      const ana = lab.somebody();
      const { ticketId } = await comments(ana, `A picture of it? ${ana.name}`);
      const refused = await lab.reply(ticketId, 'Here', { attachments: [await lab.upload('map.png', 'image/png')] });

      expect(refused).toMatchObject({ status: 422, body: { code: 'attachments' } });
      expect(refused.body).toMatchObject({ errors: [{ message: 'words_only' }] });
      expect(await lab.items(ticketId)).toHaveLength(1);
    });

    it('says nothing there by itself', async () => {
      const ana = lab.somebody();
      const { ticketId } = await comments(ana, `Is anybody there? ${ana.name}`);
      const { id } = await lab.app.get(Work).run(async (tx) => {
        const ticket = (await tx.lock(Ticket, { id: ticketId }))!;
        const words = { kind: 'reply' as const, text: 'We are away until Monday.', clientId: `away-${ticketId}` };
        return lab.app.get(RepliesService).automatic(tx, ticket, words);
      });
      await lab.app.settle();

      expect(await lab.one(ticketId, id)).toMatchObject({
        state: 'failed',
        error: expect.stringContaining('in public'),
      });
      expect(lab.api.sent).toHaveLength(0);
    });

    it('hides a comment that its author took back', async () => {
      const ana = lab.somebody();
      const { ticketId, id } = await comments(ana, `Never mind ${ana.name}`);
      lab.api.uncomment(id);
      await lab.brought();

      expect((await lab.items(ticketId))[0]).toMatchObject({ text: '', meta: { unsent: true } });
    });
  });

  describe('what the page says to everybody', () => {
    interface Target {
      id: string;
      state: string;
      url: string | null;
      error: string | null;
    }
    const publish = async (more: object) => {
      const draft = await lab.admin.post<{ id: string; version: number }>('/posts', {
        inboxIds: [lab.inboxId],
        ...more,
      });
      expect(draft.status).toBe(201);
      const { id, version } = draft.body;
      expect((await lab.admin.post(`/posts/${id}/publish`, { version })).status).toBe(200);
      await lab.app.settle();
      return id;
    };
    const targetOf = async (id: string) =>
      (await lab.admin.get<{ targets: [Target]; answers: number }>(`/posts/${id}`)).body.targets[0];

    it('is words with a link, or a picture with words, and is found where it stands', async () => {
      const link = 'https://desk.example/tips';
      const id = await publish({ text: 'Restart the router first', link });
      const [words] = lab.api.posts;
      expect(words).toMatchObject({ message: 'Restart the router first', link });
      expect(await targetOf(id)).toMatchObject({ state: 'published', url: `https://www.facebook.com/${words!.id}` });

      await publish({ text: 'Our new shop', link, pictureId: await lab.upload('shop.png', 'image/png') });
      const [photo] = lab.api.posts;
      expect(photo!.message.split(/\s+/)).toEqual(['Our', 'new', 'shop', link]);
      expect(photo!.picture).toEqual({ type: 'image/png', size: PNG.length });
    });

    it('is found again where the answer was lost, and published once', async () => {
      lab.api.modes.loseEvery = 1;
      const id = await publish({ text: 'Lost and found' });
      expect(await targetOf(id)).toMatchObject({ state: 'unknown' });

      passed(lab.app, 60_000);
      await lab.app.get(PostListeners).sweep();
      const there = lab.api.posts.filter(({ message }) => message === 'Lost and found');
      expect(there).toHaveLength(1);
      expect(await targetOf(id)).toMatchObject({ state: 'published', url: there[0]!.permalink_url });
      jest.restoreAllMocks();
    });

    it('gathers what is said under it, and we answer there', async () => {
      const id = await publish({ text: 'Ask us anything' });
      const ana = lab.somebody();
      const comment = lab.api.comment(ana, `Do you rent by the day? ${ana.name}`, { post: lab.api.posts[0]!.id });
      await lab.brought();

      const { body } = await lab.admin.get<{ items: { text: string; ticket: { id: string }; answered: boolean }[] }>(
        `/posts/${id}/answers`,
      );
      expect(body.items).toMatchObject([{ text: `Do you rent by the day? ${ana.name}`, answered: false }]);
      const ticketId = body.items[0]!.ticket.id;
      await lab.reply(ticketId, 'We do');
      await lab.app.settle();
      expect(lab.api.sent.at(-1)).toMatchObject({ text: 'We do', body: { under: comment } });
      const again = await lab.admin.get<{ items: object[] }>(`/posts/${id}/answers`);
      expect(again.body.items).toMatchObject([{ answered: true }]);
    });

    it('makes a ticket of whoever names the page elsewhere, and answers there', async () => {
      const [ana, rui] = [lab.somebody(), lab.somebody()];
      const post = lab.api.mention(ana, `Thanks to the desk ${ana.name}`);
      const silent = lab.api.mention(rui);
      Object.assign(lab.api.modes, { repeats: 3, reversed: true });
      await lab.brought();

      const ticketId = await lab.ticketOf(`Thanks to the desk ${ana.name}`);
      expect(await lab.items(ticketId)).toMatchObject([{ meta: { about: 'mention' } }]);
      expect(await lab.ticketOf(`https://www.facebook.com/${silent}`)).not.toBe(ticketId);
      const { body } = await lab.reply(ticketId, 'With pleasure');
      await lab.app.settle();
      expect(lab.api.sent.at(-1)).toMatchObject({ text: 'With pleasure', body: { under: post } });
      expect(await lab.one(ticketId, body.id)).toMatchObject({ state: 'sent' });
    });

    it('says before anybody writes that who names the page elsewhere is answered only there', async () => {
      const ana = lab.somebody();
      lab.api.mention(ana, `Named elsewhere ${ana.name}`);
      lab.api.comment(ana, `Said here ${ana.name}`, { post: '4242_1' });
      await lab.brought();
      const said = async (text: string) => {
        const ticketId = await lab.ticketOf(text);
        const { body } = await lab.admin.get<{ conversations: { id: string; privateAnswer: object }[] }>(
          `/tickets/${ticketId}`,
        );
        return { ticketId, ...body.conversations[0]! };
      };
      const { ticketId, id: conversationId, privateAnswer } = await said(`Named elsewhere ${ana.name}`);

      expect(privateAnswer).toEqual({ closedReason: 'public_only', ticket: null });
      expect((await said(`Said here ${ana.name}`)).privateAnswer).toEqual({ closedReason: null, ticket: null });
      expect(await lab.reply(ticketId, 'Between us', { conversationId, privately: true })).toMatchObject({
        status: 422,
        body: { code: 'public_only' },
      });
      expect(await lab.items(ticketId)).toHaveLength(1);
    });

    it('is answered by recommendations, which are feedback and no tickets, however they come', async () => {
      const [ana, rui] = [lab.somebody(), lab.somebody()];
      Object.assign(lab.api.modes, { repeats: 5, reversed: true });
      lab.api.recommends(ana, 'NEGATIVE', 'Too late');
      await lab.brought();
      lab.api.recommends(ana, 'POSITIVE', 'They made up for it', 'edited');
      lab.api.recommends(rui, 'POSITIVE', 'Kind people');
      await lab.brought();
      lab.api.recommends(rui, 'POSITIVE', '', 'remove');
      await lab.brought();

      const rows = await lab.app.db.query<object[]>(
        `select c.name, f.verdict, f.text, f.taken_back_at is not null as gone, jsonb_array_length(f.earlier) as before
         from feedback f join contacts c on c.id = f.contact_id order by c.name`,
      );
      expect(rows).toEqual([
        { name: ana.name, verdict: 'positive', text: 'They made up for it', gone: false, before: 1 },
        { name: rui.name, verdict: null, text: '', gone: true, before: 0 },
      ]);
      expect(await lab.app.db.query(`select 1 from messages where text = 'Too late'`)).toEqual([]);
      const open = await lab.app.db.query<object[]>(`select 1 from envelopes where state = 'received'`);
      expect(open).toEqual([]);
    });
  });

  it('checks in words, and has the page’s app told of what we need', async () => {
    const { body } = await lab.admin.post<{ steps: { name: string; ok: boolean }[] }>(`/inboxes/${lab.inboxId}/check`);

    expect(body.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(body.steps.map(({ name }) => name)).toEqual([
      'account',
      'token',
      'secret',
      'webhook',
      'subscription',
      'heard',
      'clock',
    ]);
    expect(lab.api.subscribed).toEqual(
      expect.arrayContaining(['messages', 'message_echoes', 'feed', 'mention', 'ratings']),
    );
  });

  describe('whose set-up is wrong', () => {
    const found = async (name: string) => {
      const { body } = await lab.admin.post<{
        ok: boolean;
        steps: Step[];
        asked: { request: string; answer: string }[];
      }>(`/inboxes/${lab.inboxId}/check`);
      return { ...body, step: body.steps.find((step) => step.name === name) };
    };
    interface Step {
      name: string;
      ok: boolean;
      unchecked?: true;
      hint?: string;
      words: { code: string; values: Record<string, string> };
    }
    const inSeconds = (days: number): number => Math.round(Date.now() / 1000) + days * 86_400;
    const scopes = ['pages_messaging', 'pages_manage_metadata'];

    let callback: string | null | undefined;
    beforeAll(() => void ({ callback } = lab.api));
    afterEach(() => Object.assign(lab.api, { callback, tokenFacts: { is_valid: true, expires_at: 0 } }));

    it.each([
      ['the token was taken back', { tokenFacts: { is_valid: false, expires_at: 0 } }, 'token', 'meta-token-over'],
      ['it lacks a right', { tokenFacts: { is_valid: true, expires_at: 0, scopes } }, 'token', 'meta-token-scopes'],
      ['it ends soon', { tokenFacts: { is_valid: true, expires_at: inSeconds(3) } }, 'token', 'meta-token-ends'],
      ['Meta has another address', { callback: 'https://old.example/hook' }, 'webhook', 'meta-webhook-other'],
      ['Meta has no address', { callback: null }, 'webhook', 'meta-webhook-none'],
    ])('is told in words that %s', async (_, wrong, name, code) => {
      Object.assign(lab.api, wrong);

      const { ok, step } = await found(name);

      expect(ok).toBe(false);
      expect(step).toMatchObject({ ok: false, words: { code }, hint: expect.stringMatching(/\w+/) });
    });

    it('is told that the app secret is another, because Meta was asked with it', async () => {
      const inbox = (await lab.admin.get<{ version: number }>(`/inboxes/${lab.inboxId}`)).body;
      const wrong = { version: inbox.version, settings: { appSecret: 'of yesterday' } };
      const { body: changed } = await lab.admin.patch<{ version: number }>(`/inboxes/${lab.inboxId}`, wrong);

      const { step } = await found('secret');
      await lab.admin.patch(`/inboxes/${lab.inboxId}`, {
        version: changed.version,
        settings: { appSecret: OURS.appSecret },
      });

      expect(step).toMatchObject({ ok: false, words: { code: 'meta-secret-wrong' } });
    });

    it('is told when calls are turned away, and claims nothing of what it did not ask', async () => {
      await hook('a wrong secret', says('Knock'));

      expect((await found('heard')).step).toMatchObject({ ok: false, words: { code: 'heard-refused' } });
    });

    it('keeps what was asked and answered, without what is secret', async () => {
      const { asked } = await found('account');
      const { body } = await lab.admin.get<{ lastCheck: { ok: boolean; asked: object[] } }>(`/inboxes/${lab.inboxId}`);

      expect(asked.length).toBeGreaterThan(3);
      expect(asked).toContainEqual({
        at: expect.any(String),
        request: expect.stringMatching(/^GET 127\.0\.0\.1:\d+\/app$/),
        answer: '200',
      });
      expect(JSON.stringify(body.lastCheck)).not.toMatch(/a token|app secret\b.*a /);
      expect(body.lastCheck.asked).toEqual(asked);
    });
  });

  it('sends itself a test by the real way in', async () => {
    expect((await lab.admin.post(`/inboxes/${lab.inboxId}/test`, { text: 'Only a test' })).status).toBe(202);
    await lab.app.settle();

    expect(await lab.ticketOf('Only a test')).toBeTruthy();
  });
});
