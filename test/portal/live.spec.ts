import { io, type Socket } from 'socket.io-client';
import { TestApp } from '../harness/app.js';
import { customer, EVERYTHING, type SignedInCustomer } from '../harness/customers.js';
import { Make } from '../harness/make.js';
import { lead, type Person } from '../harness/people.js';

type Hint = { ticket?: number; report?: number };

describe('the sockets of customers', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  const open: Socket[] = [];

  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
  });
  afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
  afterAll(() => app.close());

  const connect = async (headers: Record<string, string>): Promise<{ socket: Socket; heard: Hint[] }> => {
    const socket = io(`${app.url}/portal`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: headers,
    });
    open.push(socket);
    const heard: Hint[] = [];
    socket.on('changed', (hint: Hint) => heard.push(hint));
    await new Promise<void>((done, fail) => {
      socket.on('ready', () => done());
      socket.on('connect_error', fail);
    });
    return { socket, heard };
  };
  const as = ({ cookie }: { cookie: string }) => connect({ cookie });
  const hint = (socket: Socket) => new Promise<Hint>((done) => socket.once('changed', done));
  const closed = (socket: Socket) => new Promise<string>((done) => socket.once('disconnect', done));

  async function firm(name: string) {
    const { id: companyId } = await make.company(name);
    const place = async (at: string) =>
      (await boss.post<{ id: string }>('/sites', { companyId, name: at, address: at })).body.id;
    const sites = [await place(`${name} one`), await place(`${name} two`)];
    const own = await customer(app, { name: `${name} Ana`, companyId });
    const atFirst = { tickets: 'sites', siteIds: [sites[0]!] } as const;
    const site = await customer(app, { name: `${name} Bia`, companyId, rights: atFirst });
    const whole = await customer(app, { name: `${name} Caio`, companyId, rights: EVERYTHING });
    return { companyId, sites, people: { own, site, whole } };
  }
  type Firm = Awaited<ReturnType<typeof firm>>;

  async function ticketOf({ companyId }: Firm, who: SignedInCustomer) {
    const inbox = await make.inbox();
    const ticket = await make.ticket({ contactId: who.contactId, companyId, inboxId: inbox.id });
    const thread = await make.conversation(ticket, inbox);
    return { ...ticket, say: (text: string, more: object = {}) => make.said(ticket.id, thread, text, more) };
  }

  it('tell of a request those who see it, and of the other company nothing', async () => {
    const [north, south] = [await firm('North'), await firm('South')];
    const ticket = await ticketOf(north, north.people.whole);
    await app.db.query('update tickets set site_id = $2 where id = $1', [ticket.id, north.sites[0]]);
    const theirs = await ticketOf(south, south.people.whole);
    await app.settle();
    const sockets = await Promise.all(
      [...Object.values(north.people), ...Object.values(south.people)].map((who) => as(who)),
    );
    const [own, site, whole, , , strangers] = sockets as [(typeof sockets)[0], ...typeof sockets];
    const told = Promise.all([hint(site!.socket), hint(whole!.socket)]);

    await ticket.say('It is still broken');
    expect(await told).toEqual([{ ticket: ticket.number }, { ticket: ticket.number }]);

    // The silence means something: each side hears of its own.
    const after = hint(strangers!.socket);
    await theirs.say('Ours as well');
    await after;
    expect(own.heard).toEqual([]);
    expect(sockets.slice(3).flatMap(({ heard }) => heard)).toEqual([{ ticket: theirs.number }]);
    expect(
      sockets
        .slice(0, 3)
        .flatMap(({ heard }) => heard)
        .map((one) => one.ticket),
    ).not.toContain(theirs.number);
  });

  it('say nothing of notes and of what we ask suppliers', async () => {
    const north = await firm('Notes');
    const ticket = await ticketOf(north, north.people.own);
    await app.settle();
    const { socket, heard } = await as(north.people.own);
    const note = { kind: 'note', direction: 'internal', author: { kind: 'user', id: boss.id } };
    await ticket.say('STAFF-NOTE', note);
    await app.settle();

    const next = hint(socket);
    await ticket.say('For everybody');
    await next;

    expect(heard).toEqual([{ ticket: ticket.number }]);
  });

  it('open for nobody else, and for no page of another site', async () => {
    const { people } = await firm('Doors');
    const token = people.own.cookie.split('=')[1]!;
    await expect(connect({})).rejects.toThrow('unauthorized');
    await expect(as(boss)).rejects.toThrow('unauthorized');
    await expect(connect({ cookie: `frontdesk_portal=${boss.cookie.split('=')[1]}` })).rejects.toThrow('unauthorized');
    await expect(connect({ authorization: `Bearer ${token}` })).rejects.toThrow('unauthorized');
    await expect(connect({ cookie: people.own.cookie, origin: 'https://evil.example' })).rejects.toThrow();
    await expect(as(people.own)).resolves.toBeDefined();
  });

  it('close when a session ends, rights change, or somebody goes to another company', async () => {
    const { people } = await firm('Ends');
    const { id: elsewhere } = await make.company('Elsewhere');
    const [own, site, whole] = await Promise.all([as(people.own), as(people.site), as(people.whole)]);
    const ends = [own, site, whole].map(({ socket }) => closed(socket));

    await people.own.delete('/portal/session');
    const account = async ({ contactId }: SignedInCustomer) =>
      (await boss.get<{ items: { id: string; version: number }[] }>(`/contacts/${contactId}/portal-accounts`)).body
        .items[0]!;
    const { id, version } = await account(people.site);
    await boss.patch(`/portal-accounts/${id}`, { version, rights: { tickets: 'own' } });
    const contact = await boss.get<{ version: number }>(`/contacts/${people.whole.contactId}`);
    const moved = await boss.patch(`/contacts/${people.whole.contactId}`, {
      version: contact.body.version,
      companyId: elsewhere,
    });
    expect(moved.status).toBe(200);

    expect(await Promise.all(ends)).toEqual(Array(3).fill('io server disconnect'));
    await expect(as(people.own)).rejects.toThrow('unauthorized');
  });
});
