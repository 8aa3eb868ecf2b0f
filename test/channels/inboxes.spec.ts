import { createHmac } from 'node:crypto';
import { ChannelRegistry } from '../../src/channels/registry.js';
import { TestApp } from '../harness/app.js';
import { signIn, type Person } from '../harness/people.js';
import { JsonChannel, says } from './json-channel.js';

describe('an inbox', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.boot();
    app.get(ChannelRegistry).add(new JsonChannel('letters'));
    admin = await signIn(app, 'administrator');
  });
  afterAll(() => app.close());

  const make = (more: object = {}) =>
    admin.post('/inboxes', { channel: 'letters', name: 'Letters', settings: { key: 'first-key' }, ...more });

  it('never shows its secrets again, only that they are set', async () => {
    const made = await make();

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      channel: 'letters',
      settings: { greeting: 'hello' },
      secretsSet: ['key'],
      state: 'active',
      version: 1,
    });
    expect(JSON.stringify((await admin.get('/inboxes')).body)).not.toContain('first-key');
    const [row] = await app.db.query('select settings, secrets from inboxes where id = $1', [made.body.id]);
    expect(JSON.stringify(row)).not.toContain('first-key');
  });

  it('refuses settings that its channel does not know, by name', async () => {
    const answer = await make({ settings: { greeting: 'x'.repeat(51), colour: 'red' } });

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'settings.greeting' }),
        expect.objectContaining({ path: 'settings.colour' }),
      ]),
    );
  });

  it('has an address that no other inbox of the channel has', async () => {
    await make({ address: 'help@desk.example' });

    expect(await make({ address: 'help@desk.example' })).toMatchObject({
      status: 409,
      body: { code: 'address_taken' },
    });
  });

  it('is changed only by who has seen its present version', async () => {
    const { body } = await make();

    const first = await admin.patch(`/inboxes/${body.id}`, { version: 1, name: 'Post' });
    const second = await admin.patch(`/inboxes/${body.id}`, { version: 1, name: 'Mail' });

    expect(first.body).toMatchObject({ name: 'Post', version: 2, secretsSet: ['key'] });
    expect(second).toMatchObject({ status: 409, body: { code: 'stale_version', currentVersion: 2 } });
  });

  it('forgets a secret that was emptied, and keeps one that was left out', async () => {
    const { body } = await make();

    const kept = await admin.patch(`/inboxes/${body.id}`, { version: 1, settings: { greeting: 'hi' } });
    const gone = await admin.patch(`/inboxes/${body.id}`, { version: 2, settings: { key: '' } });

    expect(kept.body.secretsSet).toEqual(['key']);
    expect(gone.body.secretsSet).toEqual([]);
  });

  it('is not an agent’s to make or change, but to see', async () => {
    const agent = await signIn(app, 'agent');

    expect((await agent.post('/inboxes', { channel: 'letters', name: 'Mine' })).status).toBe(403);
    expect((await agent.get('/inboxes')).status).toBe(200);
  });

  describe('with a webhook', () => {
    const body = JSON.stringify([says('ana@loja.example', 'by hook')]);
    const signed = (key: string) => ({ 'X-Signature': createHmac('sha256', key).update(body).digest('hex') });

    it('takes what is signed on the raw bytes, once', async () => {
      const { body: inbox } = await make();
      const hook = `//hooks/letters/${String(inbox.id)}`;

      const first = await app.anyone.with(signed('first-key')).send('POST', hook, body);
      const again = await app.anyone.with(signed('first-key')).send('POST', hook, body);
      await app.settle();

      expect([first.status, again.status]).toEqual([200, 200]);
      const rows = await app.db.query('select state from envelopes where inbox_id = $1', [inbox.id]);
      expect(rows).toEqual([{ state: 'processed' }]);
    });

    it('answers 403 to a wrong signature and stores nothing but a count', async () => {
      const { body: inbox } = await make();

      const forged = await app.anyone.with(signed('k2')).send('POST', `//hooks/letters/${String(inbox.id)}`, body);

      expect(forged).toMatchObject({ status: 403, body: { code: 'wrong_signature' } });
      expect(await app.db.query('select 1 from envelopes where inbox_id = $1', [inbox.id])).toEqual([]);
      expect((await app.anyone.get<string>('//metrics')).body).toContain(
        'frontdesk_webhook_refused_total{channel="letters"} 1',
      );
    });

    it('does not exist for an inbox that does not, or is paused', async () => {
      const { body: inbox } = await make();
      await admin.patch(`/inboxes/${inbox.id}`, { version: 1, state: 'paused' });

      expect(
        (await app.anyone.with(signed('first-key')).send('POST', `//hooks/letters/${String(inbox.id)}`, body)).status,
      ).toBe(404);
      expect((await app.anyone.send('POST', '//hooks/letters/not-an-id', body)).status).toBe(404);
    });
  });
});
