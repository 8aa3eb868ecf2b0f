import { simpleParser } from 'mailparser';
import { MailLab } from './mail-lab.js';

let lab: MailLab;
beforeAll(async () => {
  lab = await MailLab.open();
  await lab.inbox('support@desk.example', { acknowledge: true, language: 'pt-BR' });
  await lab.inbox('quiet@desk.example');
});
afterAll(() => lab.close());

const acknowledgedTo = async (address: string): Promise<number> => {
  await lab.sendNow();
  return (await lab.outbox()).filter((mail) => mail.to.includes(address)).length;
};

it('answers a new request at once, marked as automatic', async () => {
  await lab.deliver({ from: 'Ana <ana@customer.example>', subject: 'Impressora', text: 'Parou' });
  expect(await acknowledgedTo('ana@customer.example')).toBe(1);
  const [ticket] = await lab.tickets();
  expect(ticket!.status.category).toBe('new');
  const [kept] = await lab.outbox();
  const mail = await simpleParser((await lab.admin.get<{ raw: string }>(`/mail/outbox/${kept!.id}`)).body.raw);
  expect(mail.headers.get('auto-submitted')).toBe('auto-replied');
  expect(mail.headers.get('x-auto-response-suppress')).toBe('All');
  expect(mail.text).toContain(`com o número ${ticket!.number}`);
});

it('answers the same sender once a day', async () => {
  await lab.deliver({ from: 'ANA@customer.example', subject: 'Outra', text: 'x' });
  expect(await acknowledgedTo('ana@customer.example')).toBe(1);
});

it('answers two first mails at once only once', async () => {
  await Promise.all(
    ['one', 'two', 'three'].map((subject) => lab.deliver({ from: 'bob@customer.example', subject, text: 'x' })),
  );
  expect(await acknowledgedTo('bob@customer.example')).toBe(1);
});

it.each([
  ['a machine', { headers: { 'Auto-Submitted': 'auto-replied' } }],
  ['a list', { headers: { 'List-Id': '<x.example>' } }],
  ['the null sender', { envelope: { from: '', to: 'support@desk.example' } }],
  ['who asked for no answer', { headers: { 'X-Auto-Response-Suppress': 'All' } }],
  ['a line that is not set to', { to: 'quiet@desk.example' }],
])('does not answer %s', async (name, more) => {
  const from = `${name.replaceAll(' ', '-')}@silent.example`;
  await lab.deliver({ from, subject: 'x', text: 'x', ...more });
  expect(await acknowledgedTo(from)).toBe(0);
});

it('ends a loop with another desk after one round', async () => {
  for (let round = 0; round < 3; round += 1) {
    await lab.deliver({
      from: 'desk@other.example',
      subject: `Ticket received ${round}`,
      text: 'We received your message',
    });
  }
  expect(await acknowledgedTo('desk@other.example')).toBe(1);
});
