/** House rules that a linter has no word for. Prints each breach as file:line; ends with 1 where there is one. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'web'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts'));

const isTest = (file) => /\.spec\.tsx?$/.test(file);
const server = (file) => file.startsWith('src/') && !isTest(file);
/**
 * Where a channel may be called by its name: its folder, its pages and icons, the list of features, the command line,
 * the demo, and where the words of other desks are read.
 */
const nameable =
  /^src\/(channels\/(email|chat|sms|voice|whatsapp|messenger|instagram|telegram|api)\/|cli\/|demo\/|imports\/sources\/|app\.module\.ts)/;

const RULES = [
  {
    what: 'read settings through Config',
    where: (f) => server(f) && f !== 'src/platform/config.ts' && f !== 'src/cli/context.ts',
    pattern: /process\.env\b/,
  },
  {
    what: 'the time comes from Clock',
    where: (f) => server(f) && !/^src\/(platform\/clock|cli|demo)/.test(f),
    pattern: /new Date\(\)|Date\.now\(\)/,
  },
  { what: 'no forwardRef', where: server, pattern: /\bforwardRef\b/ },
  { what: 'random comes from platform/crypto', where: (f) => server(f), pattern: /Math\.random\(/ },
  {
    what: 'a channel is not named outside its folder',
    where: (f) => server(f) && !nameable.test(f),
    pattern: /['"`](email|chat|whatsapp|telegram|messenger|instagram|sms|voice)['"`]/,
    // 'email' is also a kind of identity, beside 'phone', a format of a text, and a key of JSON.
    unless: /kind|phone|format|isEmail|->> 'email'/i,
  },
  {
    what: 'what is always there is an @ApiProperty, with `nullable` where it may be null',
    where: server,
    pattern: /@ApiPropertyOptional\(.*\) (readonly )?\w+!:/,
  },
  { what: 'no index.ts barrels', where: () => true, file: /\/index\.tsx?$/ },
  {
    what: 'no such name: utils, helpers, common, misc, base',
    where: () => true,
    file: /\/(utils?|helpers?|common|misc|base|manager)(\.[a-z]+)?\.tsx?$/,
  },
];

let breaches = 0;
/** Names of shapes are names in the API's description, where the second of one name would stand for both. */
const shapes = new Map();
for (const file of files.filter((f) => f.endsWith('.dto.ts'))) {
  const text = readFileSync(file, 'utf8');
  for (const found of text.matchAll(/^(?:export )?class (\w+)/gm)) {
    const line = text.slice(0, found.index).split('\n').length;
    if (shapes.has(found[1])) report(file, line, `${found[1]} is also the name of a shape in ${shapes.get(found[1])}`);
    shapes.set(found[1], file);
  }
}
for (const file of files) {
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const rule of RULES.filter((r) => r.where(file))) {
    if (rule.file?.test(file)) report(file, 1, rule.what);
    if (!rule.pattern) continue;
    lines.forEach((line, at) => {
      if (rule.pattern.test(line) && !rule.unless?.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line))
        report(file, at + 1, rule.what);
    });
  }
}

function report(file, line, what) {
  breaches += 1;
  console.error(`${file}:${line}  ${what}`);
}

if (breaches > 0) process.exit(1);
console.log(`house rules hold in ${files.length} files`);
