import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { serverSources } from '../../../test/harness/server-sources';
import { ruleOf } from './field-rules';
import { codes } from './pt-br.codes';
import { fields } from './pt-br.fields';

const root = process.cwd();

const code = serverSources();
const catalogue = JSON.parse(readFileSync(join(root, 'web/console/locales/pt-BR/errors.json'), 'utf8')) as {
  codes: Record<string, string>;
  rules: Record<string, string>;
};

/** Said to programs, to devices, to the portal or the field app; or worded by the status alone. */
const ELSEWHERE = new Set([
  ...['cross_site', 'idempotency_key_reused', 'invalid', 'invalid_cursor', 'invalid_idempotency_key', 'malformed'],
  ...['invalid_signature', 'not_recorded', 'out_of_order', 'unreadable', 'wrong_signature'],
  ...['line_paused', 'no_company', 'package_asked', 'package_held', 'part_gone', 'reports_used_up'],
  ...['forbidden', 'internal', 'not_found', 'stale_version', 'too_many_attempts', 'totp_required', 'unauthorized'],
]);

describe('what the server refuses', () => {
  it('has Portuguese words for every code that the console can hear', () => {
    const refused = code.flatMap((text) =>
      [...text.matchAll(/\b(?:conflict|new Refusal)\(\s*'(\w+)'/g)].map(([, name]) => name!),
    );
    expect(refused.length).toBeGreaterThan(200);
    const missing = refused.filter((name) => !ELSEWHERE.has(name) && !codes[name] && !catalogue.codes[name]);
    expect([...new Set(missing)]).toEqual([]);
  });

  it('has Portuguese words for whatever is said of a field', () => {
    const said = code.flatMap((text) =>
      [...text.matchAll(/\binvalid\(\s*(?:'[^']*'|`[^`]*`|[\w.]+),\s*'((?:[^'\\]|\\.)*)',?\s*\)/g)].map(
        ([, words]) => words!,
      ),
    );
    expect(said.length).toBeGreaterThan(250);
    const missing = said.filter((words) => !fields[words] && !words.startsWith('there is no such ') && !ruleOf(words));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('keeps no words for what nobody says any more', () => {
    const all = code.join('\n');
    expect(Object.keys(codes).filter((name) => !all.includes(`'${name}'`))).toEqual([]);
  });
});

describe('the checks that every form has', () => {
  it.each([
    ['email must be an email', 'email', {}],
    ['each value in emails must be an email', 'email', {}],
    [
      'name must be longer than or equal to 2 and shorter than or equal to 40 characters',
      'length',
      { least: '2', most: '40' },
    ],
    ['name must be longer than or equal to 1 characters', 'missing', {}],
    ['name must be shorter than or equal to 200 characters', 'shorter', { most: '200' }],
    ['port must not be greater than 65535', 'atMost', { most: '65535' }],
    ['tags must contain no more than 20 elements', 'fewerOf', { most: '20' }],
    ['priority must be one of the following values: low, normal', 'choice', {}],
    ["All tags's elements must be unique", 'twice', {}],
  ])('%s', (message, key, values) => {
    expect(ruleOf(message)).toEqual({ key, values: expect.objectContaining(values) });
    expect(catalogue.rules[key]).toBeDefined();
  });

  it('leaves alone what is no check of this kind', () => {
    expect(ruleOf('is the same ticket')).toBeUndefined();
  });
});
