import { jest } from '@jest/globals';
import { Dovecot, hasDovecot } from './dovecot.js';
import { MailLab } from './mail-lab.js';

/** A connection that was refused is tried again after seconds, and a busy machine adds its own. */
jest.setTimeout(90_000);

const whereItIs = hasDovecot ? describe : describe.skip;
if (!hasDovecot) process.stdout.write('Fetching by IMAP is not tested: Dovecot 2.3 is not installed.\n');

const mail = (subject: string, body = 'Hello'): string =>
  `From: Ana <ana@customer.example>\r\nTo: box@desk.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@customer.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\r\n${body}\r\n`;

async function until(what: string, holds: () => Promise<boolean>, ms = 25_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`never happened: ${what}`);
}

whereItIs('fetching by IMAP', () => {
  let dovecot: Dovecot;
  let lab: MailLab;
  let inbox: Record<string, string>;
  const user = 'box';

  const settings = () => ({
    imapHost: '127.0.0.1',
    imapPort: dovecot.port,
    imapSecurity: 'none',
    imapUser: user,
    imapPassword: 'secret',
  });
  const subjects = async (): Promise<string[]> => {
    await lab.app.settle();
    return (await lab.tickets()).map((ticket) => ticket.subject);
  };
  const arrives = (subject: string): Promise<void> =>
    until(`"${subject}" arrives`, async () => (await subjects()).includes(subject));
  const hasBegun = (): Promise<void> =>
    until(
      'the fetcher has begun',
      async () => (await lab.app.db.query('select 1 from mail_cursors where inbox_id = $1', [inbox.id])).length > 0,
    );

  beforeAll(async () => {
    dovecot = await Dovecot.start();
    lab = await MailLab.open({ MAX_MAIL_MB: '1' });
    await dovecot.put(user, mail('from-before'));
    inbox = await lab.inbox('box@desk.example', settings());
    await hasBegun();
  });
  afterAll(async () => {
    await lab.close();
    await dovecot.stop();
  });

  it('takes what is new, from now on, and leaves the mailbox as it was', async () => {
    await dovecot.put(user, mail('new-one'));
    await arrives('new-one');
    expect(await subjects()).not.toContain('from-before');
    const client = await dovecot.open(user);
    await client.mailboxOpen('INBOX');
    const flags = await client.fetchAll('1:*', { flags: true });
    expect(flags.every((message) => !message.flags!.has('\\Seen'))).toBe(true);
    await client.logout();
  });

  it('takes what somebody else has read already', async () => {
    await dovecot.put(user, mail('read-elsewhere'), ['\\Seen']);
    await arrives('read-elsewhere');
  });

  it('steps over what it cannot take, and keeps a trace of it', async () => {
    await dovecot.put(user, mail('too-big', 'x'.repeat(76).concat('\r\n').repeat(20_000)));
    await dovecot.put(user, mail('after-it'));
    await arrives('after-it');
    const { body } = await lab.admin.get<{ items: { reason: string }[] }>('/intake/envelopes?state=quarantined');
    expect(body.items.map((envelope) => envelope.reason)).toEqual(['too_big']);
  });

  it('is alone at its mailbox', async () => {
    const [row] = await lab.app.db.query<{ held: string }[]>(
      `select count(*) as held from pg_locks where locktype = 'advisory' and granted and objsubid = 1`,
    );
    expect(Number(row!.held)).toBeGreaterThan(0);
  });

  it('catches up after the server was away', async () => {
    await dovecot.halt();
    await dovecot.run();
    await dovecot.put(user, mail('while-away'));
    await arrives('while-away');
  });

  it('finds once a day what slipped by, and takes nothing twice', async () => {
    const before = (await lab.summary()).total!;
    // As where a server hands a number out before the one below it becomes visible.
    await lab.app.db.query(`update mail_cursors set last_uid = last_uid + 1 where inbox_id = $1`, [inbox.id]);
    await dovecot.put(user, mail('slipped-by'));
    await lab.app.db.query(`update mail_cursors set compared_at = '2020-01-01' where inbox_id = $1`, [inbox.id]);
    await dovecot.put(user, mail('after-the-slip'));

    await arrives('after-the-slip');
    await arrives('slipped-by');

    expect((await lab.summary()).total).toBe(before + 2);
    expect(await subjects()).not.toContain('from-before');
    const check = await lab.admin.post<{ steps: { name: string; detail: string }[] }>(`/inboxes/${inbox.id}/check`);
    expect(check.body.steps.find((step) => step.name === 'comparison')!.detail).toContain('1 missed mails');
  });

  it('takes nothing twice when all numbers change', async () => {
    const before = (await lab.summary()).total!;
    await dovecot.renumber(user);
    await dovecot.put(user, mail('after-renumbering'));
    await arrives('after-renumbering');
    expect((await lab.summary()).total).toBe(before + 1);
    expect(await subjects()).not.toContain('from-before');
  });

  it('tells people when the sign-in is refused, and that it works again', async () => {
    const state = async (): Promise<string> =>
      (await lab.admin.get<{ state: string }>(`/inboxes/${inbox.id}`)).body.state;
    const change = async (imapPassword: string): Promise<void> => {
      const { version } = (await lab.admin.get<{ version: number }>(`/inboxes/${inbox.id}`)).body;
      expect((await lab.admin.patch(`/inboxes/${inbox.id}`, { version, settings: { imapPassword } })).status).toBe(200);
    };
    await change('wrong');
    await until('the inbox is failing', async () => (await state()) === 'failing', 20_000);
    const check = await lab.admin.post<{ ok: boolean; steps: { name: string; ok: boolean }[] }>(
      `/inboxes/${inbox.id}/check`,
    );
    expect(check.body.steps[0]).toMatchObject({ name: 'fetching', ok: false });
    await change('secret');
    await until('the inbox works again', async () => (await state()) === 'active', 20_000);
  }, 60_000);
});
