import { TestApp } from '../harness/app.js';

interface Operation {
  operationId: string;
  summary?: string;
  security?: object[];
  parameters?: { name: string; in: string; schema: { maximum?: number } }[];
  responses: Record<string, unknown>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { required?: string[]; properties?: Record<string, object> }> };
}

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: Document;
  beforeAll(async () => {
    app = await TestApp.boot();
    document = (await app.anyone.get<Document>('//api/openapi.json')).body;
  });
  afterAll(() => app.close());

  const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));

  it('gives every route a name of its own, a summary and a way to refuse', () => {
    const names = operations().map((o) => o.operationId);

    expect(document.openapi).toBe('3.1.0');
    expect(new Set(names).size).toBe(names.length);
    expect(
      operations()
        .filter((o) => !o.summary)
        .map((o) => o.operationId),
    ).toEqual([]);
    expect(
      operations()
        .filter((o) => !o.responses.default)
        .map((o) => o.operationId),
    ).toEqual([]);
  });

  it('refers to nothing that it does not hold', () => {
    const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      (found) => found[1]!,
    );
    const known = Object.keys(document.components.schemas);
    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('tells what a query may hold and what a body must', () => {
    const list = document.paths['/api/v1/users']!.get!;

    expect(list.parameters!.map((p) => p.name)).toEqual(expect.arrayContaining(['q', 'team', 'limit', 'cursor']));
    expect(list.parameters!.find((p) => p.name === 'limit')!.schema.maximum).toBe(200);
    expect(document.components.schemas.NewUser!.required).toEqual(['email', 'name', 'roleIds']);
    expect(document.components.schemas.UserChange!.required ?? []).toEqual([]);
  });

  it('says which routes need no account', () => {
    expect(document.paths['/api/v1/setup']!.get!.security).toEqual([]);
    expect(document.paths['/api/v1/users']!.get!.security).toBeUndefined();
  });
});
