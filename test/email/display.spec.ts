import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { signIn } from '../harness/people.js';
import { MailLab, type MessageRow } from './mail-lab.js';

let lab: MailLab;
let message: MessageRow;
const raw = readFileSync('test/fixtures/mail/inline-image.eml');

beforeAll(async () => {
  lab = await MailLab.open();
  await lab.inbox();
  const transport = createTransport({ host: '127.0.0.1', port: lab.port, ignoreTLS: true });
  await transport.sendMail({ envelope: { from: 'ana@customer.example', to: 'support@desk.example' }, raw });
  transport.close();
  await lab.app.settle();
  const [ticket] = await lab.tickets();
  message = (await lab.messages(ticket!))[0]!;
});
afterAll(() => lab.close());

it('shows a mail as a document that can do nothing', async () => {
  const shown = await lab.admin.get<string>(`/messages/${message.id}/html`);
  expect(shown.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-popups/);
  expect(shown.headers.get('content-type')).toContain('text/html');
  expect(shown.body).toContain('src="data:image/png;base64,');
  expect(shown.body).not.toContain('tracker.example');
  expect(shown.headers.get('x-blocked-pictures')).toBe('1');
});

it('gives the original byte for byte', async () => {
  const original = await lab.admin.get<string>(`/messages/${message.id}/raw`);
  expect(original.headers.get('content-disposition')).toContain('attachment');
  expect(original.body).toBe(raw.toString());
});

it('looks like nothing at all to who may not see the ticket', async () => {
  const stranger = await signIn(lab.app, 'technician');
  for (const what of ['html', 'raw']) {
    expect([403, 404]).toContain((await stranger.get(`/messages/${message.id}/${what}`)).status);
    expect((await lab.app.anyone.get(`/messages/${message.id}/${what}`)).status).toBe(401);
    expect((await lab.admin.get(`/messages/0193a1b2-0000-7000-8000-000000000001/${what}`)).status).toBe(404);
  }
});
