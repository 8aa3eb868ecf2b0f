import { ChatCaller } from '../../src/demo/chat-caller.js';
import { seedDemo } from '../../src/demo/demo.js';
import { Dice } from '../../src/demo/dice.js';
import { DEMO_SIGN_IN } from '../../src/demo/firm.js';
import { MailCorrespondent } from '../../src/demo/mail-correspondent.js';
import { personByAddress, somebody, type Persona } from '../../src/demo/personas.js';
import { SCENES } from '../../src/demo/scenes/all-scenes.js';
import { SimulatedCustomers } from '../../src/demo/simulated-customers.js';
import { Door } from '../harness/door.js';
import { freePort } from '../../src/platform/database/free-port.js';
import { TestApp } from '../harness/app.js';

type Messages = { items: { direction: string; text: string; from: { name: string } }[] };
type Tickets = { items: { id: string; number: number; subject: string }[] };

describe('simulated customers', () => {
  let app: TestApp;
  let helena: Door;
  const dice = new Dice('test');
  beforeAll(async () => {
    app = await TestApp.boot({ SMTP_PORT: String(await freePort()) });
    await seedDemo(app.nest);
    const session = await app.anyone.post('/session', DEMO_SIGN_IN);
    helena = new Door(app.url, { cookie: session.headers.get('set-cookie')!.split(';')[0]! });
  }, 60_000);
  afterAll(() => app.close());

  const ticketsOf = async (persona: Persona): Promise<Tickets['items']> =>
    (await helena.get<Tickets>(`/tickets?contact=${persona.id}&sort=created&limit=5`)).body.items;
  const newest = async (persona: Persona, before: Tickets['items']): Promise<Tickets['items'][number]> =>
    (await ticketsOf(persona)).find((ticket) => !before.some((known) => known.id === ticket.id))!;

  it('write a mail over SMTP, and answer the agent in the same thread', async () => {
    const mail = new MailCorrespondent(app.nest, dice);
    await mail.start();
    const persona = await somebody(app.db, dice);
    const before = await ticketsOf(persona);
    const scene = SCENES.find((one) => one.via === 'support' && one.language === persona.language)!;
    await mail.write(persona, scene, Date.now());
    await app.settle();
    const ticket = await newest(persona, before);

    await helena.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'Já estou olhando.' });
    // Others are written to meanwhile: the demo's desk tells people by itself, too.
    const reply = await until(
      async () => (await mail.collect()).find(({ to }) => to === persona.email),
      (found) => found !== undefined,
    );
    expect(await mail.answer(reply!, (address) => personByAddress(app.db, address))).toBe(true);
    await app.settle();

    const { items } = (await helena.get<Messages>(`/tickets/${ticket.id}/messages`)).body;
    expect(items.map((message) => message.direction)).toEqual(['in', 'out', 'in']);
    expect(items[2]!.from.name).toBe(persona.name);
  }, 60_000);

  const someVisitor = async (known: boolean): Promise<Persona> => {
    for (;;) {
      const persona = await somebody(app.db, dice);
      if (known === (persona.visitorToken !== undefined)) return persona;
    }
  };

  const call = async (persona: Persona, onGone: () => void = () => undefined): Promise<ChatCaller> => {
    const [line] = await app.db.query<[{ public_key: string }]>(
      `select public_key from inboxes where channel = 'chat'`,
    );
    const scene = SCENES.find((one) => one.via === 'site' && one.language === persona.language)!;
    const hurried = { now: () => Date.now(), after: hurry };
    const caller = new ChatCaller(app.url, line.public_key, persona, scene, dice, hurried, onGone);
    await caller.start();
    return caller;
  };

  it('come back to the chat that they had before', async () => {
    const persona = await someVisitor(true);
    const said = async (): Promise<number> =>
      Number(
        (
          await app.db.query<[{ n: string }]>(
            `select count(*) as n from messages where author_id = $1 and channel = 'chat'`,
            [persona.id],
          )
        )[0].n,
      );
    const before = await said();
    const caller = await call(persona);

    await until(said, (now) => now > before);
    caller.leave();
  }, 60_000);

  it('chat like any widget, and answer the agent', async () => {
    const persona = await someVisitor(false);
    const [{ last }] = await app.db.query<[{ last: string }]>('select max(number) as last from tickets');
    let gone = false;
    const caller = await call(persona, () => (gone = true));
    const ticketNumber = await until(
      async () => (await helena.get<Tickets>('/tickets?channel=chat&sort=created&limit=1')).body.items[0]!.number,
      (number) => number > Number(last),
    );
    const said = async (): Promise<Messages['items']> =>
      (await helena.get<Messages>(`/tickets/${ticketNumber}/messages`)).body.items;
    await until(said, (items) => items.length > 0);

    await helena.post(`/tickets/${ticketNumber}/messages`, { kind: 'reply', text: 'Um momento.' });

    const directions = await until(
      async () => (await said()).map((message) => message.direction),
      (all) => all.includes('out') && all.at(-1) === 'in',
    );
    expect(directions.lastIndexOf('in')).toBeGreaterThan(directions.indexOf('out'));
    caller.leave();
    expect(gone).toBe(true);
  }, 60_000);

  it('go on by themselves and go home when told', async () => {
    const customers = new SimulatedCustomers(app.nest, app.url);
    await customers.start();
    const count = async (): Promise<number> =>
      Number((await app.db.query<[{ n: string }]>('select count(*) as n from envelopes'))[0].n);
    const before = await count();
    for (let n = 0; n < 3; n += 1) await customers.begin();
    await until(count, (now) => now >= before + 3);
    await customers.stop();
  }, 60_000);
});

const hurry = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms > 60_000 ? ms : ms / 50);
  return () => clearTimeout(timer);
};

async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (tries === 200) throw new Error(`never came: ${JSON.stringify(answer)}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
