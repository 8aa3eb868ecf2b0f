import { prove, sign, signedHeaders } from '../../../src/platform/crypto/signed-body.rules.js';
import { newId } from '../../../src/platform/ids.js';
import { TestApp } from '../../harness/app.js';
import { administrator, agent, type Person } from '../../harness/people.js';
import { OtherSide } from './other-side.js';

interface Made {
  id: string;
  secret: string;
  version: number;
}
const now = (): string => String(Math.floor(Date.now() / 1000));

describe('an API line', () => {
  let app: TestApp;
  let admin: Person;
  let side: OtherSide;
  let line: Made;

  beforeAll(async () => {
    app = await TestApp.boot({ EGRESS_ALLOW: '127.0.0.0/8' });
    admin = await administrator(app);
    side = await OtherSide.open();
    line = await make('Parking terminals');
  });
  beforeEach(() => {
    side.brought.length = 0;
    side.answer = { status: 200, body: {} };
  });
  afterAll(async () => {
    await app?.close();
    await side?.close();
  });

  const make = async (name: string, settings: object = { url: side.url }): Promise<Made> =>
    (await admin.post<Made & Record<string, unknown>>('/inboxes', { channel: 'api', name, settings })).body;

  const bring = (to: Made, event: object, { secret = to.secret, timestamp = now(), tamper = false } = {}) => {
    const body = Buffer.from(JSON.stringify(event));
    const signature = sign(secret, timestamp, body);
    if (tamper) body[body.length - 3]! ^= 1;
    return app.anyone
      .with({
        'Content-Type': 'application/json',
        'X-Frontdesk-Timestamp': timestamp,
        'X-Frontdesk-Signature': signature,
      })
      .post<Record<string, unknown>>(`//hooks/api/${to.id}`, body);
  };
  const says = (text: string, more: object = {}, id = newId()) => ({
    id,
    type: 'message',
    message: { id: `m-${id}`, from: { id: `terminal-${id}`, name: 'Terminal 7' }, text, ...more },
  });
  const ticketOf = async (text: string): Promise<string> => {
    const [row] = await app.db.query<{ ticket_id: string }[]>('select ticket_id from messages where text = $1', [text]);
    return row!.ticket_id;
  };
  const messagesOf = async (ticketId: string) =>
    (await admin.get<{ items: Record<string, unknown>[] }>(`/tickets/${ticketId}/messages`)).body.items;
  const answer = async (question: string, text: string) => {
    expect((await bring(line, says(question))).status).toBe(200);
    await app.settle();
    const ticketId = await ticketOf(question);
    const { body } = await admin.post<{ id: string }>(`/tickets/${ticketId}/messages`, { kind: 'reply', text });
    await app.settle();
    const message = (await messagesOf(ticketId)).find((one) => one.id === body.id)!;
    return { ticketId, message, id: body.id };
  };
  const deliveries = async () =>
    (await admin.get<{ items: Record<string, unknown>[] }>(`/inboxes/${line.id}/api/deliveries`)).body.items;

  it('shows its secret once, and never again', async () => {
    const made = await make('Once');

    expect(made.secret).toMatch(/^fda_/);
    expect(JSON.stringify((await admin.get(`/inboxes/${made.id}`)).body)).not.toContain(made.secret);
  });

  it('brings a customer’s words and files to a ticket', async () => {
    const file = { name: '../bill.txt', type: 'text/plain', content: Buffer.from('12.50').toString('base64') };

    expect((await bring(line, says('The barrier is stuck', { files: [file] }))).body).toMatchObject({ received: true });
    await app.settle();

    const [message] = await messagesOf(await ticketOf('The barrier is stuck'));
    expect(message).toMatchObject({
      channel: 'api',
      from: { name: 'Terminal 7' },
      attachments: [{ name: 'bill.txt', type: 'text/plain', size: 5 }],
    });
  });

  it('fetches a file from where it is kept', async () => {
    const url = `${side.url}/map.json`;

    await bring(line, says('Here is the map', { files: [{ name: 'map.json', type: 'application/json', url }] }));
    await app.settle();

    const [message] = await messagesOf(await ticketOf('Here is the map'));
    expect(message!.attachments).toEqual([expect.objectContaining({ name: 'map.json', type: 'application/json' })]);
  });

  it('says what is wrong with an event, and stores nothing', async () => {
    const [{ count: before }] = await app.db.query<[{ count: string }]>('select count(*) from envelopes');

    const answered = await bring(line, { id: 'x', type: 'message', message: { from: { id: 'a' }, texts: 'typo' } });

    expect(answered.status).toBe(422);
    expect(answered.body.errors).toContainEqual(expect.objectContaining({ path: 'message.texts' }));
    const [{ count: after }] = await app.db.query<[{ count: string }]>('select count(*) from envelopes');
    expect(after).toBe(before);
  });

  it.each([
    ['changed by one byte', (other: Made) => [line, { tamper: true }, other] as const],
    ['signed with another line’s secret', (other: Made) => [line, { secret: other.secret }, other] as const],
    ['signed six minutes ago', (other: Made) => [line, { timestamp: String(Number(now()) - 360) }, other] as const],
    ['signed for in six minutes', (other: Made) => [line, { timestamp: String(Number(now()) + 360) }, other] as const],
    ['without a time', (other: Made) => [line, { timestamp: '' }, other] as const],
  ])('refuses what is %s', async (_, how) => {
    const [to, options] = how(await make('Another'));

    expect((await bring(to, says('Forged'), options)).status).toBe(403);
    await app.settle();

    expect(await app.db.query('select 1 from messages where text = $1', ['Forged'])).toHaveLength(0);
  });

  it('knows a replayed request by its event', async () => {
    const event = says('Said once');

    expect((await bring(line, event)).status).toBe(200);
    expect((await bring(line, event)).status).toBe(200);
    await app.settle();

    expect(await app.db.query('select 1 from messages where text = $1', ['Said once'])).toHaveLength(1);
  });

  it('posts an answer, signed, with a key of its own, and keeps the id that it is given', async () => {
    side.answer = { status: 200, body: { externalId: 'theirs-1' } };

    const { message, id } = await answer('Is anybody there?', 'A technician is on the way');

    expect(message.state).toBe('sent');
    expect(side.brought).toHaveLength(1);
    const { headers, raw, event } = side.brought[0]!;
    expect(headers['idempotency-key']).toBe(id);
    expect(prove(headers as Record<string, string>, Buffer.from(raw), [line.secret], Date.now())).toEqual({
      right: true,
    });
    expect(event).toMatchObject({
      id,
      type: 'message',
      message: {
        text: 'A technician is on the way',
        to: { id: expect.stringMatching(/^terminal-/) },
        from: { kind: 'agent' },
      },
    });
    for (const state of ['read', 'delivered']) {
      await bring(line, { id: newId(), type: 'receipt', receipt: { of: 'theirs-1', state } });
      await app.settle();
    }
    expect((await messagesOf(message.ticketId as string)).find((one) => one.id === id)!.state).toBe('read');
  });

  it('lets no other line speak of its messages', async () => {
    side.answer = { status: 200, body: { externalId: 'only-mine' } };
    const { id, ticketId } = await answer('Whose is it?', 'Yours');
    const other = await make('Nosy');

    await bring(other, { id: newId(), type: 'receipt', receipt: { of: 'only-mine', state: 'read' } });
    await bring(other, { id: newId(), type: 'unsend', unsend: { of: 'only-mine' } });
    await app.settle();

    expect((await messagesOf(ticketId)).find((one) => one.id === id)).toMatchObject({ state: 'sent', text: 'Yours' });
  });

  it('takes a 4xx for a no, and shows why', async () => {
    side.answer = { status: 422, body: { error: 'The terminal was taken down.' } };

    const { message } = await answer('Hello?', 'Hello');

    expect(message).toMatchObject({ state: 'failed', error: 'The terminal was taken down.' });
    expect(side.brought).toHaveLength(1);
  });

  it('comes again after a 5xx, with the same key', async () => {
    side.answer = { status: 503 };
    const { message, id } = await answer('Busy?', 'Not at all');
    expect(message.state).toBe('queued');

    const [failed] = await deliveries();
    expect(failed).toMatchObject({ messageId: id, outcome: 'later', status: 503 });
    side.answer = { status: 200, body: { externalId: 'late' } };
    const replayed = await admin.post(`/inboxes/${line.id}/api/deliveries/${String(failed!.id)}/replay`);

    expect(replayed.body).toMatchObject({ outcome: 'accepted', replay: true });
    expect(side.brought.map(({ headers }) => headers['idempotency-key'])).toEqual([id, id]);
    expect((await messagesOf(message.ticketId as string)).find((one) => one.id === id)!.state).toBe('sent');
  });

  it('waits as long as a 429 asks, and not in vain', async () => {
    side.answer = { status: 429, headers: { 'retry-after': '600' } };

    const { id } = await answer('Slowly', 'As you like');

    const [row] = await app.db.query<[{ send_at: Date; meta: { attempts: number } }]>(
      'select send_at, meta from messages where id = $1',
      [id],
    );
    expect(row.send_at.getTime()).toBeGreaterThan(Date.now() + 590_000);
    expect(row.meta.attempts).toBe(0);
  });

  it('keeps what was said before a correction, and hides what was taken back', async () => {
    const event = says('The barier is broken');
    await bring(line, event);
    await bring(line, { id: newId(), type: 'edit', edit: { of: event.message.id, text: 'The barrier is broken' } });
    await app.settle();
    const ticketId = await ticketOf('The barrier is broken');
    expect((await messagesOf(ticketId))[0]!.meta).toMatchObject({ edits: [{ text: 'The barier is broken' }] });

    await bring(line, { id: newId(), type: 'reaction', reaction: { of: event.message.id, mark: '👍' } });
    await app.settle();
    expect((await messagesOf(ticketId))[0]!.meta).toMatchObject({ reaction: '👍' });

    await bring(line, { id: newId(), type: 'unsend', unsend: { of: event.message.id } });
    await app.settle();
    const [hidden] = await messagesOf(ticketId);
    expect(hidden).toMatchObject({ text: '', meta: { unsent: true } });
    expect(JSON.stringify(hidden)).not.toContain('barier');
  });

  it('changes its secret without a gap', async () => {
    const own = await make('Rotating');
    const { body } = await admin.post<{ secret: string }>(`/inboxes/${own.id}/api/secret`);
    await app.settle();

    expect((await bring(own, says('by the new one'), { secret: body.secret })).status).toBe(200);
    expect((await bring(own, says('by the old one'))).status).toBe(200);
    expect((await admin.delete(`/inboxes/${own.id}/api/secret/previous`)).status).toBe(204);
    await app.settle();

    expect((await bring(own, says('by the old one again'))).status).toBe(403);
    expect((await bring(own, says('still by the new one'), { secret: body.secret })).status).toBe(200);
  });

  it('signs with both secrets while one replaces the other', () => {
    const body = Buffer.from('{}');
    const headers = signedHeaders(['new', 'old'], Date.now(), body);

    for (const secret of ['new', 'old']) expect(prove(headers, body, [secret], Date.now())).toEqual({ right: true });
    expect(prove(headers, body, ['other'], Date.now())).toEqual({ right: false });
  });

  it('checks in words', async () => {
    const check = async (id: string) =>
      (await admin.post<{ ok: boolean; steps: { name: string; ok: boolean; hint?: string }[] }>(`/inboxes/${id}/check`))
        .body;
    expect(await check(line.id)).toMatchObject({ ok: true });
    expect(side.brought[0]!.event.type).toBe('ping');

    side.answer = { status: 403 };
    expect((await check(line.id)).steps.find(({ name }) => name === 'reached')).toMatchObject({
      ok: false,
      hint: expect.stringContaining('secret'),
    });
    const inside = await make('Inside', { url: 'http://10.0.0.1/hook' });
    expect((await check(inside.id)).ok).toBe(false);
  });

  it('sends itself a test by the real way in', async () => {
    const text = 'Only a test';
    expect((await admin.post(`/inboxes/${line.id}/test`, { text })).status).toBe(202);
    await app.settle();

    expect(await ticketOf(text)).toBeTruthy();
  });

  it('is described by what it checks', async () => {
    const { body } = await app.anyone.get<Record<string, unknown>>('/channels/api/openapi.json');

    expect(body).toMatchObject({ openapi: '3.1.0', paths: { '/hooks/api/{inbox}': expect.anything() } });
    expect(Object.keys(body.webhooks as object)).toEqual(['message', 'ping']);
  });

  it('shows deliveries and makes secrets only for those who manage lines, and only of its kind', async () => {
    const somebody = await agent(app);
    const mail = await admin.post<Made & Record<string, unknown>>('/inboxes', {
      channel: 'email',
      name: 'Mail',
      address: 'a@desk.example',
    });

    expect((await somebody.get(`/inboxes/${line.id}/api/deliveries`)).status).toBe(403);
    expect((await somebody.post(`/inboxes/${line.id}/api/secret`)).status).toBe(403);
    expect((await admin.get(`/inboxes/${mail.body.id}/api/deliveries`)).status).toBe(404);
    expect((await admin.post(`/inboxes/${mail.body.id}/api/secret`)).status).toBe(404);
  });
});
