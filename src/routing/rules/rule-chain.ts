import type { Tx } from '../../platform/database/tx.js';

/** A change by a rule may call another rule, whose change may call a third; then it ends. */
const LONGEST_CHAIN = 3;

interface Fired {
  rules: Set<string>;
  /** By the `seq` of an event that a rule wrote: how many rules stand behind it. */
  links: Map<string, number>;
}

/** The loop guard: within a transaction a rule acts once on a ticket, and a chain of rules is short. */
export class RuleChain {
  private readonly memory = new WeakMap<Tx, Fired>();

  hasFired(tx: Tx, ruleId: string, ticketId: string): boolean {
    return this.of(tx).rules.has(`${ruleId} ${ticketId}`);
  }

  /** How many rules led to this event; null where there were too many to listen any more. */
  depth(tx: Tx, ticketId: string, seq: number): number | null {
    const depth = this.of(tx).links.get(`${ticketId} ${seq}`) ?? 0;
    return depth >= LONGEST_CHAIN ? null : depth;
  }

  fired(tx: Tx, ruleId: string, ticketId: string): void {
    this.of(tx).rules.add(`${ruleId} ${ticketId}`);
  }

  /** A rule wrote these events of the ticket. */
  changed(tx: Tx, ticketId: string, { after, to }: { after: number; to: number }, depth: number): void {
    for (let seq = after + 1; seq <= to; seq += 1) this.of(tx).links.set(`${ticketId} ${seq}`, depth + 1);
  }

  private of(tx: Tx): Fired {
    const known = this.memory.get(tx) ?? { rules: new Set<string>(), links: new Map<string, number>() };
    this.memory.set(tx, known);
    return known;
  }
}
