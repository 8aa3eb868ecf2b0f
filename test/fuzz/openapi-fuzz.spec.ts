import fc from 'fast-check';
import { customer } from '../harness/customers.js';
import type { Door } from '../harness/door.js';
import { TestApp } from '../harness/app.js';
import { isFull } from '../harness/full.js';
import { signIn, type ShippedRoleKey } from '../harness/people.js';
import { hostileText, hostileValue } from './hostile.js';
import { exampleOf, operationsOf, type ApiDocument, type Operation } from './operations.js';

/** Whose the things are. */
const ANA = { email: 'ana@fuzz.example' };
const SEED = 20_261_121;
const BODIES = isFull ? 30 : 4;
const ADDRESSES = isFull ? 10 : 2;
const AT_ONCE = 4;
const ANSWER_WITHIN_MS = 10_000;
const NESTED = 20_000;
/** The last of the bodies are no JSON that anybody reads. */
const UNREADABLE = 3;

/**
 * Whatever anybody sends to any operation, the answer is one that the client can read: never a 500, never silence, and
 * a problem as application/problem+json. Operations are taken from the OpenAPI document, so a new one is fuzzed by
 * being there.
 */
describe('hostile requests', () => {
  let app: TestApp;
  let document: ApiDocument;
  let ids: Record<string, string>;
  beforeAll(async () => {
    app = await TestApp.boot();
    document = (await app.anyone.get<ApiDocument>('//api/openapi.json')).body;
    ids = await somethingOfEach(app);
  });
  afterAll(() => app.close());

  it.each<ShippedRoleKey>(['administrator', 'agent'])(
    'get an answer from every operation, sent by a person of role %s',
    async (role) => {
      const waiting = operationsOf(document);
      const wrong: string[] = [];
      expect(waiting.length).toBeGreaterThan(100);

      const line = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift()) wrong.push(...(await fuzz(next, role)));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, line));

      expect(wrong).toEqual([]);
    },
    isFull ? 1_200_000 : 300_000,
  );

  it('that are no JSON at all are refused as such', async () => {
    const admin = await signIn(app, 'administrator');
    const post = (body: string | Uint8Array, type = 'application/json') =>
      admin.with({ 'Content-Type': type }).send('POST', '/teams', body);

    expect((await post('{"name":')).status).toBe(400);
    expect((await post('"text"')).status).toBe(400);
    expect((await post(new Uint8Array([0xff, 0xfe, 0x00]))).status).toBe(400);
    expect((await post(`{"name":"${'x'.repeat(2_000_000)}"}`)).status).toBe(413);
    expect([415, 422]).toContain((await post('name=x', 'application/x-www-form-urlencoded')).status);
    expect([400, 415]).toContain((await post('{}', 'application/json; charset=x-unknown')).status);
    const gzip = await admin.with({ 'Content-Encoding': 'gzip' }).send('POST', '/teams', { name: 'not gzip' });
    expect(gzip.status).toBe(400);
  });

  async function fuzz(operation: Operation, role: ShippedRoleKey): Promise<string[]> {
    const wrong: string[] = [];
    // The customers' house has a door of its own.
    const enter = (): Promise<Door> => (operation.path.includes('/portal/') ? customer(app, ANA) : signIn(app, role));
    let person = await enter();
    const ask = async (path: string, body?: unknown): Promise<number | undefined> => {
      const { status, problem } = await judge(person, operation.method, path, body);
      if (problem) wrong.push(`${operation.method} ${shortened(path)} ${shortened(describeBody(body))}: ${problem}`);
      // Some operations end the session, or the person.
      if (status === 401) person = await enter();
      return status;
    };
    for (const path of addressesOf(operation)) await ask(path, exampleBody(operation));
    const [example, ...more] = bodiesOf(operation);
    // Whoever may not is turned away before the body is looked at.
    const mayNot = example !== undefined && (await ask(realAddress(operation), example)) === 403;
    for (const body of mayNot ? more.slice(-UNREADABLE) : more) await ask(realAddress(operation), body);
    return wrong;
  }

  const realAddress = ({ path }: Operation): string =>
    path.replace(/\/(\w[\w-]*)\/\{(\w+)\}/g, (_, kind: string) => `/${kind}/${ids[kind] ?? ids.tickets}`);

  /** Hostile ids and queries. */
  function addressesOf(operation: Operation): string[] {
    const { path, pathNames, queryNames } = operation;
    const seed = SEED + path.length;
    const inPath = pathNames.length === 0 ? [] : fc.sample(hostileText, { seed, numRuns: ADDRESSES });
    const inQuery = queryNames.flatMap((name) =>
      fc.sample(hostileText, { seed: seed + name.length, numRuns: ADDRESSES }).map((text) => `${name}=${text}`),
    );
    const [first] = queryNames;
    return [
      ...inPath.map((text) => path.replace(/\{\w+\}/g, () => text)),
      ...inQuery.map((query) => `${realAddress(operation)}?${query}`),
      ...(first ? [`${realAddress(operation)}?${first}=1&${first}=2&${first}[]=3&${first}[a][b]=4&unknown=%00`] : []),
    ];
  }

  const exampleBody = ({ body }: Operation): unknown => body && exampleOf(body, document, ids.tickets!);

  /** Bodies that are wrong as a whole, in one place, or by being too much. */
  function bodiesOf(operation: Operation): unknown[] {
    if (!operation.body) return [];
    const example = exampleBody(operation);
    const fields = example && typeof example === 'object' ? Object.keys(example) : [];
    const oneWrong = fc
      .tuple(fc.constantFrom(...fields, 'surprise'), hostileValue)
      .map(([field, value]) => ({ ...(example as object), [field]: value }));
    const seed = SEED + operation.path.length;
    const [anyField = 'field'] = fields;
    return [
      example,
      ...fc.sample(oneWrong, { seed, numRuns: BODIES }),
      ...fields.map((field) => ({ ...(example as object), [field]: fc.sample(hostileValue, { seed, numRuns: 1 })[0] })),
      ...fc.sample(hostileValue, { seed, numRuns: 2 }),
      Object.fromEntries(fields.map((field) => [field, 'x'.repeat(1_000_000)])),
      raw('{"a":'),
      raw(`{${JSON.stringify(anyField)}:${'['.repeat(NESTED)}${']'.repeat(NESTED)}}`),
      raw(`{${JSON.stringify(anyField)}:${'{"a":'.repeat(NESTED)}1${'}'.repeat(NESTED)}}`),
    ];
  }
});

/** What was answered, and why that is not acceptable. */
async function judge(
  door: Door,
  method: string,
  path: string,
  body: unknown,
): Promise<{ status?: number; problem?: string }> {
  const json = door.with({ 'Content-Type': 'application/json' });
  const request = json.send<unknown>(
    method,
    `/${path}`,
    body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((done) => (timer = setTimeout(() => done('late'), ANSWER_WITHIN_MS)));
  const answer = await Promise.race([request, late]).finally(() => clearTimeout(timer));
  if (answer === 'late') return { problem: 'no answer' };
  const { status, headers } = answer;
  if (status >= 500) return { status, problem: `${status} ${shortened(JSON.stringify(answer.body))}` };
  if (status < 400) return { status };
  const type = headers.get('content-type') ?? '';
  const problem = answer.body as { status?: number; title?: string };
  const readable = type.includes('application/problem+json') && problem.status === status && Boolean(problem.title);
  return { status, ...(!readable && { problem: `${status} as ${type}, which is no problem document` }) };
}

/** A text is sent as it stands. */
const raw = (text: string): string => text;
const describeBody = (body: unknown): string => (typeof body === 'string' ? body : (JSON.stringify(body) ?? ''));
const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}… (${text.length})` : text);

/** Real things, so that requests come past "not found". */
async function somethingOfEach(app: TestApp): Promise<Record<string, string>> {
  const door = await signIn(app, 'administrator');
  const make = async (path: string, body: object): Promise<string> => {
    const { status, body: made } = await door.post<{ id: string }>(path, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(made)}`);
    return made.id;
  };
  const contacts = await make('/contacts', { name: 'Ana', identities: [{ kind: 'email', value: ANA.email }] });
  const companies = await make('/companies', { name: 'Loja' });
  const packages = await make('/packages', { key: 'gold', name: 'Gold' });
  const terms = { kind: 'rental', term: 'short', startsOn: '2026-01-01' };
  const inboxes = await make('/inboxes', { channel: 'chat', name: 'Chat' });
  const letters = await make('/inboxes', { channel: 'email', name: 'Mail', address: 'mail@fuzz.example' });
  const tickets = await make('/tickets', { subject: 'Printer', contactId: contacts, text: 'It does not print.' });
  const messages = await make(`/tickets/${tickets}/messages`, { kind: 'note', text: 'A note' });
  const teams = await make('/teams', { name: 'Fuzzers', memberIds: [door.id] });
  await door.patch(`/teams/${teams}/assignment`, { strategy: 'least_busy' });
  const models = await make('/equipment/models', { maker: 'Acme', name: 'R1', kind: 'router', family: 'it' });
  const locations = await make('/equipment/locations', { name: 'Store', kind: 'stock' });
  const equipment = await make('/equipment', { modelId: models, locationId: locations });
  const days = { from: '2100-01-01', until: '2100-01-05' };
  const roles = (await door.get<{ id: string }[] | { items: { id: string }[] }>('/roles')).body;
  return {
    contacts,
    companies,
    packages,
    contracts: await make('/contracts', { companyId: companies, packageId: packages, ...terms }),
    inboxes,
    models,
    locations,
    equipment,
    reservations: await make('/equipment/reservations', { equipmentId: equipment, ...days }),
    tickets,
    messages,
    teams,
    users: door.id,
    sessions: door.sessionId,
    broadcasts: await make('/broadcasts', { name: 'News', inboxId: letters }),
    posts: await make('/posts', { text: 'News', inboxIds: [letters] }),
    roles: ('items' in roles ? roles.items : roles).at(-1)!.id,
    rules: await make('/rules', {
      name: 'Tag',
      events: ['ticket.created'],
      condition: { all: [] },
      actions: [{ type: 'tag', value: 'x' }],
    }),
    views: await make('/views', { name: 'Mine', filter: {}, sort: 'due', shared: false }),
    macros: await make('/macros', { name: 'Close', actions: [{ type: 'tag', tags: ['x'] }] }).catch(() => tickets),
    'canned-replies': await make('/canned-replies', { shortcut: 'hi', title: 'Hi', text: 'Hello' }),
  };
}
