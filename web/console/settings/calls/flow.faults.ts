import type { Flow, Step } from '../../../api/call-flow.types';

/** One word of where a fault is, for a catalogue: `step 2 (menu)`, `key 1`, `when closed`, a field. */
export type Where = { what: 'step'; number: number; kind: Step['do'] } | { what: 'key'; digit: string } | Named;
type Named = { what: 'branch' | 'field'; name: string };

const BRANCHES = ['open', 'closed', 'otherwise', 'wrong'] as const;

/** From the path by which the server names a fault to the step that an administrator sees. */
export function whereOf(flow: Flow, path: string): Where[] {
  const where: Where[] = [];
  let steps: Step[] | undefined = flow.steps;
  let step: Step | undefined;
  const parts = path.split('.');
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at]!;
    if (part === 'steps') continue;
    if (steps && /^\d+$/.test(part)) {
      step = steps[Number(part)];
      steps = undefined;
      if (step) where.push({ what: 'step', number: Number(part) + 1, kind: step.do });
    } else if (step && part === 'keys' && parts[at + 1] !== undefined) {
      const key = step.keys?.[Number(parts[(at += 1)])];
      where.push({ what: 'key', digit: key?.digit ?? '' });
      steps = parts[at + 1] === 'steps' ? key?.steps : undefined;
    } else if (step && BRANCHES.some((name) => name === part)) {
      where.push({ what: 'branch', name: `${step.do}-${part}` });
      steps = step[part as (typeof BRANCHES)[number]];
    } else {
      where.push({ what: 'field', name: parts.slice(at).join('.') });
      break;
    }
  }
  return where;
}

/** What the server says about a fault, as a key of the catalogue with its numbers. Unknown: as it says it. */
export function reasonOf(message: string): { key: string; values: Record<string, string> } | null {
  for (const [pattern, key, ...names] of REASONS) {
    const found = pattern.exec(message);
    if (found) return { key, values: Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ''])) };
  }
  return null;
}

const REASONS: [RegExp, string, ...string[]][] = [
  [/^must not be empty$/, 'empty'],
  [/^must have a text/, 'noText'],
  [/^must say something$/, 'noText'],
  [/^must have at least one step$/, 'noStep'],
  [/^must have at most (\d+) steps$/, 'tooManySteps', 'most'],
  [/^must not be deeper than (\d+) levels$/, 'tooDeep', 'most'],
  [/^is never reached/, 'unreached'],
  [/^must have at least one key$/, 'noKey'],
  [/^must be one of 0 to 9 or \*$/, 'noDigit'],
  [/^is used twice in this menu$/, 'twice'],
  [/^must have at most (\d+) characters$/, 'tooLong', 'most'],
  [/^must be a whole number from (\d+) to (\d+)$/, 'range', 'least', 'most'],
  [/^must be an id$/, 'choose'],
  [/^must be a number such as/, 'phone'],
  [/^must be an address/, 'address'],
];
