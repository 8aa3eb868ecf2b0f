import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { MailLab } from './mail-lab.js';

let lab: MailLab;
beforeAll(async () => {
  lab = await MailLab.open({ MAX_MAIL_MB: '1' });
  await lab.inbox('support@desk.example');
  await lab.inbox('sales@desk.example');
});
afterAll(() => lab.close());

const mail = (id: string, more = ''): string =>
  `From: Ana <ana@customer.example>\r\nTo: support@desk.example\r\nSubject: ${id}\r\nMessage-ID: <${id}@customer.example>\r\n${more}\r\nHello\r\n`;

async function send(
  raw: string | Buffer,
  to: string | string[] = 'support@desk.example',
  from = 'ana@customer.example',
): Promise<unknown> {
  const transport = createTransport({ host: '127.0.0.1', port: lab.port, ignoreTLS: true });
  try {
    return await transport.sendMail({ envelope: { from, to }, raw });
  } finally {
    transport.close();
  }
}

/** Says the lines one after another, and tells the answers. */
async function talk(lines: string[], together = false): Promise<string[]> {
  const socket = connect({ host: '127.0.0.1', port: lab.port });
  const answers: string[] = [];
  let rest = '';
  const next = (): Promise<void> =>
    new Promise(
      (done, fail) => (
        socket.once('data', () => setImmediate(done)),
        socket.once('close', () => fail(new Error('closed')))
      ),
    );
  socket.on('data', (data) => {
    rest += String(data);
    const all = rest.split('\r\n');
    rest = all.pop()!;
    answers.push(...all.filter((line) => /^\d{3} /.test(line)));
  });
  await next();
  if (together) socket.write(`${lines.join('\r\n')}\r\n`);
  for (const line of together ? [] : lines) {
    const before = answers.length;
    socket.write(`${line}\r\n`);
    while (answers.length === before) await next();
  }
  while (answers.length < lines.length + 1) await next();
  socket.destroy();
  return answers;
}

describe('the mail receiver', () => {
  it('refuses at RCPT what is not ours, and takes a signed token and any suffix', async () => {
    const answers = await talk([
      'EHLO customer.example',
      'MAIL FROM:<ana@customer.example>',
      'RCPT TO:<nobody@desk.example>',
      'RCPT TO:<support@elsewhere.example>',
      'RCPT TO:<SUPPORT+anything@Desk.Example>',
      'RCPT TO:<whoever+c.aaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb@desk.example>',
      'QUIT',
    ]);
    expect(answers.map((line) => line.slice(0, 3))).toEqual(['220', '250', '250', '550', '550', '250', '550', '221']);
  });

  it('speaks the extensions that mail servers expect', async () => {
    const socket = connect({ host: '127.0.0.1', port: lab.port });
    let text = '';
    socket.on('data', (data) => (text += String(data)));
    await new Promise((done) => socket.once('data', done));
    socket.write('EHLO x\r\n');
    await new Promise((done) => socket.once('data', done));
    socket.destroy();
    for (const extension of ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'STARTTLS', `SIZE ${1024 * 1024}`])
      expect(text).toContain(extension);
    expect(text).not.toContain('AUTH');
  });

  it('takes commands that come all at once', async () => {
    const answers = await talk(
      ['EHLO x', 'MAIL FROM:<a@customer.example>', 'RCPT TO:<support@desk.example>', 'RSET', 'QUIT'],
      true,
    );
    expect(answers.map((line) => line.slice(0, 3))).toEqual(['220', '250', '250', '250', '250', '221']);
  });

  it('encrypts with a certificate of its own', async () => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: lab.port,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
    });
    await transport.sendMail({
      from: 'ana@customer.example',
      to: 'support@desk.example',
      subject: 'encrypted',
      text: 'x',
    });
    transport.close();
  });

  it('knows a repeat by its bytes, and another mail with the same Message-ID as another', async () => {
    const before = await lab.summary();
    await send(mail('repeat'));
    await send(mail('repeat'));
    await send(mail('repeat').replace('Hello', 'Something else'));
    await lab.app.settle();
    const after = await lab.summary();
    expect(after.total! - before.total!).toBe(2);
    const titled = (await lab.tickets()).filter((ticket) => ticket.subject === 'repeat');
    expect(titled.length).toBeGreaterThan(0);
  });

  it('gives a mail to two of our inboxes to both', async () => {
    const before = await lab.summary();
    await send(mail('both'), ['support@desk.example', 'sales@desk.example']);
    await lab.app.settle();
    expect((await lab.summary()).total! - before.total!).toBe(2);
  });

  it('refuses what is too large, before and after it was sent', async () => {
    await expect(send(mail('large') + 'x'.repeat(2_000_000))).rejects.toMatchObject({ responseCode: 552 });
  });

  it('brings everything to an end, also what it cannot read', async () => {
    await send(Buffer.from([0, 1, 2, 255, 254, 13, 10]));
    await send('');
    await send(mail('x', 'Content-Type: multipart/mixed; boundary=\r\n'));
    await lab.app.settle();
    const { received, processed, ignored, quarantined, total } = await lab.summary();
    expect(received).toBe(0);
    expect(processed! + ignored! + quarantined!).toBe(total);
  });

  it('is part of the health of the process', async () => {
    const ready = await lab.app.anyone.get<Record<string, unknown>>('//health/ready');
    expect(JSON.stringify(ready.body)).toContain('mail receiver');
  });
});

describe('the webhook', () => {
  it('takes a raw mail with the secret or a signature of it, once', async () => {
    const inbox = await lab.inbox('hook@desk.example');
    const raw = mail('hook');
    const before = await lab.summary();
    const path = `//hooks/mail/${inbox.id}`;
    const call = (headers: Record<string, string>) =>
      lab.app.anyone.with({ 'Content-Type': 'message/rfc822', ...headers }).post(path, Buffer.from(raw));
    expect((await call({ Authorization: `Bearer ${inbox.hookSecret}` })).status).toBe(200);
    const { createHmac } = await import('node:crypto');
    const signature = createHmac('sha256', inbox.hookSecret!).update(raw).digest('hex');
    expect((await call({ 'X-Frontdesk-Signature': `sha256=${signature}` })).status).toBe(200);
    expect((await call({ Authorization: 'Bearer wrong' })).status).toBe(403);
    expect((await call({ 'X-Frontdesk-Signature': `sha256=${'0'.repeat(64)}` })).status).toBe(403);
    expect((await call({})).status).toBe(403);
    await lab.app.settle();
    expect((await lab.summary()).total! - before.total!).toBe(1);
  });
});

describe('checking and trying an inbox', () => {
  it('tries the receiver for real', async () => {
    const inbox = await lab.inbox('checked@desk.example');
    const { body } = await lab.admin.post<{
      ok: boolean;
      steps: { name: string; ok: boolean; unchecked?: boolean; words?: { code: string } }[];
    }>(`/inboxes/${inbox.id}/check`);
    expect(body.steps.filter(({ words }) => !words)).toEqual([]);
    // Nothing is wrong with a line that has no server for sending, but nobody should take it for one that sends.
    expect(body.steps.find(({ name }) => name === 'sending')).toMatchObject({
      unchecked: true,
      words: { code: 'mail-no-server' },
    });
    expect(body.steps.map((step) => [step.name, step.ok])).toEqual([
      ['receiver', true],
      ['address', true],
      ['unknown-address', true],
      ['mx', true],
      ['sending', true],
      ['heard', true],
    ]);
  });

  it('sends a test through the real way in', async () => {
    const inbox = await lab.inbox('tried@desk.example');
    expect(
      (
        await lab.admin.post(`/inboxes/${inbox.id}/test`, {
          subject: 'Try me',
          text: 'A test',
          name: 'Test',
          address: 'me@customer.example',
        })
      ).status,
    ).toBe(202);
    await lab.app.settle();
    expect((await lab.tickets()).map((ticket) => ticket.subject)).toContain('Try me');
  });

  it.each(['', 'no-at', 'a b@x.example', 'a+b@x.example', 'a@', '<a@x.example>'])(
    'refuses the address "%s"',
    async (address) => {
      expect((await lab.admin.post('/inboxes', { channel: 'email', name: 'x', address })).status).toBe(422);
    },
  );
});
