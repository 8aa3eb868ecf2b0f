import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const here = join(process.cwd(), 'web/console');

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, prefix = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(prefix + key, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) all.set(inner, text);
  }
  return all;
}

function catalogue(language: string): Map<string, string> {
  const folder = join(here, 'locales', language);
  const areas = readdirSync(folder).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(join(folder, file), 'utf8')) as Texts,
  ]);
  return flat(Object.fromEntries(areas) as Texts);
}

function sources(folder = here): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.spec.ts') ? [path] : [];
  });
}

const english = catalogue('en');
const portuguese = catalogue('pt-BR');
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).toSorted();

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect([...portuguese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('leave no text empty', () => {
    expect([...english, ...portuguese].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('use the same variables', () => {
    const differ = [...english].filter(
      ([key, text]) => JSON.stringify(variables(text)) !== JSON.stringify(variables(portuguese.get(key) ?? '')),
    );
    expect(differ).toEqual([]);
  });

  it('hold every key that the console names', () => {
    const named = sources().flatMap((path) => {
      const code = readFileSync(path, 'utf8');
      return [
        ...code.matchAll(/\bt\(\s*(?:[\w.=! ]+\? )?'([a-zA-Z]+\.[\w.-]+)'(?: : '([a-zA-Z]+\.[\w.-]+)')?/g),
      ].flatMap((match) => [match[1], match[2]].filter((key) => key !== undefined));
    });
    expect(named.length).toBeGreaterThan(200);
    const missing = named.filter((key) => !english.has(key) && !english.has(`${key}_other`));
    expect([...new Set(missing)]).toEqual([]);
  });
});
