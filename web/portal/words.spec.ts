import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

type Texts = { [key: string]: string | Texts };
const here = join(process.cwd(), 'web/portal');

function flat(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}
const read = (language: string) =>
  flat(JSON.parse(readFileSync(join(here, `locales/${language}.json`), 'utf8')) as Texts);
const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : entry.name.endsWith('.tsx')
        ? [join(folder, entry.name)]
        : [],
  );

const [english, portuguese] = [read('en'), read('pt-BR')];
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted();

describe('the portal’s texts', () => {
  it('exist in both languages, with the same variables', () => {
    expect([...portuguese.keys()]).toEqual([...english.keys()]);
    const wrong = [...english].filter(
      ([key, text]) => !text.trim() || variables(text).join() !== variables(portuguese.get(key) ?? '').join(),
    );
    expect(wrong).toEqual([]);
  });

  it('hold every key that the pages name', () => {
    const named = sources(here).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1]!),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !english.has(key) && !english.has(`${key}_other`))).toEqual([]);
  });
});
