import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMail } from '../mime/read-mail.js';

const read = (name: string, sender: string | null = 'ana@customer.example') =>
  readMail(readFileSync(join(process.cwd(), 'test/fixtures/mail', `${name}.eml`)), sender);
const written = (headers: string, sender: string | null = 'ana@customer.example') =>
  readMail(Buffer.from(`From: ana@customer.example\r\nSubject: x\r\n${headers}\r\n\r\nbody`), sender);

it.each([
  ['Auto-Submitted: auto-replied', 'auto-submitted'],
  ['Auto-Submitted: auto-generated (rejected)', 'auto-submitted'],
  ['Auto-Submitted: no', null],
  ['Auto-Submitted: no; owner=x', null],
  ['Precedence: bulk', 'bulk'],
  ['Precedence: first-class', null],
  ['List-Id: <x.example>', 'list'],
  ['X-Autoreply: yes', 'auto-reply'],
  ['X-Auto-Response-Suppress: All', null],
  ['X-Priority: 1', null],
])('%s means %s', async (header, reason) => {
  expect((await written(header)).automatic).toBe(reason);
});

it.each([
  ['out-of-office', 'auto-submitted'],
  ['newsletter', 'list'],
  ['exchange-suppress', null],
  ['bounce', 'bounce'],
])('the mail %s is %s', async (name, reason) => {
  expect((await read(name)).automatic).toBe(reason);
});

it('takes the null sender as a machine', async () => {
  expect((await written('X-A: b', '')).automatic).toBe('null-sender');
});

it('answers no machine, and nobody who asked not to be answered', async () => {
  expect((await written('X-A: b')).mayAcknowledge).toBe(true);
  expect((await written('X-Auto-Response-Suppress: OOF, AutoReply')).mayAcknowledge).toBe(false);
  expect((await written('X-Auto-Response-Suppress: DR, RN')).mayAcknowledge).toBe(true);
  expect((await written('Precedence: list')).mayAcknowledge).toBe(false);
});

it.each(['bounce', 'bounce-headers-only', 'bounce-qmail'])('finds in %s what came back and why', async (name) => {
  expect((await read(name, '')).bounce).toMatchObject({
    recipient: expect.stringMatching(/^gone@/),
    action: 'failed',
    status: '5.1.1',
    undeliverable: true,
    originalId: 'conv.0193a1b2-0000-7000-8000-000000000001.2@desk.example',
  });
});
