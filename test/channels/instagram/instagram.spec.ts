import { InboxesService } from '../../../src/channels/inboxes.service.js';
import { LineUpkeep } from '../../../src/channels/line-upkeep.service.js';
import { signedByMeta } from '../meta/signed-by-meta.js';
import { OURS, PageLab, PNG } from '../meta/page-lab.js';

describe('an Instagram line', () => {
  let lab: PageLab;

  beforeAll(async () => {
    lab = await PageLab.open('instagram', 'instagram', { length: 1000, measure: (text) => Buffer.byteLength(text) });
  });
  beforeEach(() => lab.calm());
  afterAll(() => lab?.close());

  it.each([
    ['by one byte', (body: string) => body.replace('Forged', 'Forges'), OURS.appSecret],
    ['with another app’s secret', (body: string) => body, 'another secret'],
  ])('refuses what is forged %s', async (_, forge, secret) => {
    const body = lab.api.webhookOf([{ sender: { id: '9' }, message: { mid: 'm_x', text: 'Forged' } }]);

    const answer = await lab.app.anyone
      .with({ 'Content-Type': 'application/json', 'X-Hub-Signature-256': await signedByMeta(body, secret) })
      .post(`//hooks/meta/${lab.inboxId}`, Buffer.from(forge(body.toString())));

    expect(answer.status).toBe(403);
  });

  it('says that a message answers a story, or mentions us in one, and keeps the picture', async () => {
    const ana = lab.somebody();
    const ticketId = await lab.begin(ana);
    lab.api.says(ana, 'Still on sale?', { reply_to: { story: { id: '1', url: lab.api.keep(PNG, 'image/png') } } });
    lab.api.says(ana, '', {
      attachments: [{ type: 'story_mention', payload: { url: lab.api.keep(PNG, 'image/png') } }],
    });
    await lab.brought();

    const kept = await lab.items(ticketId);
    const answer = kept.find(({ text }) => text === 'Still on sale?');
    const mention = kept.find(({ text }) => text === '');
    expect(answer).toMatchObject({
      meta: { about: 'story-reply' },
      attachments: [{ name: 'story.jpg', type: 'image/png' }],
    });
    expect(mention).toMatchObject({ meta: { about: 'story-mention' }, attachments: [{ type: 'image/png' }] });
  });

  it('shows nothing any more of what was unsent', async () => {
    const ana = lab.somebody();
    const ticketId = await lab.begin(ana);
    const mid = lab.api.says(ana, 'My card number', {
      attachments: [{ type: 'image', payload: { url: lab.api.keep(PNG, 'image/png') } }],
    });
    await lab.brought();
    lab.api.happens(ana, { message: { mid, is_deleted: true } });
    await lab.brought();

    expect((await lab.items(ticketId))[1]).toMatchObject({ text: '', attachments: [], meta: { unsent: true } });
  });

  it('knows its own words when they come back, though nothing in them is ours', async () => {
    const ticketId = await lab.begin(lab.somebody());
    Object.assign(lab.api.modes, { repeats: 3, reversed: true, receiptsFirst: true });
    const { body } = await lab.reply(ticketId, 'We look at it', {
      attachments: [await lab.upload('map.png', 'image/png')],
    });
    await lab.app.settle();
    await lab.brought();

    const out = (await lab.items(ticketId)).filter(({ direction }) => direction === 'out');
    expect(out).toEqual([expect.objectContaining({ id: body.id, state: 'sent' })]);
    expect(lab.api.sent).toHaveLength(2);
  });

  it('settles what got no answer by the words that come back, and sends them once', async () => {
    const ticketId = await lab.begin(lab.somebody());
    lab.api.modes.loseEvery = 1;
    const { body } = await lab.reply(ticketId, 'Only once');
    await lab.app.settle();
    expect((await lab.one(ticketId, body.id)).state).toBe('unknown');

    await lab.brought();

    expect((await lab.one(ticketId, body.id)).state).toBe('sent');
    expect(lab.api.sent).toHaveLength(1);
  });

  it('records what was written in the app, in the customer’s conversation', async () => {
    const ana = lab.somebody();
    const ticketId = await lab.begin(ana);
    lab.api.pageSays(ana, 'We open at nine');
    await lab.brought();

    expect((await lab.items(ticketId)).at(-1)).toMatchObject({
      text: 'We open at nine',
      direction: 'out',
      meta: { echo: true },
    });
  });

  it('records what was written in the app also while something else of ours hangs', async () => {
    const ana = lab.somebody();
    const ticketId = await lab.begin(ana);
    lab.api.modes.loseEvery = 1;
    const { body } = await lab.reply(ticketId, 'It is ok, we come at nine');
    await lab.app.settle();
    lab.api.modes.loseEvery = 0;
    lab.api.pageSays(ana, 'ok');
    await lab.brought();

    const out = (await lab.items(ticketId)).filter(({ direction }) => direction === 'out');
    expect(out.map(({ text }) => text)).toEqual(['It is ok, we come at nine', 'ok']);
    expect(out[0]).toMatchObject({ id: body.id, state: 'sent' });
  });

  it('is read up to the message that was seen', async () => {
    const ana = lab.somebody();
    const ticketId = await lab.begin(ana);
    const first = await lab.reply(ticketId, 'First');
    const second = await lab.reply(ticketId, 'Second');
    await lab.app.settle();
    lab.api.reads(ana, lab.api.sent.at(-1)!.id);
    await lab.brought();

    for (const { body } of [first, second]) expect((await lab.one(ticketId, body.id)).state).toBe('read');
  });

  it('cuts by bytes, as Instagram counts', async () => {
    const ticketId = await lab.begin(lab.somebody());
    await lab.reply(ticketId, 'não '.repeat(240).trim());
    await lab.app.settle();

    const parts = lab.api.sent.map(({ text }) => text);
    expect(parts).toHaveLength(2);
    expect(parts.every((part) => Buffer.byteLength(part) <= 1000)).toBe(true);
    expect(parts.join(' ')).toBe('não '.repeat(240).trim());
  });

  it('refuses a file that Instagram does not take before anything is stored, and names what it takes', async () => {
    const ticketId = await lab.begin(lab.somebody());
    const refused = await lab.reply(ticketId, 'The list', {
      attachments: [await lab.upload('list.csv', 'text/csv', Buffer.from('a,b'))],
    });

    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'attachments', detail: expect.stringMatching(/“list\.csv”, only image\/jpeg, .*application\/pdf/) },
    });
    expect(await lab.items(ticketId)).toHaveLength(1);
  });

  it('makes a ticket of a comment, answered in public and once privately', async () => {
    const ana = lab.somebody();
    const comment = lab.api.comment(ana, `Price? ${ana.name}`, { post: '990001' });
    await lab.brought();
    const ticketId = await lab.ticketOf(`Price? ${ana.name}`);
    await lab.reply(ticketId, 'We write to you.');
    const { body: whole } = await lab.admin.get<{ conversations: { id: string }[] }>(`/tickets/${ticketId}`);
    await lab.reply(ticketId, 'It is R$ 90.', { conversationId: whole.conversations[0]!.id, privately: true });
    await lab.app.settle();
    await lab.brought();

    expect(lab.api.sent.map(({ text, body }) => [text, body.under ?? body.recipient])).toEqual([
      ['We write to you.', comment],
      ['It is R$ 90.', { comment_id: comment }],
    ]);
    expect((await lab.items(ticketId)).map(({ direction }) => direction)).toEqual(['in', 'out', 'out']);
  });

  it('makes a ticket of whoever names the account elsewhere, with their words, and answers there', async () => {
    const [ana, rui] = [lab.somebody(), lab.somebody()];
    const post = lab.api.mention(ana, `Thanks to the desk ${ana.name}`);
    const comment = lab.api.mention(ana, `Ask them ${ana.name}`, { by: rui });
    Object.assign(lab.api.modes, { repeats: 3, reversed: true });
    await lab.brought();

    const first = await lab.ticketOf(`Thanks to the desk ${ana.name}`);
    const second = await lab.ticketOf(`Ask them ${ana.name}`);
    expect(second).not.toBe(first);
    expect(await lab.items(first)).toMatchObject([
      { meta: { about: 'mention', link: expect.stringMatching(/\/p\//) } },
    ]);
    expect(await lab.items(second)).toMatchObject([{ meta: { about: 'mention-comment' } }]);
    const { body } = await lab.reply(first, 'With pleasure');
    await lab.app.settle();
    await lab.reply(second, 'We rent those');
    await lab.app.settle();
    expect(lab.api.sent.map(({ text, body: { under } }) => [text, under])).toEqual([
      ['With pleasure', post],
      ['We rent those', comment],
    ]);
    expect(await lab.one(first, body.id)).toMatchObject({ state: 'sent' });
    const [{ name }] = await lab.app.db.query<[{ name: string }]>(
      'select c.name from tickets t join contacts c on c.id = t.contact_id where t.id = $1',
      [first],
    );
    expect(name).toBe(ana.name.toLowerCase().replace(' ', '.'));
  });

  it('says before anybody writes that a mention is answered only there, and a comment privately too', async () => {
    const ana = lab.somebody();
    lab.api.mention(ana, `Named elsewhere ${ana.name}`);
    lab.api.comment(ana, `Said here ${ana.name}`, { post: '990002' });
    await lab.brought();
    const standing = async (text: string) => {
      const ticketId = await lab.ticketOf(text);
      const { body } = await lab.admin.get<{ conversations: { id: string; privateAnswer: object }[] }>(
        `/tickets/${ticketId}`,
      );
      return { ticketId, ...body.conversations[0]! };
    };
    const mention = await standing(`Named elsewhere ${ana.name}`);

    expect(mention.privateAnswer).toEqual({ closedReason: 'public_only', ticket: null });
    expect((await standing(`Said here ${ana.name}`)).privateAnswer).toEqual({ closedReason: null, ticket: null });
    const { ticketId, id: conversationId } = mention;
    expect(await lab.reply(ticketId, 'Between us', { conversationId, privately: true })).toMatchObject({
      status: 422,
      body: { code: 'public_only' },
    });
    expect(await lab.items(ticketId)).toHaveLength(1);
  });

  it('keeps a mention that was taken back before it could be read, and one whose author is ourselves leads nowhere', async () => {
    const gone = lab.api.mention(lab.somebody(), 'Never mind');
    lab.api.unmention(gone);
    lab.api.mention({ id: '9', name: 'Simulated' }, 'We are here');
    await lab.brought();

    const { body } = await lab.admin.get<{ items: { reason?: string; state: string }[] }>('/intake/envelopes?limit=2');
    expect(body.items.map(({ state, reason }) => [state, reason])).toEqual([
      ['ignored', 'our-own'],
      ['processed', undefined],
    ]);
  });

  it('leaves comments alone where the line does not want them', async () => {
    const { body } = await lab.admin.get<{ version: number }>(`/inboxes/${lab.inboxId}`);
    await lab.admin.patch(`/inboxes/${lab.inboxId}`, { version: body.version, settings: { comments: false } });
    lab.api.comment(lab.somebody(), 'Not wanted', { post: '990002' });
    await lab.brought();

    expect(await lab.app.db.query(`select 1 from messages where text = 'Not wanted'`)).toEqual([]);
  });

  describe('by its own sign-in', () => {
    const renewed = async () => {
      await lab.app.get(LineUpkeep).one(lab.inboxId);
      return (await lab.app.get(InboxesService).line(lab.inboxId)).settings as { token: string; tokenUntil: string };
    };
    const change = async (settings: object) => {
      const { body } = await lab.admin.get<{ version: number }>(`/inboxes/${lab.inboxId}`);
      return lab.admin.patch(`/inboxes/${lab.inboxId}`, { version: body.version, settings });
    };
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

    beforeAll(() => change({ signIn: 'own' }));
    afterAll(() =>
      change({ signIn: 'page', token: OURS.token }).then(() => Object.assign(lab.api.graph, { token: OURS.token })),
    );

    it('has its token renewed in time, and answers with the new one', async () => {
      const first = await renewed();
      expect(first.token).toBe('renewed-1');
      expect(Date.parse(first.tokenUntil) - Date.now()).toBeGreaterThan(59 * 86_400_000);

      expect((await renewed()).token).toBe('renewed-1');
      await change({ tokenUntil: inDays(20) });
      expect((await renewed()).token).toBe('renewed-2');

      const ticketId = await lab.begin(lab.somebody());
      const { body } = await lab.reply(ticketId, 'With the new one');
      await lab.app.settle();
      expect((await lab.one(ticketId, body.id)).state).toBe('sent');
    });

    it('tells people of a token that is not renewed only when it soon ends', async () => {
      const problem = async () =>
        (await lab.admin.get<{ problem: string | null }>(`/inboxes/${lab.inboxId}`)).body.problem;
      lab.api.renews = false;
      await change({ tokenUntil: inDays(20) });
      await renewed();
      expect(await problem()).toBeNull();

      await change({ tokenUntil: inDays(5) });
      await renewed();
      expect(await problem()).toContain('does not renew the token');
      const { body } = await lab.admin.post<{ steps: { name: string; ok: boolean }[] }>(
        `/inboxes/${lab.inboxId}/check`,
      );
      expect(body.steps.find(({ name }) => name === 'token')).toMatchObject({ ok: false });

      lab.api.renews = true;
      await renewed();
      expect(await problem()).toBeNull();
    });
  });

  it('checks in words', async () => {
    const { body } = await lab.admin.post<{ steps: { name: string; ok: boolean; detail: string }[] }>(
      `/inboxes/${lab.inboxId}/check`,
    );

    expect(body.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(body.steps[0]!.detail).toBe('@simulated');
  });
});
