import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(process.cwd(), `web/field/locales/${language}.json`), 'utf8')) as Record<string, string>;
const [english, portuguese] = [read('en'), read('pt-BR')];
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted();

describe('the field app’s texts', () => {
  it('exist in both languages', () => {
    expect(Object.keys(portuguese)).toEqual(Object.keys(english));
  });

  it('are not empty and use the same variables', () => {
    const wrong = Object.entries(english).filter(
      ([key, text]) => !text.trim() || variables(text).join() !== variables(portuguese[key] ?? '').join(),
    );
    expect(wrong).toEqual([]);
  });
});
