import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { MailLab, type TicketRow } from './mail-lab.js';

interface Taken {
  from: string;
  to: string[];
  raw: string;
}

/** A customer's mail server, which can be told to misbehave. */
class CustomerServer {
  readonly taken: Taken[] = [];
  behave: {
    recipient?: (address: string) => Error | null;
    data?: (done: (error?: Error | null) => void, session: SMTPServerSession) => void;
  } = {};
  readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      done(auth.password === 'right' ? null : Object.assign(new Error('no'), { responseCode: 535 }), { user: 'x' }),
    onRcptTo: (address, _session, done) => done(this.behave.recipient?.(address.address) ?? null),
    onData: (stream, session, done) => {
      let raw = '';
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString()));
      stream.on('end', () => {
        const misbehave = this.behave.data;
        if (misbehave) return misbehave(done as never, session);
        this.taken.push({
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to: session.envelope.rcptTo.map((r) => r.address),
          raw,
        });
        done();
      });
    },
  });

  async start(): Promise<number> {
    this.server.on('error', () => undefined);
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.server.server.address() as AddressInfo).port;
  }

  /** All connections are cut, without a word. */
  cut(): void {
    for (const connection of this.server.connections)
      (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
  }
}

const server = new CustomerServer();
let lab: MailLab;
let ticket: TicketRow;

beforeAll(async () => {
  lab = await MailLab.open();
  const smtpPort = await server.start();
  await lab.inbox('support@desk.example', {
    smtpHost: '127.0.0.1',
    smtpPort,
    smtpSecurity: 'none',
    smtpUser: 'x',
    smtpPassword: 'right',
    fromName: 'Desk',
    signature: 'The team',
  });
  await lab.deliver({
    from: 'Ana <ana@customer.example>',
    subject: 'Help',
    text: 'It broke',
    messageId: '<help@customer.example>',
  });
  ticket = (await lab.tickets())[0]!;
});
afterAll(async () => {
  await lab.close();
  await new Promise<void>((done) => server.server.close(done));
});
beforeEach(() => {
  server.behave = {};
});

async function reply(more: Record<string, unknown> = {}) {
  const made = await lab.admin.post<{ id: string }>(`/tickets/${ticket.id}/messages`, {
    kind: 'reply',
    text: 'We look at it',
    ...more,
  });
  expect(made.status).toBe(201);
  await lab.sendNow();
  return (await lab.messages(ticket)).find((message) => message.id === made.body.id)!;
}

const refuse = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

it('sends what the agent wrote, with the headers that keep it together', async () => {
  const sent = await reply({ html: '<p>We <b>look</b> at it<script>x</script></p>', cc: ['boss@customer.example'] });
  expect(sent.state).toBe('sent');
  const [taken] = server.taken;
  expect(taken!.to.sort()).toEqual(['ana@customer.example', 'boss@customer.example']);
  expect(taken!.from).toMatch(/^support\+b\.[a-z2-7]{26}\.[a-z2-7]{16}@desk\.example$/);
  const mail = await simpleParser(taken!.raw);
  expect(mail.messageId).toMatch(/^<conv\.[0-9a-f-]{36}\.2@desk\.example>$/);
  expect(mail.inReplyTo).toBe('<help@customer.example>');
  expect(mail.from!.value[0]).toMatchObject({
    address: 'support@desk.example',
    name: expect.stringContaining('(Desk)'),
  });
  expect(mail.html).toContain('<b>look</b>');
  expect(mail.html).not.toContain('script');
  expect(mail.text).toContain('-- \nThe team');
  expect(mail.headers.has('auto-submitted')).toBe(false);
  // A newcomer in Cc has not seen the earlier messages.
  expect(mail.text).not.toContain('It broke');
});

it('fails for good where the address does not exist, and marks it', async () => {
  server.behave.recipient = () => refuse(550, '5.1.1 User unknown');
  const failed = await reply();
  expect(failed).toMatchObject({ state: 'failed', error: expect.stringContaining('5.1.1') });
});

it('waits and tries again where it was asked to', async () => {
  server.behave.recipient = () => refuse(451, '4.7.1 Greylisted');
  const waiting = await reply();
  expect(waiting).toMatchObject({ state: 'queued', error: expect.stringContaining('Greylisted') });
  server.behave = {};
  const before = server.taken.length;
  await lab.sendNow();
  expect(server.taken.length).toBe(before + 1);
});

it('tries again where the data were refused', async () => {
  server.behave.data = (done) => done(refuse(452, '4.3.1 Full'));
  expect((await reply()).state).toBe('queued');
  server.behave = {};
  await lab.sendNow();
});

it('does not repeat what may have been accepted', async () => {
  server.behave.data = () => server.cut();
  const before = server.taken.length;
  const unknown = await reply();
  expect(unknown.state).toBe('unknown');
  server.behave = {};
  await lab.sendNow();
  expect(server.taken.length).toBe(before);
});

it('fails only for those who refused, and says who and why', async () => {
  server.behave.recipient = (address) => (address.startsWith('boss') ? refuse(550, '5.1.1 No boss here') : null);
  const sent = await reply({ cc: ['boss@customer.example'] });
  expect(sent).toMatchObject({ state: 'sent', error: expect.stringContaining('boss@customer.example: ') });
  expect(sent.outcomes).toEqual([
    { address: 'ana@customer.example', state: 'accepted' },
    {
      address: 'boss@customer.example',
      state: 'rejected',
      reason: expect.stringContaining('No boss here'),
      undeliverable: true,
    },
  ]);
  expect(server.taken.at(-1)!.to).toEqual(['ana@customer.example']);
});

it('tries those again who asked for it, and nobody else twice', async () => {
  server.behave.recipient = (address) => (address.startsWith('slow') ? refuse(451, '4.7.1 Greylisted') : null);
  const waiting = await reply({ cc: ['slow@customer.example'] });
  expect(waiting).toMatchObject({ state: 'queued', error: expect.stringContaining('slow@customer.example') });
  expect(server.taken.at(-1)!.to).toEqual(['ana@customer.example']);
  const cancelled = await lab.admin.post(`/messages/${waiting.id}/cancel`);
  expect(cancelled.status).toBe(409);

  server.behave = {};
  await lab.sendNow();

  const sent = (await lab.messages(ticket)).find((message) => message.id === waiting.id)!;
  expect(server.taken.at(-1)!.to).toEqual(['slow@customer.example']);
  expect(await simpleParser(server.taken.at(-1)!.raw).then((mail) => mail.to)).toMatchObject({
    text: expect.stringContaining('ana@customer.example'),
  });
  expect(sent.state).toBe('sent');
  expect(sent.error).toBeNull();
  expect(sent.outcomes).toHaveLength(2);
});

it('keeps what others have from failing when one recipient bounces later', async () => {
  const sent = await reply({ cc: ['boss@customer.example'] });
  const bounceTo = server.taken.at(-1)!.from;
  const report = (recipient: string) =>
    `From: MAILER-DAEMON@mx.example\r\nTo: ${bounceTo}\r\nSubject: failed\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: 5.2.2\r\n--b--\r\n`;
  const now = async () => (await lab.messages(ticket)).find((message) => message.id === sent.id)!;

  await lab.deliver({ envelope: { from: '', to: bounceTo }, raw: report('boss@customer.example') } as never);
  expect(await now()).toMatchObject({ state: 'sent', error: expect.stringContaining('boss@customer.example') });

  await lab.deliver({ envelope: { from: '', to: bounceTo }, raw: report('ana@customer.example') } as never);
  expect((await now()).state).toBe('failed');
});

it('matches a bounce to what bounced, and opens no ticket for it', async () => {
  const sent = await reply();
  const bounceTo = server.taken.at(-1)!.from;
  const before = (await lab.tickets()).length;
  await lab.deliver({
    envelope: { from: '', to: bounceTo },
    raw: `From: MAILER-DAEMON@mx.example\r\nTo: ${bounceTo}\r\nSubject: failed\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; ana@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n`,
  } as never);
  expect((await lab.tickets()).length).toBe(before);
  expect((await lab.messages(ticket)).find((message) => message.id === sent.id)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('5.1.1'),
  });
});

it('tells in a check what is wrong with the sign-in', async () => {
  const port = (server.server.server.address() as AddressInfo).port;
  const inbox = await lab.inbox('other@desk.example', {
    smtpHost: '127.0.0.1',
    smtpPort: port,
    smtpSecurity: 'none',
    smtpUser: 'x',
    smtpPassword: 'wrong',
  });
  const { body } = await lab.admin.post<{ ok: boolean; steps: { name: string; ok: boolean; hint?: string }[] }>(
    `/inboxes/${inbox.id}/check`,
  );
  expect(body.steps.find((step) => step.name === 'sending')).toMatchObject({
    ok: false,
    hint: expect.stringContaining('password'),
    words: { code: 'mail-login', values: { why: expect.any(String) } },
  });
});

it('never falls back to clear text', async () => {
  const port = (server.server.server.address() as AddressInfo).port;
  const inbox = await lab.inbox('strict@desk.example', {
    smtpHost: '127.0.0.1',
    smtpPort: port,
    smtpSecurity: 'starttls',
    smtpUser: 'x',
    smtpPassword: 'right',
  });
  const { body } = await lab.admin.post<{ steps: { name: string; ok: boolean }[] }>(`/inboxes/${inbox.id}/check`);
  expect(body.steps.find((step) => step.name === 'sending')!.ok).toBe(false);
});
