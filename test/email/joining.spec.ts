import { MailLab, type TicketRow } from './mail-lab.js';

const AUTHSERV = 'mx.desk.example';
const FORGED = { 'Authentication-Results': `${AUTHSERV}; dkim=fail; dmarc=fail` };

let lab: MailLab;
let victim: TicketRow;
let token: string;

beforeAll(async () => {
  lab = await MailLab.open();
  await lab.inbox('support@desk.example', { trustedAuthserv: AUTHSERV });
  await lab.deliver({
    from: 'ana@customer.example',
    subject: 'Contract',
    text: 'Confidential',
    messageId: '<contract@customer.example>',
  });
  victim = (await lab.tickets())[0]!;
  await lab.admin.post(`/tickets/${victim.id}/messages`, { kind: 'reply', text: 'Here it is' });
  await lab.sendNow();
  const [sent] = await lab.outbox();
  const whole = await lab.admin.get<{ headers: { name: string; value: string }[] }>(`/mail/outbox/${sent!.id}`);
  token = whole.body.headers.find((header) => header.name === 'reply-to')!.value;
});
afterAll(() => lab.close());

/** How many messages the victim's ticket has after the mail, and what became of it. */
async function after(mail: Parameters<MailLab['deliver']>[0]): Promise<{ joined: boolean; newTicket: boolean }> {
  const [messages, tickets] = [(await lab.messages(victim)).length, (await lab.tickets()).length];
  await lab.deliver({ subject: 'x', text: `unique ${Math.random()}`, ...mail });
  return { joined: (await lab.messages(victim)).length > messages, newTicket: (await lab.tickets()).length > tickets };
}
const JOINS = { joined: true, newTicket: false };
const APART = { joined: false, newTicket: true };

it('joins by what the mail answers', async () => {
  expect(await after({ from: 'ana@customer.example', inReplyTo: '<contract@customer.example>' })).toEqual(JOINS);
});

it('joins by the references alone, also where a colleague answers', async () => {
  expect(
    await after({ from: 'colleague@customer.example', references: '<unknown@x.example> <contract@customer.example>' }),
  ).toEqual(JOINS);
});

it('joins by the number, from who takes part', async () => {
  expect(await after({ from: 'ana@customer.example', subject: `About [#${victim.number}]` })).toEqual(JOINS);
});

it('does not join by the number from a stranger', async () => {
  expect(await after({ from: 'stranger@evil.example', subject: `About [#${victim.number}]` })).toEqual(APART);
});

it('does not join by the same words', async () => {
  expect(await after({ from: 'ana@customer.example', subject: 'Re: Contract' })).toEqual(APART);
});

it.each([
  ['the number', { subject: 'NUMBER' }],
  ['the references', { inReplyTo: '<contract@customer.example>' }],
])('does not join by %s where the name is forged', async (_, mail) => {
  const subject = 'subject' in mail ? `About [#${victim.number}]` : 'x';
  expect(await after({ from: 'ana@customer.example', headers: FORGED, ...mail, subject })).toEqual(APART);
});

it('joins by the token, which only who got our mail can know', async () => {
  expect(await after({ from: 'ana@elsewhere.example', to: token })).toEqual(JOINS);
});

it('does not believe a token that somebody made up', async () => {
  const made = token.replace(/\.([a-z2-7]{16})@/, (_, mac: string) => `.${[...mac].reverse().join('')}@`);
  expect(await after({ from: 'stranger@evil.example', to: made })).toEqual(APART);
});

it('ignores results that a stranger wrote into the mail', async () => {
  const headers = { 'Authentication-Results': 'mx.evil.example; dmarc=pass' };
  expect(await after({ from: 'stranger@evil.example', subject: `[#${victim.number}]`, headers })).toEqual(APART);
});

it('marks a changed subject', async () => {
  await lab.deliver({
    from: 'ana@customer.example',
    subject: 'Holiday plans',
    inReplyTo: '<contract@customer.example>',
    text: 'something else',
  });
  const { id } = (await lab.messages(victim)).at(-1)!;
  const [row] = await lab.app.db.query<{ meta: Record<string, unknown> }[]>('select meta from messages where id = $1', [
    id,
  ]);
  expect(row!.meta).toMatchObject({ subjectChanged: true });
});

it('never takes one of our own addresses for a customer', async () => {
  expect(await after({ from: 'support@desk.example' })).toEqual({ joined: false, newTicket: false });
});
