import { Resolver } from 'node:dns/promises';
import type { DNSResolver } from 'mailauth';

interface Kept {
  until: number;
  answer: Promise<string[][] | string[]>;
}

const KEEP_MS = 5 * 60_000;
const KEEP_FAILURE_MS = 60_000;
const MAX_KEPT = 5_000;
const TIMEOUT_MS = 1_500;
/** So many time-outs in a row mean that there is no name server; asking each mail anew would hold up every sender. */
const GIVE_UP_AFTER = 3;

/** Name look-ups for judging mail: short time-outs, answers kept for minutes, silent for a while where nobody answers. */
export class MailDns {
  private readonly resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  private readonly kept = new Map<string, Kept>();
  private failures = 0;
  private silentUntil = 0;

  constructor(private readonly now: () => number) {}

  readonly resolve: DNSResolver = (name, type) => {
    const key = `${type} ${name}`;
    const known = this.kept.get(key);
    if (known && known.until > this.now()) return known.answer;
    if (this.silentUntil > this.now()) return Promise.reject(noAnswer());
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    const kept: Kept = { until: this.now() + KEEP_MS, answer: this.ask(name, type) };
    this.kept.set(key, kept);
    kept.answer.catch((error: NodeJS.ErrnoException) => {
      if (isAbsence(error)) return;
      kept.until = this.now() + KEEP_FAILURE_MS;
    });
    return kept.answer;
  };

  private async ask(name: string, type: string): Promise<string[][] | string[]> {
    try {
      const answer = (await this.resolver.resolve(name, type)) as string[][] | string[];
      this.failures = 0;
      return answer;
    } catch (error) {
      if (isAbsence(error as NodeJS.ErrnoException)) this.failures = 0;
      else if (++this.failures >= GIVE_UP_AFTER) this.silentUntil = this.now() + KEEP_FAILURE_MS;
      throw error;
    }
  }
}

const isAbsence = (error: NodeJS.ErrnoException): boolean => error.code === 'ENOTFOUND' || error.code === 'ENODATA';

const noAnswer = (): NodeJS.ErrnoException => Object.assign(new Error('no name server answers'), { code: 'ETIMEOUT' });
