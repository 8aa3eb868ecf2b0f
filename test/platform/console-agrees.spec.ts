import { readdirSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { TestApp } from '../harness/app.js';

/** A call that the pages make: `api.get<Deal>('/deals/{}')`. */
interface Call {
  file: string;
  line: number;
  method: string;
  path: string;
  /** What the page believes to get, as it stands in the source. */
  type: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const MADE = resolve('web/api/openapi.d.ts');

/**
 * What the document promises for a route: nothing where nothing is told. What it describes only as an object, a tree of
 * steps or of conditions, agrees with whatever is read from it.
 */
const TOLD_BY = `
import type { paths as ToldPaths } from '${MADE.replace(/\.d\.ts$/, '')}';
type ToldOpen<T> = unknown extends T
  ? any
  : T extends readonly unknown[]
    ? { [I in keyof T]: ToldOpen<T[I]> }
    : string extends keyof T
      ? unknown extends T[keyof T] ? any : T
      : T extends object
        ? { [K in keyof T]: ToldOpen<T[K]> }
        : T;
type ToldBody<R> = R extends { content: { 'application/json': infer Json } } ? ToldOpen<Json> : undefined;
type ToldBy<P extends keyof ToldPaths, M extends keyof ToldPaths[P]> = ToldPaths[P][M] extends { responses: infer R }
  ? ToldBody<R[Extract<keyof R, 200 | 201 | 202 | 204>]>
  : never;
`;

/** The pages are written by hand against the API; the compiler compares what they expect with what it says. */
describe('the pages and the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenAPI3;
  beforeAll(async () => {
    app = await TestApp.boot();
    document = (await app.anyone.get<OpenAPI3>('//api/openapi.json')).body;
  });
  afterAll(() => app.close());

  const sources = ['web/api', 'web/portal', 'web/field/device'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.(spec|d)\.tsx?$/.test(name))
      .map((name) => resolve(folder, name)),
  );
  const calls = sources.flatMap(callsIn);

  it('know the same routes', () => {
    expect(calls.length).toBeGreaterThan(300);
    expect(calls.filter((call) => routesOf(call, document).length === 0).map(written)).toEqual([]);
  });

  it('mean the same by every answer', async () => {
    const made = astToString(await openapiTS(document, { emptyObjectsUnknown: true, arrayLength: true }));
    expect(disagreements(calls, document, made)).toEqual([]);
  }, 120_000);
});

const written = ({ file, line, method, path }: Call) => `${relative('.', file)}:${line} ${method} ${path}`;

/** The routes that a call may reach: one, or several where a page chooses a word of the path. */
function routesOf({ method, path }: Call, document: OpenAPI3): string[] {
  const asked = `/api/v1${path}`.split('/');
  const fitting = Object.entries(document.paths ?? {})
    .filter(([, item]) => method in item)
    .map(([route]) => ({ route, told: route.replace(/\{[^}]*\}/g, '{}').split('/') }))
    .filter(({ told }) => told.length === asked.length && told.every((w, i) => w === asked[i] || asked[i] === '{}'));
  const exact = fitting.find(({ told }) => told.every((word, at) => word === asked[at]));
  return (exact ? [exact] : fitting).map(({ route }) => route);
}

function callsIn(file: string): Call[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Call[] = [];
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.typeArguments?.length === 1) {
      const [path] = node.arguments;
      const type = node.typeArguments[0]!.getText();
      const told = path && { file, line: lineOf(node), path: shapeOf(path) };
      if (told?.path.startsWith('/') && isApi(node.expression))
        found.push({ ...told, method: node.expression.name.text, type });
      // The short way to a list, which several files keep for themselves.
      if (told?.path.startsWith('/') && ['list', 'whole'].includes(node.expression.getText()))
        found.push({ ...told, method: 'get', type: `(${type})[] | { items: (${type})[] }` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isApi(node: ts.Expression): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && node.expression.getText() === 'api' && METHODS.includes(node.name.text);
}

function shapeOf(path: ts.Expression): string {
  const text = ts.isStringLiteralLike(path)
    ? path.text
    : ts.isTemplateExpression(path)
      ? path.head.text + path.templateSpans.map((span) => `{}${span.literal.text}`).join('')
      : path.getText();
  return text.replace(/\?.*/, '');
}

/** Compiles each file with one assignment more for each of its calls, and tells of those that do not fit. */
function disagreements(calls: Call[], document: OpenAPI3, made: string): string[] {
  const texts = new Map([[MADE, made]]);
  const asked = new Map<string, Call>();
  for (const call of calls)
    for (const route of routesOf(call, document)) {
      const text = texts.get(call.file) ?? readFileSync(call.file, 'utf8') + TOLD_BY;
      const line = text.split('\n').length;
      const type = call.type.replaceAll('\n', ' ');
      const told = `undefined! as ToldBy<'${route}', '${call.method}'>`;
      texts.set(call.file, `${text}export const agrees${line}: ${type} = ${told};\n`);
      asked.set(`${call.file}:${line}`, call);
    }
  const program = compile(texts);
  const told = [...texts.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)!;
    return program.getSemanticDiagnostics(source).map((problem) => {
      const line = source.getLineAndCharacterOfPosition(problem.start!).line + 1;
      const call = asked.get(`${file}:${line}`);
      asked.delete(`${file}:${line}`);
      const why = ts.flattenDiagnosticMessageText(problem.messageText, '\n').split('\n').slice(-3).join(' ');
      return { call, text: `${call ? written(call) : `${file}:${line}`}: ${why.replace(/ +/g, ' ').slice(0, 400)}` };
    });
  });
  // Where a page chooses a word of the path, one of the routes must fit.
  const fitting = new Set(asked.values());
  return told.filter(({ call }) => !call || !fitting.has(call)).map(({ text }) => text);
}

function compile(texts: Map<string, string>): ts.Program {
  const { config } = ts.readConfigFile('web/tsconfig.json', (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, 'web');
  const host = ts.createCompilerHost({ ...options, incremental: false });
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...more) =>
    texts.has(name) ? ts.createSourceFile(name, texts.get(name)!, version) : read(name, version, ...more);
  host.fileExists = (name) => texts.has(name) || ts.sys.fileExists(name);
  return ts.createProgram([...texts.keys()], { ...options, incremental: false, tsBuildInfoFile: undefined }, host);
}
