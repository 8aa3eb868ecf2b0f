import { TestApp } from '../harness/app.js';
import { administrator, signIn, type Person } from '../harness/people.js';

interface Played {
  taken: number;
  refused: number;
  code?: string;
}

/** A page in settings plays a provider: whatever it can be made to bring comes in by the real door. */
describe('playing the provider of a simulated line', () => {
  let app: TestApp;
  let admin: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
  });
  afterAll(() => app.close());

  const make = async (channel: string, settings: object, address?: string) =>
    (await admin.post<{ id: string }>('/inboxes', { channel, name: channel, settings, ...(address && { address }) }))
      .body.id;
  const play = async (id: string, act: string, more: object = {}) => {
    const answer = await admin.post<Played>(`/inboxes/${id}/play`, { act, ...more });
    await app.settle();
    return answer;
  };
  const said = (id: string) =>
    app.db.query<{ text: string; ticket_id: string; direction: string; meta: Record<string, unknown> }[]>(
      `select m.text, m.ticket_id, m.direction, m.meta from messages m join conversations c on c.id = m.conversation_id
       where c.inbox_id = $1 order by m.id`,
      [id],
    );

  it.each([
    ['telegram', { simulated: true }, undefined, ['picture', 'contact', 'quote', 'edit']],
    [
      'messenger',
      { simulated: true },
      undefined,
      ['picture', 'quote', 'reaction', 'edit', 'delivered', 'read', 'unsend', 'comment', 'mention'],
    ],
    ['instagram', { simulated: true }, undefined, ['quote', 'reaction', 'read', 'unsend', 'comment', 'mention']],
    [
      'whatsapp',
      { simulated: true },
      '+551130000001',
      ['contact', 'quote', 'reaction', 'edit', 'delivered', 'failed', 'unsend'],
    ],
    [
      'whatsapp',
      { provider: 'twilio', account: 'simulated' },
      '+551130000002',
      ['picture', 'location', 'button', 'quote'],
    ],
    ['sms', { account: 'simulated' }, '+551130000003', ['picture']],
  ])('brings all that %s %j does', async (channel, settings, address, expected) => {
    const id = await make(channel, settings, address);
    const { acts } = (await admin.get<{ acts: string[] }>(`/inboxes/${id}/play`)).body;
    expect(acts).toEqual(expect.arrayContaining(['text', ...expected]));

    expect((await play(id, 'text', { text: `First on ${channel}` })).body).toEqual({ taken: 1, refused: 0 });
    const [first] = await said(id);
    expect(first).toMatchObject({ text: `First on ${channel}`, direction: 'in' });
    await admin.post(`/tickets/${first!.ticket_id}/messages`, { kind: 'reply', text: 'Our answer' });
    await app.settle();
    for (const act of acts.filter((one) => one !== 'text')) {
      expect((await play(id, act, { text: `By ${act}` })).body).toEqual({ taken: 1, refused: 0 });
    }

    expect(
      await app.db.query(`select reason, meta from envelopes where inbox_id = $1 and state = 'quarantined'`, [id]),
    ).toEqual([]);
    const all = await said(id);
    // What is said in public stands on tickets of its own.
    const inPublic = ['comment', 'mention'].filter((one) => acts.includes(one));
    const about = (wanted: string) => all.filter(({ meta }) => meta.about === wanted);
    for (const one of inPublic) expect(about(one)).toHaveLength(1);
    expect(new Set(all.map(({ ticket_id: ticket }) => ticket)).size).toBe(1 + inPublic.length);
    if (acts.includes('quote')) expect(all.some(({ meta }) => meta.replyTo !== undefined)).toBe(true);
    if (acts.includes('reaction')) expect(all.find(({ text }) => text === 'Our answer')!.meta.reaction).toBe('❤️');
    if (acts.includes('unsend')) expect(all.some(({ meta }) => meta.unsent === true)).toBe(true);
  });

  it.each([
    ['Meta', { simulated: true }, '+551130000031'],
    ['Twilio', { provider: 'twilio', account: 'simulated' }, '+551130000032'],
  ])(
    'is written to through %s from the number that was entered, by which somebody is known',
    async (_, settings, own) => {
      const id = await make('whatsapp', settings, own);
      await play(id, 'text', { text: 'From my number', address: '+55 11 98765-7001' });
      await play(id, 'text', { text: 'From another', address: '+55 11 98765-7002' });

      const whose = await app.db.query<{ text: string; phone: string }[]>(
        `select m.text, i.display as phone from messages m join conversations c on c.id = m.conversation_id
       join contact_identities i on i.contact_id = c.contact_id and i.kind = 'phone' where c.inbox_id = $1 order by m.id`,
        [id],
      );
      expect(whose.map(({ text, phone }) => [text, phone.replace(/\D/g, '')])).toEqual([
        ['From my number', '5511987657001'],
        ['From another', '5511987657002'],
      ]);
    },
  );

  it('brings everything five times and shuffled, and each is there once', async () => {
    const id = await make('telegram', { simulated: true });

    expect((await play(id, 'text', { text: 'one\ntwo\nthree', mode: 'worst' })).body).toEqual({
      taken: 15,
      refused: 0,
    });

    expect((await said(id)).map(({ text }) => text).toSorted()).toEqual(['one', 'three', 'two']);
  });

  it.each([
    ['telegram', { simulated: true }, undefined],
    ['messenger', { simulated: true }, undefined],
    ['sms', { account: 'simulated' }, '+551130000004'],
  ])('is turned away by %s where it was changed on the way', async (channel, settings, address) => {
    const id = await make(channel, settings, address);

    expect((await play(id, 'text', { mode: 'forged' })).body).toEqual({ taken: 0, refused: 1 });
    expect(await said(id)).toEqual([]);
  });

  it('plays nothing on a real line, nothing that a channel does not know, and nothing about what was never said', async () => {
    const real = await make('telegram', { token: '1:x' });
    const sms = await make('sms', { account: 'simulated' }, '+551130000005');
    const fresh = await make('messenger', { simulated: true });

    expect((await admin.get(`/inboxes/${real}/play`)).body).toEqual({ acts: [] });
    expect((await play(real, 'text')).body.code).toBe('not_played');
    expect((await play(sms, 'reaction')).body.code).toBe('not_played');
    expect((await play(fresh, 'reaction')).body.code).toBe('nothing_answered');
    expect((await play(fresh, 'edit')).body.code).toBe('nothing_said');
    expect((await play(fresh, 'dance')).status).toBe(422);
  });

  it('is for administrators', async () => {
    const agent = await signIn(app, 'agent');
    const id = await make('messenger', { simulated: true });

    expect((await agent.post(`/inboxes/${id}/play`, { act: 'text' })).status).toBe(403);
  });
});
