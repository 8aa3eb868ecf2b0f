import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { UsersService } from '../identity/people/users.service.js';
import { ImportRows } from '../imports/import-rows.service.js';
import type { ImportOptionsChange, ImportView } from '../imports/import.dto.js';
import { ImportsService } from '../imports/imports.service.js';
import type { Kind } from '../imports/kinds/kinds.rules.js';
import type { SourceKey } from '../imports/sources/source.js';
import { SYSTEM, type Actor } from '../platform/http/access.decorators.js';
import { withContext, type Context } from './context.js';
import { print } from './output.js';

interface Options {
  source: SourceKey;
  kind?: Kind;
  by: string;
  mapping?: string;
  dryRun?: boolean;
  refused?: boolean;
  json?: boolean;
}

/** Which column is which by its heading, and what becomes of rows that are known. */
interface MappingFile {
  columns?: Record<string, string>;
  options?: ImportOptionsChange;
}

const LOOK_EVERY_MS = 500;

export function register(program: Command): void {
  const command = program
    .command('import')
    .description('read in a table or the export of another desk, or take one back (docs/importing.md)');

  command
    .command('run <file>')
    .description('dry run, and then the run; with --dry-run only the first')
    .option('--source <desk>', 'csv, zendesk, freshdesk, chatwoot, zammad or freescout', 'csv')
    .option('--kind <kind>', 'of a table: contacts, companies, sites, contracts, equipment, deals, tickets or articles')
    .requiredOption('--by <address>', 'mail address of the person in whose name it is done')
    .option('--mapping <file>', 'JSON: {"columns": {"Heading": "field"}, "options": {"duplicates": "update"}}')
    .option('--dry-run', 'say what would become of the rows, and change nothing')
    .option('--refused', 'print the refused rows as CSV, each with its reason')
    .option('--json', 'print JSON')
    .action((file: string, options: Options) => withContext((context) => runImport(context, file, options)));

  command
    .command('undo <id>')
    .description('take an import back; what people touched since stays')
    .requiredOption('--by <address>', 'mail address of the person in whose name it is done')
    .option('--json', 'print JSON')
    .action((id: string, { by, json }: { by: string; json?: boolean }) =>
      withContext(async (context) => {
        const imports = context.app.get(ImportsService);
        await imports.undo(await actorCalled(context, by), id);
        print(figuresOf(await driven(imports, id, 'undoing')), json);
      }),
    );
}

async function runImport(context: Context, file: string, options: Options): Promise<void> {
  const imports = context.app.get(ImportsService);
  const actor = await actorCalled(context, options.by);
  const { id } = await given(imports, actor, file, options);
  if (options.mapping) await map(imports, id, JSON.parse(await readFile(options.mapping, 'utf8')) as MappingFile);
  await imports.check(actor, id);
  let one = await driven(imports, id, 'checking');
  if (!options.dryRun && one.state === 'checked') {
    await imports.run(actor, id);
    one = await driven(imports, id, 'running');
  }
  if (one.state === 'failed') process.exitCode = 1;
  if (options.refused) {
    const { content } = await context.app.get(ImportRows).refused(id);
    for await (const part of content) process.stdout.write(part);
  } else print(figuresOf(one), options.json);
}

/** Of a copy: what is kept may be the very file that was given. */
async function given(
  imports: ImportsService,
  actor: Actor,
  file: string,
  { source, kind }: Options,
): Promise<{ id: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-import-'));
  try {
    const path = join(folder, 'given');
    await copyFile(file, path);
    const { size } = await stat(path);
    return { id: await imports.create(actor, { source, kind }, { path, name: basename(file), size }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function map(imports: ImportsService, id: string, { columns, options }: MappingFile): Promise<void> {
  const { shape } = await imports.one(id);
  const headings = shape.columns ?? [];
  const mapping: Record<string, string> = {};
  for (const [heading, field] of Object.entries(columns ?? {})) {
    const at = headings.indexOf(heading);
    if (at < 0) throw new Error(`The file has no column "${heading}". It has: ${headings.join(', ')}`);
    mapping[at] = field;
  }
  await imports.change(id, { ...(columns && { mapping }), options });
}

/** Does the work here, or beside a desk that is running and does it as well: batches take turns. Says how far it is. */
async function driven(imports: ImportsService, id: string, while_: ImportView['state']): Promise<ImportView> {
  const working = imports.turn({ importId: id });
  let isOver = false;
  const ended = working.finally(() => (isOver = true));
  ended.catch(() => undefined);
  for (;;) {
    const one = await imports.one(id);
    process.stderr.write(`\r${while_}: ${one.done || one.total}${one.done ? ` of ${one.total}` : ''}   `);
    if (one.state !== while_) {
      process.stderr.write('\n');
      await ended;
      return one;
    }
    if (isOver) await imports.turn({ importId: id });
    await pause(LOOK_EVERY_MS);
  }
}

async function actorCalled({ app }: Context, address: string): Promise<Actor> {
  const user = await app.get(UsersService).findByEmail(address);
  if (!user?.active) throw new Error(`Nobody who works with this desk has the address ${address}.`);
  return { ...SYSTEM, kind: 'user', id: user.id, name: user.name };
}

const figuresOf = ({ id, state, problem, counts }: ImportView): Record<string, unknown> => ({
  id,
  state,
  ...(problem && { problem }),
  ...Object.fromEntries(
    Object.entries(counts).flatMap(([kind, figures]) =>
      Object.entries(figures).map(([what, n]) => [`${kind} ${what}`, n]),
    ),
  ),
});
