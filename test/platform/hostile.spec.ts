import { TestApp } from '../harness/app.js';
import { administrator, type Person } from '../harness/people.js';
import { dice, HOSTILE } from './hostile-values.js';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  minimum?: number;
  minLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Operation {
  parameters?: { name: string; in: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const NOTHING_HERE = '00000000-0000-7000-8000-000000000000';
const TOGETHER = 8;
const throwDice = dice(20_261_121);

/** Every route of the OpenAPI document, with what nobody should send. Whatever comes: no 500, and an answer that is JSON. */
describe('hostile values', () => {
  let app: TestApp;
  let admin: Person;
  let document: Document;
  const accidents: string[] = [];

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    document = (await app.anyone.get<Document>('//api/openapi.json')).body;
  });
  afterAll(() => app.close());
  beforeEach(() => void accidents.splice(0));

  const routes = (...methods: string[]) =>
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([method]) => methods.includes(method))
        .map(([method, operation]) => ({ method: method.toUpperCase(), path: path.replace('/api/v1', ''), operation })),
    );

  type Call = [method: string, path: string, body?: unknown];

  async function sendAll(calls: Call[]): Promise<void> {
    for (let at = 0; at < calls.length; at += TOGETHER) await Promise.all(calls.slice(at, at + TOGETHER).map(send));
  }

  async function send([method, path, body]: Call): Promise<void> {
    const answer = await admin.send(method, path, body);
    if (answer.status >= 500)
      accidents.push(`${answer.status} ${method} ${path} ${JSON.stringify(body)?.slice(0, 300)}`);
    // Some of what is sent ends sessions, as it should.
    if (answer.status === 401) admin = await administrator(app);
  }

  /** An existing thing where the list of its kind has one, so that a change is more than a 404. */
  async function fill(path: string): Promise<string> {
    const list = path.slice(0, path.indexOf('/{'));
    const { body } = path.includes('{') ? await admin.get<{ items?: { id: string }[] }>(list) : { body: {} };
    const id = (body as { items?: { id: string }[] }).items?.[0]?.id ?? NOTHING_HERE;
    return path.replace(/\{[^}]+\}/g, id);
  }

  function example(schema: Schema | undefined, depth = 0): unknown {
    if (!schema || depth > 6) return null;
    if (schema.$ref) return example(document.components.schemas[schema.$ref.split('/').at(-1)!], depth + 1);
    const one = schema.anyOf ?? schema.oneOf ?? schema.allOf;
    if (one) return example(one[0], depth + 1);
    if (schema.enum) return schema.enum[0];
    if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
    if (schema.type === 'boolean') return true;
    if (schema.type === 'array') return [example(schema.items, depth + 1)];
    if (schema.type === 'object' || schema.properties) {
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, member]) => [name, example(member, depth + 1)]),
      );
    }
    if (schema.format === 'uuid') return NOTHING_HERE;
    if (schema.format === 'email') return 'somebody@desk.example';
    if (schema.format === 'date-time') return '2030-01-01T00:00:00Z';
    return 'x'.repeat(Math.max(3, schema.minLength ?? 0));
  }

  function bodiesFor(method: string, path: string, schema: Schema | undefined): Call[] {
    const calls: Call[] = (schema ? HOSTILE : [{}]).map((value) => [method, path, value ?? {}]);
    const valid = example(schema);
    if (!valid || typeof valid !== 'object' || Array.isArray(valid)) return calls;
    const names = Object.keys(valid);
    const everywhere = (value: unknown) => Object.fromEntries(names.map((name) => [name, value]));
    calls.push(...HOSTILE.map((value): Call => [method, path, everywhere(value)]));
    for (const name of names) {
      for (let i = 0; i < 4; i += 1) calls.push([method, path, { ...valid, [name]: throwDice(HOSTILE) }]);
    }
    return [...calls, [method, path, { ...valid, isAdmin: true, tenantId: 1 }]];
  }

  it('in bodies never cause an accident', async () => {
    for (const { method, path, operation } of routes('post', 'put', 'patch', 'delete')) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      await sendAll(bodiesFor(method, await fill(path), schema));
    }
    expect(accidents).toEqual([]);
  }, 300_000);

  it('in addresses and queries never cause an accident', async () => {
    const texts = HOSTILE.map((value) => (typeof value === 'string' ? value.slice(0, 3_000) : JSON.stringify(value)));
    const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString());
    for (const { path, operation } of routes('get')) {
      const target = await fill(path);
      for (const { name } of (operation.parameters ?? []).filter((p) => p.in === 'query')) {
        await sendAll(texts.map((text) => ['GET', `${target}?${name}=${encoded(text)}`]));
        await send(['GET', `${target}?${name}=a&${name}=b&${name}[$gt]=1&${name}[]=2`]);
      }
      if (!path.includes('{')) continue;
      const raw = ['%', '%ff', '%00', '..%2f..%2f', '.', ...texts.map((text) => encoded(text) || '%20')];
      await sendAll(raw.map((text) => ['GET', path.replace(/\{[^}]+\}/g, text)]));
    }
    expect(accidents).toEqual([]);
  }, 300_000);

  it('that are no JSON at all are refused as such', async () => {
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
});
