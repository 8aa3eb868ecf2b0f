import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { Crew, type CrewMember } from '../dispatch/crew.js';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { lead, signIn, type Person } from '../harness/people.js';
import { Devices } from '../telemetry/devices.js';
import { openConsole } from './console.js';
import { PAINTED } from './painted.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every page of the console, as an administrator opens it. `TICKET` stands for one that exists. */
const PAGES = [
  '/queue',
  '/tickets/TICKET',
  '/tickets/new',
  '/start',
  '/customers',
  '/broadcasts',
  '/broadcasts/new',
  '/broadcasts/DRAFT',
  '/broadcasts/SENT',
  '/posts',
  '/posts/DONE',
  '/sales',
  '/sales?view=list',
  '/sales?view=forecast',
  '/sales?view=results',
  '/sales?view=results&by=reason',
  '/sales?view=day',
  '/sales/deals/DEAL',
  '/customers/contacts/PERSON',
  '/customers/companies/FIRM?kind=companies',
  '/contracts',
  '/contracts/CONTRACT',
  '/invoices',
  '/knowledge',
  '/knowledge/new',
  '/knowledge/categories',
  '/knowledge/feedback',
  '/knowledge/ARTICLE',
  '/help/en',
  '/help/en/search?q=nothing',
  '/help/en/the-router-restarts',
  '/equipment',
  '/equipment/UNIT',
  '/equipment/stock',
  '/equipment/alerts',
  '/equipment/DEVICE',
  '/equipment/sites/SITE',
  '/equipment/models/MODEL',
  '/notifications',
  '/settings',
  '/settings/profile',
  '/settings/people',
  '/settings/channels',
  '/settings/extensions',
  '/settings/intake',
  '/settings/organisation',
  '/settings/assignment',
  '/settings/hours',
  '/settings/hours/new',
  '/settings/hours/calculator',
  '/settings/promises',
  '/settings/promises/new',
  '/settings/rules',
  '/settings/packages',
  '/settings/imports',
  '/settings/notices',
  '/settings/channels/LINE',
  '/settings/technicians',
  '/settings/telemetry',
  '/settings/technicians/TECHNICIAN',
  '/settings/technicians/kinds/repair',
  '/dispatch',
  '/dispatch?view=week',
  '/reports',
  '/report-requests',
  '/report-requests?view=list',
  '/report-requests/REPORT',
  '/calls',
  '/field',
  '/no-such-page',
];

const CONTRAST = 'color-contrast';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

journey('every page of the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let admin: Person;
  let number: number;
  let draft: string;
  let sent: string;
  let post: string;
  let line: string;
  let crew: Crew;
  let technician: CrewMember;
  let unit: string;
  let report: string;
  let sensor: Awaited<ReturnType<typeof somethingThatMeasures>>;
  let article: string;
  let deal: number;
  let firm: Awaited<ReturnType<typeof somebodyMet>>;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    admin = await signIn(app, 'administrator', { name: 'Rui Tanaka' });
    const make = new Make(app);
    const ticket = await make.ticket({
      subject: 'Roteador da Filial Centro fora do ar desde as nove e quinze da manhã',
    });
    number = ticket.number;
    const boss = await lead(app);
    await boss.post(`/tickets/${ticket.id}/messages`, { kind: 'note', text: 'Veja isto.', mentions: [admin.id] });
    await app.settle();
    crew = await Crew.of(app);
    technician = await crew.technician();
    await crew.schedule(await crew.visit(), [technician], new Date(Date.now() + 3_600_000).toISOString());
    await crew.visit({ about: 'Nobody comes yet' });
    await keptPromise(make);
    unit = await somethingInStock();
    report = await askedFor(make);
    sensor = await somethingThatMeasures();
    article = await somethingKnown();
    deal = await somethingSold(make);
    firm = await somebodyMet(make);
    draft = await broadcast(make);
    sent = await broadcast(make);
    await admin.post(`/broadcasts/${sent}/start`, {});
    post = await published();
    await app.settle();
    ({ page, errors } = await openConsole(app, browser, admin));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  /** What there is a figure about: a promise, and an answer in time. */
  const keptPromise = async (make: Make): Promise<void> => {
    const targets = [{ target: 'first_response', hours: 'calendar', minutes: { normal: 60 } }];
    expect((await admin.post('/sla/policies', { name: 'Everybody', targets })).status).toBe(201);
    const { ticket } = await make.letter();
    const reply = await admin.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'We are on it.' });
    expect(reply.status).toBe(201);
  };
  const somethingKnown = async (): Promise<string> => {
    const shelf = await admin.post<{ id: string }>('/knowledge/categories', { names: { en: 'Internet' } });
    const made = await admin.post<{ id: string; version: number }>('/knowledge/articles', {
      ...{ language: 'en', title: 'The router restarts', categoryId: shelf.body.id, tags: ['router'] },
      body: '<h2>What to do</h2><ol><li>Pull the plug.</li><li>Wait a minute.</li></ol>',
    });
    const { id, version } = made.body;
    expect((await admin.post(`/knowledge/articles/${id}/publish`, { version })).status).toBe(200);
    return id;
  };
  /** One open, one won after a visit that cost something, one lost. */
  const somethingSold = async (make: Make): Promise<number> => {
    const stages = [
      { name: 'First contact', probability: 10 },
      { name: 'Proposal', probability: 50 },
    ];
    expect((await admin.post('/pipelines', { name: 'Rental', currency: 'BRL', stages })).status).toBe(201);
    const made = async (title: string) => {
      const body = { title, prospect: 'Clínica Horizonte', valueMinor: 120_000, months: 12 };
      return (await admin.post<{ id: string; number: number; version: number }>('/deals', body)).body;
    };
    const [open, won, lost] = [await made('12 notebooks'), await made('Cameras'), await made('Tablets')];
    await app.db.query(
      `insert into deal_tickets (deal_id, ticket_id, kind, visit_kind, visit_state, at, cost, cost_currency)
       values ($1, $2, 'visit', 'feasibility', 'done', now(), 18050, 'BRL')`,
      [won.id, (await make.ticket()).id],
    );
    expect((await admin.post(`/deals/${won.id}/win`, { version: won.version, contract: null })).status).toBe(200);
    const reason = await admin.post<{ id: string }>('/deal-choices', { kind: 'lost_reason', name: 'Too dear' });
    const gone = await admin.post(`/deals/${lost.id}/lose`, { version: lost.version, reasonId: reason.body.id });
    expect(gone.status).toBe(200);
    return open.number;
  };
  /** Somebody who came by and will come again, and a contract that both sides signed. */
  const somebodyMet = async (make: Make) => {
    const { id: companyId } = await make.company('Farmácias Vila Nova');
    const { id: contactId } = await make.contact({ name: 'Paulo Reis' });
    await admin.patch(`/contacts/${contactId}`, { companyId, version: 1 });
    const day = Date.now() - 86_400_000;
    const met = {
      kind: 'meeting',
      subject: 'At the counter',
      contactId,
      companyId,
      dueAt: new Date(day).toISOString(),
    };
    const who = { attendees: [{ name: 'Paulo Reis' }], place: 'Rua Augusta, 12' };
    expect((await admin.post('/activities', { ...met, ...who, doneAt: met.dueAt })).status).toBe(201);
    const soon = new Date(day + 3 * 86_400_000).toISOString();
    expect((await admin.post('/activities', { ...met, ...who, dueAt: soon, invites: false })).status).toBe(201);
    const terms = { companyId, kind: 'service', term: 'long', startsOn: '2026-03-01', state: 'active' };
    const contractId = (await admin.post<{ id: string }>('/contracts', terms)).body.id;
    for (const side of ['customer', 'house']) {
      const signature = { side, name: 'Paulo Reis', role: 'Diretor', signedOn: '2026-02-27' };
      expect((await admin.post(`/contracts/${contractId}/signatures`, signature)).status).toBe(201);
    }
    return { companyId, contactId, contractId };
  };
  const somethingInStock = async (): Promise<string> => {
    const made = async (path: string, body: object) =>
      (await admin.post<{ id: string }>(`/equipment${path}`, body)).body.id;
    const modelId = await made('/models', { maker: 'Ventura', name: 'RX-520', kind: 'router', family: 'it' });
    const locationId = await made('/locations', { name: 'Depósito', kind: 'stock' });
    return made('', { modelId, locationId, serial: 'RB-9F21' });
  };
  /** Accepted, with a draft and live figures. */
  const askedFor = async (make: Make): Promise<string> => {
    const { id: companyId } = await make.company('Padaria do Centro');
    const { body } = await admin.post<{ id: string; number: number; version: number }>('/report-requests', {
      companyId,
      title: 'Quedas de rede por loja no trimestre',
      about: 'Em quais lojas a rede mais caiu?',
    });
    const path = `/report-requests/${body.id}`;
    await admin.put(`${path}/acceptance`, { version: body.version, dueOn: '2199-01-01' });
    const tiles = ['tickets-opened', 'tickets-by-priority'].map((kind) => ({ kind, months: 6 }));
    expect((await admin.put(`${path}/dashboard`, { tiles, shared: true })).status).toBe(200);
    const { version } = (await admin.get<{ version: number }>(path)).body;
    expect((await admin.post(`${path}/versions`, { version, summary: 'Duas lojas.' })).status).toBe(201);
    return String(body.number);
  };

  const somethingThatMeasures = async () => {
    const devices = await Devices.open(app, admin);
    await devices.threshold({ kind: 'above', value: 8 });
    const { id, siteId } = await devices.unit();
    const key = await devices.key(id);
    const day = Array.from({ length: 300 }, (_, n) => 4 + Math.sin(n / 20) * 2);
    await devices.send(key, devices.temperatures(...day, 11));
    await devices.pass();
    return { id, siteId, modelId: devices.modelId };
  };
  const broadcast = async (make: Make): Promise<string> => {
    const { id: inboxId } = await make.inbox();
    const text = { language: 'en', subject: 'Closed', text: 'Hi {{customer.first_name}}, we are closed on Friday.' };
    const made = await admin.post<{ id: string }>('/broadcasts', {
      name: 'Closed on Friday',
      inboxId,
      audience: { filters: { everybody: true } },
      content: { texts: [text, { ...text, language: 'pt-BR' }] },
    });
    return made.body.id;
  };
  const published = async (): Promise<string> => {
    const settings = { simulated: true, channel: '@us' };
    const made = await admin.post<{ id: string }>('/inboxes', { channel: 'telegram', name: 'Our channel', settings });
    line = made.body.id;
    const body = { text: 'We are closed on Friday.', link: 'https://desk.example/hours', inboxIds: [line] };
    const { id, version } = (await admin.post<{ id: string; version: number }>('/posts', body)).body;
    expect((await admin.post(`/posts/${id}/publish`, { version })).status).toBe(200);
    return id;
  };
  const visit = async (path: string) => {
    await page.goto(
      app.url +
        path
          .replace('TICKET', String(number))
          .replace('TECHNICIAN', technician.id)
          .replace('UNIT', unit)
          .replace('REPORT', report)
          .replace('DEVICE', sensor.id)
          .replace('SITE', sensor.siteId)
          .replace('MODEL', sensor.modelId)
          .replace('ARTICLE', article)
          .replace('DEAL', String(deal))
          .replace('PERSON', firm.contactId)
          .replace('FIRM', firm.companyId)
          .replace('CONTRACT', firm.contractId)
          .replace('DRAFT', draft)
          .replace('SENT', sent)
          .replace('LINE', line)
          .replace('DONE', post),
    );
    await page.waitForLoadState('networkidle');
  };

  it.each(PAGES)('at %s fits a desk and a phone, by day and by night, and axe finds nothing serious', async (path) => {
    const found: string[] = [];
    errors.length = 0;
    await wear(page, LOOKS[0]);
    await visit(path);
    // By the debugger, not as a script tag, which the page's own policy forbids.
    await page.evaluate(axeSource);
    for (const look of LOOKS) {
      await wear(page, look);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      if (overflow > 0) found.push(`${look.name}: ${overflow} px too wide`);
      found.push(...(await serious(page, look)).map((what) => `${look.name}: ${what}`));
    }

    expect(found).toEqual([]);
    expect(errors).toEqual([]);
  });
});

interface Look {
  name: string;
  colorScheme: 'light' | 'dark';
  viewport: { width: number; height: number };
  /** Of axe, by their tags or names. */
  rules: string[];
  without?: string;
}

/** One load of a page is seen in each of these in turn. At night only the colours are others, on a phone all but the colours. */
const LOOKS: [Look, ...Look[]] = [
  { name: 'a desk', colorScheme: 'light', viewport: { width: 1440, height: 900 }, rules: RULES },
  { name: 'a desk by night', colorScheme: 'dark', viewport: { width: 1440, height: 900 }, rules: [CONTRAST] },
  { name: 'a phone', colorScheme: 'light', viewport: { width: 390, height: 844 }, rules: RULES, without: CONTRAST },
];

async function wear(page: Page, { colorScheme, viewport }: Look) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize(viewport);
  await page.evaluate(PAINTED);
}

async function serious(page: Page, { rules, without }: Look): Promise<string[]> {
  // What passes is not told: it would be most of the answer.
  const options = {
    runOnly: rules,
    resultTypes: ['violations'],
    ...(without && { rules: { [without]: { enabled: false } } }),
  };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map(
      (v) =>
        `${v.id} at ${v.nodes
          .slice(0, 2)
          .map((node) => node.target.join(' '))
          .join(', ')}`,
    );
}
