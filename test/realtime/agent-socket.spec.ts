import { io, type Socket } from 'socket.io-client';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { ChannelRegistry } from '../../src/channels/registry.js';
import { Receiver } from '../../src/channels/receiver.service.js';
import type { Line } from '../../src/channels/contract.js';
import { JsonChannel, says } from '../channels/json-channel.js';
import { TestApp } from '../harness/app.js';
import { makeTeam, signIn, type Person } from '../harness/people.js';

describe("an agent's socket", () => {
  let app: TestApp;
  let line: Line;
  let agent: Person;
  const open: Socket[] = [];

  beforeAll(async () => {
    app = await TestApp.boot();
    app.get(ChannelRegistry).add(new JsonChannel('talk', { threads: false, intake: 'at-once' }));
    const { inbox } = await app.get(InboxesService).create({ channel: 'talk', name: 'Talk' });
    line = await app.get(InboxesService).line(inbox.id);
    agent = await signIn(app, 'agent');
  });
  afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
  afterAll(() => app.close());

  const connect = (options: object) => {
    const socket = io(`${app.url}/agent`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      ...options,
    });
    open.push(socket);
    return new Promise<Socket>((done, fail) => {
      socket.on('connect', () => done(socket));
      socket.on('connect_error', fail);
    });
  };
  const as = (person: Person) => connect({ extraHeaders: { cookie: person.cookie } });
  const next = <T>(socket: Socket, name: string) => new Promise<T>((done) => socket.once(name, done));
  const say = async (from: string, text: string) => {
    const { envelopeId } = await app
      .get(Receiver)
      .receive(line, { key: `${from}${text}`, raw: Buffer.from(JSON.stringify([says(from, text)])) });
    const [row] = await app.db.query('select ticket_id from envelopes where id = $1', [envelopeId]);
    return row.ticket_id as string;
  };

  it('hears each event of the tickets it asked for, in order and without a gap', async () => {
    const ticketId = await say('ana@loja.example', 'one');
    const socket = await as(agent);
    expect(await socket.emitWithAck('subscribe', { tickets: [ticketId] })).toMatchObject({
      ok: true,
      tickets: [ticketId],
    });
    const heard: { seq: number; type: string; ticketId: string }[] = [];
    socket.on('event', (event) => heard.push(event));

    await say('ana@loja.example', 'two');
    await say('ana@loja.example', 'three');
    await new Promise<void>((done) => {
      const look = setInterval(() => {
        if (heard.length < 2) return;
        clearInterval(look);
        done();
      }, 5);
    });

    expect(heard.map((event) => event.type)).toEqual(['message.added', 'message.added']);
    expect(heard[1]!.seq).toBe(heard[0]!.seq + 1);
  });

  it('hears the row of a ticket that came, as the list shows it', async () => {
    const socket = await as(agent);
    const row = new Promise<{ id: string; subject: string }>((done) => {
      socket.on('ticket', (told: { id: string; subject: string }) => told.subject === 'new here' && done(told));
    });

    const ticketId = await say('bia@loja.example', 'new here');

    const told = await row;
    const listed = await agent.get<{ items: { id: string }[] }>('/tickets');
    expect(told.id).toBe(ticketId);
    expect(listed.body.items.find((item) => item.id === ticketId)).toEqual(JSON.parse(JSON.stringify(told)));
  });

  it('tells who else looks at a ticket and types there', async () => {
    const ticketId = await say('caio@loja.example', 'shared');
    const other = await signIn(app, 'agent', { name: 'Marina' });
    const [mine, hers] = [await as(agent), await as(other)];
    await mine.emitWithAck('viewing', { ticketId });
    const told = next<{ users: { name: string; typing: boolean }[] }>(mine, 'presence');

    await hers.emitWithAck('viewing', { ticketId });
    expect((await told).users.map((user) => user.name)).toContain('Marina');

    const typing = next<{ users: { name: string; typing: boolean }[] }>(mine, 'presence');
    await hers.emitWithAck('typing', { ticketId, on: true });
    expect((await typing).users.find((user) => user.name === 'Marina')?.typing).toBe(true);
  });

  it('puts its person at the desk, which visitors of the chat are told', async () => {
    const person = await signIn(app, 'agent');
    const availability = async () => (await person.get('/me')).body.availability;
    expect(await availability()).toBe('away');
    const socket = await as(person);
    await socket.emitWithAck('subscribe', {});

    expect(await availability()).toBe('online');
    await socket.emitWithAck('availability', { state: 'away' });
    expect(await availability()).toBe('away');
  });

  it('is not opened for nobody, for a wrong token, or from a foreign page', async () => {
    await expect(connect({})).rejects.toThrow('unauthorized');
    await expect(connect({ auth: { token: 'fdt_wrong' } })).rejects.toThrow('unauthorized');
    await expect(connect({ extraHeaders: { cookie: agent.cookie, origin: 'https://evil.example' } })).rejects.toThrow(
      'unauthorized',
    );
  });

  it('cannot subscribe to what its person may not see', async () => {
    const ticketId = await say('dora@loja.example', 'not for technicians');
    const technician = await signIn(app, 'technician');
    const socket = await as(technician);

    expect(await socket.emitWithAck('subscribe', { tickets: [ticketId] })).toEqual({ ok: true, tickets: [] });
  });

  it('answers garbage by a code and stays open', async () => {
    const socket = await as(agent);

    const answer = await socket.emitWithAck('subscribe', { tickets: 'all' });

    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    expect(socket.connected).toBe(true);
  });

  it('is closed within a second when its person signs out', async () => {
    const leaver = await signIn(app, 'agent');
    const socket = await as(leaver);
    const closed = Promise.all([next(socket, 'revoked'), next(socket, 'disconnect')]);
    const began = Date.now();

    await leaver.delete('/session');
    await closed;

    expect(Date.now() - began).toBeLessThan(1_000);
  });

  it('hears of deals that they may see, and of no others', async () => {
    const [mine, theirs] = [await makeTeam(app), await makeTeam(app)];
    const boss = await signIn(app, 'lead');
    const julia = await signIn(app, 'sales', { teamIds: [mine.id] });
    await boss.post('/pipelines', { name: 'Rental', currency: 'BRL', stages: [{ name: 'First', probability: 10 }] });
    const socket = await as(julia);
    const heard: string[] = [];
    socket.on('deal', ({ dealId }: { dealId: string }) => heard.push(dealId));
    const made = async (more: object) =>
      (await boss.post<{ id: string }>('/deals', { title: 'Routers', prospect: 'Lima Ltda', ownerId: null, ...more }))
        .body.id;

    const hidden = await made({ teamId: theirs.id });
    const seen = [
      await made({}),
      await made({ teamId: mine.id }),
      await made({ teamId: theirs.id, ownerId: julia.id }),
    ];
    await new Promise<void>((done) => {
      const look = setInterval(() => {
        if (!seen.every((id) => heard.includes(id))) return;
        clearInterval(look);
        done();
      }, 5);
    });

    expect(heard).not.toContain(hidden);
  });
});
