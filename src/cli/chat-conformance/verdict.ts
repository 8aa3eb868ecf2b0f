/** What became of one rule. `skipped` says what the kit would have needed to check it. */
export interface Verdict {
  rule: string;
  about: string;
  outcome: 'passed' | 'failed' | 'skipped';
  detail?: string;
}

export class RuleBroken extends Error {}
export class RuleSkipped extends Error {}

export function must(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new RuleBroken(otherwise);
}

export function skip(needs: string): never {
  throw new RuleSkipped(needs);
}

export interface Rule<Context> {
  /** Stable, so that an author can refer to it: `ack.repeat`. */
  id: string;
  about: string;
  check: (context: Context) => Promise<void>;
}

export async function judge<Context>(
  rules: readonly Rule<Context>[],
  context: Context,
  told: (verdict: Verdict) => void,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { id, about, check } of rules) {
    const verdict: Verdict = { rule: id, about, outcome: 'passed' };
    try {
      await check(context);
    } catch (error) {
      verdict.outcome = error instanceof RuleSkipped ? 'skipped' : 'failed';
      verdict.detail = (error as Error).message;
    }
    verdicts.push(verdict);
    told(verdict);
  }
  return verdicts;
}

const MARKS = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' } as const;

export function line({ rule, about, outcome, detail }: Verdict): string {
  return `${MARKS[outcome]}  ${rule.padEnd(22)} ${about}${detail ? `\n      ${' '.repeat(22)} ${outcome === 'skipped' ? 'needs' : 'but'} ${detail}` : ''}`;
}

export function summary(verdicts: readonly Verdict[]): string {
  const count = (outcome: Verdict['outcome']): number => verdicts.filter((v) => v.outcome === outcome).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}

/** What a program reads: 0 all kept, 1 a rule broken. (2, for what could not be tried at all, is the command's.) */
export const exitCode = (verdicts: readonly Verdict[]): 0 | 1 => (verdicts.some((v) => v.outcome === 'failed') ? 1 : 0);
