import type { Page } from 'playwright-core';
import { TestApp } from '../harness/app.js';
import { journey, TestBrowser } from '../harness/browser.js';
import { Make } from '../harness/make.js';
import { administrator, signIn, type Person } from '../harness/people.js';
import { NOTICE, PhoneLine, QUEUE } from '../voice/phone-line.js';
import { openConsole } from './console.js';

journey('the phone of a desk', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let admin: Person;
  let ana: Person;
  let boss: Page;
  let desk: Page;
  let phone: PhoneLine;
  let teamId: string;
  const errors: string[][] = [];

  beforeAll(async () => {
    app = await TestApp.boot();
    browser = await TestBrowser.launch();
    admin = await administrator(app);
    teamId = (await admin.post('/teams', { name: 'Support' })).body.id as string;
    ana = await signIn(app, 'agent', { name: 'Ana Alves', teamIds: [teamId] });
    await ana.put('/me/availability', { state: 'online' });
    phone = await PhoneLine.open(app, { teamId });
    const opened = await openConsole(app, browser, admin, '/settings/extensions');
    boss = opened.page;
    errors.push(opened.errors);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const fill = (label: string, value: string) => boss.getByLabel(label, { exact: true }).fill(value);
  const choose = async (label: string, option: string | RegExp) => {
    await boss.getByRole('combobox', { name: label }).click();
    await boss.getByRole('option', { name: option }).click();
  };

  const extensionId = async (number: string) =>
    (await admin.get<{ items: { id: string; number: string }[] }>('/extensions')).body.items.find(
      (one) => one.number === number,
    )!.id;

  it('gets an extension, which says what is wrong with it, and an account for its desk phone', async () => {
    await boss.getByRole('button', { name: 'New extension' }).click();
    await boss.getByRole('menuitem', { name: 'Of a person' }).click();
    await fill('Number', '201');
    await fill('Name', 'Ana');
    await choose('Person', 'Ana Alves');
    await fill('Mobile that rings too', 'call me');
    await boss.getByRole('button', { name: 'Save' }).click();
    await boss.getByText('must be a number such as +551140000000').waitFor();
    await fill('Mobile that rings too', '');
    await boss.getByRole('button', { name: 'Save' }).click();
    await boss.getByText('Ana Alves').waitFor();

    await boss.getByRole('button', { name: 'Desk phone of Ana' }).click();
    await boss.getByRole('button', { name: 'Make an account' }).click();
    await boss.getByText('The password is shown this once').waitFor();
    await boss.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await boss.getByRole('button', { name: 'Desk phone of Ana' }).click();
    await boss.getByRole('button', { name: 'Take it away' }).click();
    await boss.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('and a group, to which the line leads', async () => {
    await boss.getByRole('button', { name: 'New extension' }).click();
    await boss.getByRole('menuitem', { name: 'Of a group' }).click();
    await fill('Number', '300');
    await fill('Name', 'Sales');
    await choose('Members', '201 Ana');
    await boss.getByRole('button', { name: 'Save' }).click();
    await boss.getByText('At all of them · Ana').waitFor();

    await phone.flow([NOTICE]);
    await boss.goto(`${app.url}/settings/channels/${phone.line.id}`);
    await boss.getByRole('button', { name: 'Add a step' }).first().click();
    await boss.getByRole('menuitem', { name: 'Ring at' }).click();
    await choose('Extension or group', '300 Sales');
    await boss.getByRole('button', { name: 'Save what callers hear' }).click();
    await boss.getByText('Saved').first().waitFor();
  });

  it('and a flow in which each kind of step is made, filled, moved and removed, and what is wrong is named', async () => {
    await phone.flow([NOTICE]);
    await boss.goto(`${app.url}/settings/channels/${phone.line.id}`);
    const add = async (kind: string) => {
      await boss.getByRole('button', { name: 'Add a step' }).last().click();
      await boss.getByRole('menuitem', { name: kind, exact: true }).click();
    };
    const save = () => boss.getByRole('button', { name: 'Save what callers hear' }).click();

    await add('Say');
    await save();
    await boss.getByText('Step 2, Say › Text has no text in any language').waitFor();
    await fill('Text, English', 'Hello');
    await add('Menu');
    await fill('Text, English', 'For sales press 1');
    await fill('How often it is said', '2');
    await fill('What it stands for', 'Sales');
    await boss.getByLabel('Other steps for a wrong choice').check();
    await boss.getByText('When the choice is wrong').waitFor();
    await add('Extension');
    await fill('Text, English', 'Dial the extension');
    await add('Line to a team');
    await add('Forward');
    await boss.getByPlaceholder('+5511955550101').fill('+5511955550101');
    await add('Language');
    await add('Working hours');
    await add('Hang up');
    await fill('Text, English', 'Goodbye');
    await add('Voicemail');
    await fill('Text, English', 'Leave a message');
    await save();
    await boss.getByText('Step 10, Voicemail is never reached: the call ends before it').waitFor();
    await boss.getByRole('button', { name: 'Remove the step' }).last().click();
    await boss.getByRole('button', { name: 'Move up' }).nth(1).click();
    await boss.getByRole('button', { name: 'Remove the step' }).nth(6).click();
    await save();
    await boss.getByText('Saved').first().waitFor();

    const { body } = await admin.get<{ flow: { steps: { do: string; wrong?: object[] }[] } }>(
      `/inboxes/${phone.line.id}/call-flow`,
    );
    expect(body.flow.steps.map((step) => step.do)).toEqual([
      'say',
      'notice',
      'menu',
      'extension',
      'queue',
      'forward',
      'hours',
      'hang-up',
    ]);
    expect(body.flow.steps.at(-1)).toEqual({ do: 'hang-up', prompt: { say: { en: 'Goodbye' } } });
    expect(body.flow.steps[2]).toMatchObject({ tries: 2, wrong: [] });
  });

  const standing = async (from: string): Promise<void> => {
    const made = async (path: string, body: object) => {
      const answer = await admin.post<{ id: string }>(path, body);
      expect([path, answer.status]).toEqual([path, 201]);
      return answer.body.id;
    };
    const companyId = await made('/companies', { name: 'Loja do Porto' });
    const siteId = await made('/sites', { companyId, name: 'Loja 12', address: 'Rua Augusta, 12' });
    await made('/contacts', { name: 'Rita Alves', companyId, identities: [{ kind: 'phone', value: from }] });
    const modelId = await made('/equipment/models', { maker: 'Ventura', name: 'RX-520', kind: 'router', family: 'it' });
    for (const tag of ['RB-1', 'RB-2', 'RB-3', 'RB-4']) await made('/equipment', { modelId, siteId, companyId, tag });
  };

  it('rings, and hides nothing else that is offered', async () => {
    await standing('+5511955550701');
    await phone.flow([NOTICE, { do: 'ring', extensionId: await extensionId('300'), otherwise: [QUEUE] }]);
    const { body } = await admin.get(`/teams/${teamId}/assignment`);
    await admin.patch(`/teams/${teamId}/assignment`, {
      strategy: 'round_robin',
      acceptSeconds: 120,
      version: body.version,
    });
    const opened = await openConsole(app, browser, ana, '/queue');
    desk = opened.page;
    errors.push(opened.errors);
    await new Make(app).ticket({ subject: 'A printer that jams', teamId });
    await app.settle();
    await desk.getByTestId('offer').waitFor();
    await phone.call({ from: '+5511955550701' });

    const ringing = desk.getByTestId('incoming-call');
    await ringing.waitFor();
    // What stands at the caller's is seen before it is answered: a few of them, and the way to all.
    await ringing
      .getByRole('link', { name: /RB-\d Ventura RX-520 · Loja 12/ })
      .nth(2)
      .waitFor();
    expect(await ringing.getByRole('link', { name: /RB-\d/ }).count()).toBe(3);
    expect(await ringing.getByRole('link', { name: 'All', exact: true }).getAttribute('href')).toMatch(
      /^\/equipment\?company=/,
    );
    const [card, offer] = await Promise.all([ringing.boundingBox(), desk.getByTestId('offer').first().boundingBox()]);
    expect(offer!.y).toBeGreaterThanOrEqual(card!.y + card!.height);
    await ringing.getByRole('button', { name: 'Answer' }).click();
    await phone.settle();
    await desk.getByTestId('phone').getByText('Talking').waitFor();
  });

  it('lets a lead hear it from the wallboard, and the agent see that', async () => {
    await boss.goto(`${app.url}/calls`);
    await boss.getByRole('button', { name: 'Listen' }).click();
    await phone.settle();
    await boss.getByRole('button', { name: 'Listen', pressed: true }).waitFor();
    await desk.getByTestId('phone').getByText('listens').waitFor();

    await boss.getByRole('button', { name: 'Whisper' }).click();
    await phone.settle();
    await desk.getByTestId('phone').getByText('whispers to you').waitFor();
    await boss.getByRole('button', { name: 'Leave' }).click();
    await phone.settle();
    await desk.getByTestId('phone').getByText('whispers to you').waitFor({ state: 'hidden' });
  });

  it('is written down, and read on the ticket afterwards', async () => {
    await desk.getByRole('button', { name: 'Hang up' }).click();
    await phone.settle();
    await desk.getByRole('button', { name: 'Done' }).click();
    await desk.getByText('What was said').click();

    await desk.getByText('My router has been blinking red since yesterday.').waitFor();
    expect(errors.flat()).toEqual([]);
  });

  it('tries the microphone, without which a simulated line does', async () => {
    await desk.getByRole('button', { name: 'Microphone and loudspeaker' }).click();
    await desk.getByTestId('sound-test').getByText('A simulated line needs none.').waitFor();
    await desk.getByRole('meter', { name: 'Level of the microphone' }).waitFor();
    await desk.getByRole('button', { name: 'Microphone and loudspeaker' }).click();
  });

  it('offers who asked to be called back when it is their turn', async () => {
    await phone.flow([QUEUE]);
    await phone.call({ from: '+5511955550702', keys: '1' });
    const line = desk.getByTestId('phone').getByText('Asked to be called back');
    await line.waitFor();
    await desk.getByTestId('phone').getByRole('button', { name: 'Call now' }).click();
    await phone.settle();
    await desk.getByTestId('phone').getByText('Talking').waitFor();
    await desk.getByRole('button', { name: 'Hang up' }).click();
    await phone.settle();
    await desk.getByRole('button', { name: 'Done' }).click();

    expect(errors.flat()).toEqual([]);
  });

  it('calls a number by a click on it, after a second look, and stands on its ticket', async () => {
    const [{ ticket_id: ticketId }] = await app.db.query<[{ ticket_id: string }]>(
      'select ticket_id from calls where "from" = $1 order by started_at limit 1',
      ['+5511955550701'],
    );
    await desk.goto(`${app.url}/tickets/${ticketId}`);
    const dock = desk.getByTestId('phone');
    // What else is offered stands before it for a while.
    await desk.getByTestId('offer').getByRole('button', { name: 'Accept' }).click();
    await desk.getByTestId('offer').waitFor({ state: 'hidden' });
    await desk.goto(`${app.url}/tickets/${ticketId}`);
    await desk
      .getByTitle(/^Call \+55 11 95555.0701$/)
      .first()
      .click();
    // Filled in, and nobody is called yet: a slip of the mouse would be.
    await desk.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-testid=phone] input[type=tel]')?.value === '+5511955550701',
    );
    const dialled = () => app.db.query(`select 1 from calls where direction = 'out' and "to" = '+5511955550701'`);
    expect(await dialled()).toEqual([]);

    await dock.getByRole('button', { name: 'Call', exact: true }).click();
    await phone.settle();
    await dock.getByText('Talking').waitFor();
    await desk.getByRole('button', { name: 'Hang up' }).click();
    await phone.settle();
    await desk.getByRole('button', { name: 'Done' }).click();

    const calls = await app.db.query(
      `select ticket_id, state from calls where direction = 'out' and "to" = '+5511955550701'`,
    );
    expect(calls).toEqual([{ ticket_id: ticketId, state: 'ended' }]);
    expect(errors.flat()).toEqual([]);
  });

  it('calls from the number that is chosen, where there are several', async () => {
    const second = await PhoneLine.open(app, { teamId });
    await desk.goto(`${app.url}/queue`);
    const dock = desk.getByTestId('phone');
    if (!(await dock.isVisible())) await desk.getByRole('button', { name: /^Phone/ }).click();
    await dock.getByRole('textbox', { name: 'Number' }).fill('+55 11 95555-0704');
    await dock.getByRole('combobox', { name: 'Call from' }).click();
    await desk.getByRole('option', { name: `Reception ${second.line.address}` }).click();
    await dock.getByRole('button', { name: 'Call', exact: true }).click();
    await second.settle();
    await dock.getByText('Talking').waitFor();

    const calls = await app.db.query(`select inbox_id from calls where "to" = '+5511955550704'`);
    expect(calls).toEqual([{ inbox_id: second.line.id }]);
    expect(errors.flat()).toEqual([]);
  });
});
