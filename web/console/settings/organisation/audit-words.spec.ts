import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = process.cwd();

function sources(folder = join(root, 'src')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith('.ts') && !path.endsWith('.spec.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

const words = JSON.parse(readFileSync(join(root, 'web/console/locales/en/auditActions.json'), 'utf8')) as Record<
  string,
  Record<string, string>
>;

describe('what the audit log says', () => {
  it('has words for every action that the server writes down', () => {
    const actions = sources()
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
