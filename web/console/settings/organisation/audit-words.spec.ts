import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { serverSources } from '../../../../test/harness/server-sources';

const root = process.cwd();

const words = JSON.parse(readFileSync(join(root, 'web/console/locales/en/auditActions.json'), 'utf8')) as Record<
  string,
  Record<string, string>
>;

describe('what the audit log says', () => {
  it('has words for every action that the server writes down', () => {
    const actions = serverSources()
      .filter((text) => text.includes('audit.record('))
      .flatMap((text) =>
        // `action: 'team.changed'`, also where it is one of two.
        [...text.matchAll(/\baction: (?:[^,'\n]+\? )?'([\w-]+\.[\w-]+)'(?: : '([\w-]+\.[\w-]+)')?/g)].flatMap(
          ([, one, other]) => [one!, ...(other ? [other] : [])],
        ),
      );
    expect(actions.length).toBeGreaterThan(100);
    const missing = actions.filter((action) => {
      const [noun, verb] = action.split('.') as [string, string];
      return !words[noun]?.[verb];
    });
    expect([...new Set(missing)]).toEqual([]);
  });
});
