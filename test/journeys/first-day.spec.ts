import nodemailer, { type SendMailOptions } from 'nodemailer';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { Page } from 'playwright-core';
import { SetupService } from '../../src/identity/setup/setup.service.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { freePort } from '../../src/platform/database/free-port.js';

const PASSWORD = 'seven quiet lamps glow';

journey('the first day of a desk', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let page: Page;
  let errors: string[];
  let smtpPort: number;

  beforeAll(async () => {
    smtpPort = await freePort();
    app = await TestApp.boot({ SMTP_PORT: String(smtpPort) });
    browser = await TestBrowser.launch();
    ({ page, errors } = await browser.person());
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const send = (mail: SendMailOptions) =>
    nodemailer
      .createTransport({ host: '127.0.0.1', port: smtpPort, tls: { rejectUnauthorized: false } })
      .sendMail(mail);

  /** What the built-in outbox would have sent, newest first. */
  const outbox = async (): Promise<ParsedMail[]> => {
    const rows = await app.db.query<{ raw: Buffer }[]>('select raw from mail_outbox order by id desc');
    return Promise.all(rows.map((row) => simpleParser(row.raw)));
  };

  it('begins with the one-time link: company, language, administrator', async () => {
    const link = await app.get(SetupService).link(app.url);
    await page.goto(link!);
    await page.getByLabel('Name of your company').fill('Baraúna Locações');
    await page.getByLabel('Your name').fill('Rui Tanaka');
    await page.getByLabel('E-mail').fill('rui@barauna.example');
    await page.getByRole('textbox', { name: /password/i }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Start' }).click();

    await page.waitForURL(/\/start$/);
    await page.getByRole('heading', { level: 1, name: /Rui/ }).waitFor();
  });

  it('connects a mail address, which checks itself', async () => {
    await page.getByLabel('Address customers write to').fill('suporte@barauna.example');
    await page.getByLabel('Name they see').fill('Suporte Baraúna');
    await page.getByRole('button', { name: 'Save inbox' }).click();

    await page.getByText('250', { exact: false }).first().waitFor();
    const inboxes = await app.db.query('select address from inboxes');
    expect(inboxes).toEqual([{ address: 'suporte@barauna.example' }]);
  });

  it('shows a mail in the queue without a reload, as soon as it was accepted', async () => {
    await page.goto(`${app.url}/queue`);
    await page.getByText('No tickets', { exact: false }).first().waitFor();

    await send({
      from: 'Ana Souza <ana@loja.example>',
      to: 'suporte@barauna.example',
      subject: 'Roteador fora do ar',
      text: 'Bom dia, o roteador caiu.',
    });

    await page.getByText('Roteador fora do ar').first().waitFor();
  });

  it('answers it by keyboard, and the answer leaves for the customer', async () => {
    await page.getByText('Roteador fora do ar').first().click();
    await page.waitForURL(/\/tickets\/\d+/);
    await page.getByText('Bom dia, o roteador caiu.').waitFor();
    // The editor that formats has come: this types faster than a person, also while it takes over from the plain one.
    await page.locator('[contenteditable="true"][aria-label^="Reply by"]').waitFor();
    await page.keyboard.press('r');
    await page.locator('[aria-label^="Reply by"]:focus').waitFor();
    await page.keyboard.type('Olá Ana, vamos olhar agora.');
    await page.keyboard.press('Control+Enter');

    await page.getByText('Olá Ana, vamos olhar agora.').first().waitFor();
    // Ten seconds to take it back, then it leaves.
    await page.getByText('Sent', { exact: true }).first().waitFor({ timeout: 25_000 });
    const [mail] = await outbox();
    expect(mail!.subject).toContain('Roteador fora do ar');
    expect(mail!.text).toContain('Olá Ana, vamos olhar agora.');
    expect(mail!.inReplyTo).toBeTruthy();
  }, 60_000);

  it('joins the customer’s reply to the same ticket', async () => {
    const [mail] = await outbox();
    await send({
      from: 'Ana Souza <ana@loja.example>',
      to: mail!.replyTo?.value[0]?.address ?? mail!.from!.value[0]!.address,
      subject: `Re: ${mail!.subject}`,
      inReplyTo: mail!.messageId,
      references: mail!.messageId,
      text: 'Voltou, obrigada!\n\nEm sáb., Rui escreveu:\n> Olá Ana, vamos olhar agora.',
    });

    await page.getByText('Voltou, obrigada!').first().waitFor();
    expect(await app.db.query('select count(*)::int as count from tickets')).toEqual([{ count: 1 }]);
  });

  it('had no error in the page', () => expect(errors).toEqual([]));
});
