import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = process.cwd();
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the live check of a mail line', () => {
  const check = read('src/channels/email/check/email-check.service.ts');
  const codes = [...new Set([...check.matchAll(/'(mail-[\w-]+)'/g)].map(([, code]) => code!))];

  it.each(['en', 'pt-BR'])('has words for each of its steps (%s)', (language) => {
    const words = JSON.parse(read(`web/console/locales/${language}/checkWords.json`)) as Record<string, string>;
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !words[code])).toEqual([]);
  });
});

describe('the live check of a line without a number', () => {
  it.each(['en', 'pt-BR'])('has words for what it cannot do, and what to do (%s)', (language) => {
    for (const [area, name] of [
      ['checkSteps', 'begin'],
      ['checkWords', 'no-number'],
      ['checkHints', 'no-number'],
    ] as const)
      expect(JSON.parse(read(`web/console/locales/${language}/${area}.json`))).toHaveProperty([name]);
  });
});
