import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { administrator, type Person } from '../harness/people.js';
import { openConsole } from './console.js';

journey('a line that is set up without an account', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let page: Page;
  let errors: string[];
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    admin = await administrator(app);
    ({ page, errors } = await openConsole(app, browser, admin, '/settings/channels'));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const customerWrites = async (text: string) => {
    await page.getByLabel('Customer’s number').fill('+55 11 98765-4321');
    await page.getByLabel('What is said').fill(text);
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.getByText('1 call taken').waitFor();
    await app.settle();
  };

  it('is connected with a number, and says what to enter where', async () => {
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('menuitem', { name: 'SMS' }).click();
    await page.getByLabel('Name').fill('Texts');
    await page.getByLabel('Number').fill('+55 11 4000-1234');
    await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();

    await page.getByText('How to connect').waitFor();
    await page.getByText(/\/hooks\/twilio\/[\w-]+\/sms#rc=3&rp=all$/).waitFor();
    await page.getByLabel('Auth token', { exact: true }).waitFor();
  });

  it('says what is missing, and works once it is simulated', async () => {
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('There is no account yet.').waitFor();

    await page.getByRole('combobox', { name: 'Account' }).click();
    await page.getByRole('option', { name: 'Simulated' }).click();
    expect(await page.getByLabel('Auth token', { exact: true }).count()).toBe(0);
    await page.getByLabel('Price of a segment').fill('0.0079');
    await page.locator('form').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();
    await page.getByRole('button', { name: 'Check again' }).click();

    await page.getByText(/^The simulated account answers/).waitFor();
  });

  it('takes what a customer writes, and shows that it came in', async () => {
    await customerWrites('The router is dead');

    await page.getByText('Processed').first().waitFor();
  });

  it('counts while an agent writes, with the cost and the letter that makes it dear', async () => {
    await page.goto(`${app.url}/queue`);
    await page.getByText('The router is dead').first().click();
    await page.getByRole('textbox', { name: 'Reply by SMS' }).fill('We come tomorrow');
    await page.getByText('1 text').waitFor();
    await page.getByText('144 left').waitFor();

    await page.getByRole('textbox', { name: 'Reply by SMS' }).fill(`Amanhã ${'às nove '.repeat(9)}`);
    await page.getByText('2 texts').waitFor();
    await page.getByText('$0.0158').waitFor();
    await page.getByText('“ã” more than doubles the cost').waitFor();
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('article')
      .getByText(/Amanhã às nove/)
      .waitFor();
    await app.settle();

    const [row] = await app.db.query(`select state from messages where direction = 'out'`);
    expect(row.state).toBe('delivered');
  });

  it('is offered on a ticket on which nobody has spoken by it, with whom it reaches', async () => {
    const { body: ticket } = await admin.post<{ id: string; number: number }>('/tickets', {
      subject: 'Asked for a visit at the counter',
      contact: { name: 'Bia Lima', phone: '+55 11 95555-0303' },
    });
    await page.goto(`${app.url}/tickets/${ticket.number}`);
    await page.getByText(/^Begins a conversation: Texts → \+55/).waitFor();
    await page.getByRole('textbox', { name: 'Reply by SMS' }).fill('We come at nine');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').getByText('We come at nine').waitFor();
    await page.getByText(/^Begins a conversation/).waitFor({ state: 'hidden' });
    await app.settle();

    const sent = await app.db.query('select channel, state from messages where ticket_id = $1', [ticket.id]);
    expect(sent).toEqual([{ channel: 'sms', state: 'delivered' }]);
  });

  it('closes when the customer asks for it, with their word', async () => {
    const [{ number }] = await app.db.query(`select number from tickets where subject like 'The router is dead%'`);
    const ticket = `${app.url}/tickets/${String(number)}`;
    const [{ id }] = await app.db.query(`select id from inboxes where channel = 'sms'`);
    await page.goto(`${app.url}/settings/channels/${String(id)}`);
    await customerWrites('Parar');
    await page.goto(ticket);

    await page.getByText('The customer asked not to be written to on this line.').waitFor();
    await page.getByText(/they wrote “Parar”/).waitFor();
    expect(errors).toEqual([]);
  });

  it('keeps the message that an answer is for with its draft', async () => {
    const { body: line } = await admin.post<{ id: string }>('/inboxes', {
      channel: 'telegram',
      name: 'Telegram',
      settings: { simulated: true },
    });
    for (const text of ['Where is my router?', 'And the cable?']) {
      await admin.post(`/inboxes/${line.id}/play`, { act: 'text', text });
    }
    await app.settle();
    const [{ ticket_id: ticketId }] = await app.db.query(
      `select ticket_id from messages where text = 'And the cable?'`,
    );
    await page.goto(`${app.url}/tickets/${String(ticketId)}`);
    await page.getByRole('button', { name: 'Answer this message: Where is my router?' }).click();
    await page.getByRole('textbox', { name: 'Reply by Telegram' }).fill('It left today');
    await page.getByText(/^Draft saved/).waitFor();

    await page.reload();
    await page.getByRole('button', { name: 'Answer without quoting' }).waitFor();
    await page.getByRole('textbox', { name: 'Reply by Telegram' }).focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').getByText('It left today').waitFor();
    await app.settle();

    const [sent] = await app.db.query(
      `select o.text, q.text as quoted from messages o join messages q on q.id = (o.meta ->> 'quotes')::uuid
       where o.ticket_id = $1 and o.direction = 'out'`,
      [ticketId],
    );
    expect(sent).toEqual({ text: 'It left today', quoted: 'Where is my router?' });
    expect(errors).toEqual([]);
  });
});
