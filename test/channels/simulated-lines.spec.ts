import { TestApp } from '../harness/app.js';
import { administrator, type Person } from '../harness/people.js';

/** Without an account and without a network: both ways, from the line's own page. */
describe('a line that is only tried', () => {
  let app: TestApp;
  let admin: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
  });
  afterAll(() => app?.close());

  it.each([
    ['messenger', { simulated: true }, undefined],
    ['instagram', { simulated: true }, undefined],
    ['telegram', { simulated: true }, undefined],
    ['whatsapp', { provider: 'twilio', account: 'simulated' }, '+551130000001'],
  ])('on %s takes a test as it takes a customer, and answers it', async (channel, settings, address) => {
    const line = await admin.post<{ id: string }>('/inboxes', { channel, name: channel, address, settings });
    expect(line.status).toBe(201);
    const check = await admin.post<{ ok: boolean; steps: { words?: { code: string } }[] }>(
      `/inboxes/${line.body.id}/check`,
    );
    expect(check.body).toMatchObject({ ok: true, steps: [{ words: { code: 'simulated' } }] });

    const text = `Hello by ${channel}`;
    expect((await admin.post(`/inboxes/${line.body.id}/test`, { text, name: 'Rosa Lima' })).status).toBe(202);
    await app.settle();
    const [said] = await app.db.query<{ ticket_id: string; name: string }[]>(
      `select m.ticket_id, k.name from messages m join conversations c on c.id = m.conversation_id
       join contacts k on k.id = c.contact_id where m.text = $1`,
      [text],
    );
    expect(said!.name).toBe('Rosa Lima');

    const reply = { kind: 'reply', text: `Answered by ${channel}` };
    expect((await admin.post(`/tickets/${said!.ticket_id}/messages`, reply)).status).toBe(201);
    await app.settle();
    const [answer] = await app.db.query<{ state: string; error: string | null }[]>(
      'select state, error from messages where text = $1',
      [reply.text],
    );
    expect(['sent', 'delivered', 'read']).toContain(answer!.state);
  });
});
