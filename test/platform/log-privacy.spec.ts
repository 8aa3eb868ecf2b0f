import { Writable } from 'node:stream';
import { Logs } from '../../src/platform/telemetry/logs.js';
import { TestApp } from '../harness/app.js';
import { administrator } from '../harness/people.js';

describe('what the running desk logs', () => {
  let app: TestApp;
  let text = '';
  beforeAll(async () => {
    app = await TestApp.boot();
    Logs.setLevel('debug', new Writable({ write: (line, _, done) => ((text += String(line)), done()) }));
  });
  afterAll(async () => {
    Logs.setLevel('silent');
    await app.close();
  });

  it('names nobody and repeats nothing that was said, also where things go wrong', async () => {
    const admin = await administrator(app);
    const { body: inbox } = await admin.post('/inboxes', {
      channel: 'email',
      name: 'Support',
      address: 'support@desk.example',
      settings: { smtpHost: '127.0.0.1', smtpPort: 1, smtpUser: 'mailuser-77', smtpPassword: 'mailsecret-77' },
    });
    await admin.post(`/inboxes/${String(inbox.id)}/test`, {
      name: 'Marília Quixote',
      address: 'marilia.quixote@customer.example',
      subject: 'Vanishing invoices',
      text: 'My card number is none of your business',
    });
    await app.settle();
    await app.anyone.post('/session', { email: 'somebody.else@desk.example', password: 'guessed-password-9' });
    await admin.post('/companies', { name: 'x\u0000y', notes: 'Quixote & Sons' });
    await admin.get(`/inboxes/${String(inbox.id)}`);

    expect(await app.db.query(`select 1 from messages where text like 'My card%'`)).toHaveLength(1);
    for (const secret of [
      'Quixote',
      'quixote',
      'card number',
      'Vanishing',
      'mailsecret',
      'guessed-password',
      'somebody.else',
    ])
      expect(text).not.toContain(secret);
  });

  it('finds a failure by the correlation id of its answer', async () => {
    text = '';
    const admin = await administrator(app);
    await app.db.query('alter table companies rename to companies_away');
    const answer = await admin.get('/companies');
    await app.db.query('alter table companies_away rename to companies');

    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('companies');
    expect(text).toContain(answer.headers.get('x-correlation-id'));
  });
});
