import { Injectable } from '@nestjs/common';
import { ALWAYS_OPEN, type CompiledCalendar } from '../hours/business-time.rules.js';
import { CalendarsService } from '../hours/calendars.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { cached, nextDeadline, onSiteDeadline, type CachedClock } from './cache.rules.js';
import { tell } from './clock.rules.js';
import { dueAt, isBroken, stepsAhead } from './deadline.rules.js';
import {
  additions,
  applicationsIn,
  read,
  type LedgerClock,
  type LedgerKind,
  type LedgerRow,
  grown,
  type NewLedgerRow,
} from './ledger.rules.js';
import { LedgerStore } from './ledger.store.js';
import { MomentReader } from './moment-reader.js';
import { PolicyBook } from './policy-book.service.js';
import { PolicyChoice } from './policy-choice.js';
import { levelOf, stepConcerns, type Application, type NamedCause, type Step, type Target } from './policy.rules.js';
import { StepActions, type TakenStep } from './step-actions.js';

export interface Occasion {
  /** Ask again which policy holds. */
  choose: boolean;
  /** This policy was edited, and somebody wants that to reach what it promised before. */
  renew?: string;
  /** The policy stays; its hours are asked again, because of this. */
  rehour?: NamedCause;
  /** What happened elsewhere, where it was not the ticket that changed. */
  cause?: NamedCause;
  /** The ledger is known to be empty: the ticket is new. */
  fresh?: boolean;
  /** Only write the ledger and its clocks: for a history that is brought in, about which nobody need be told now. */
  quiet?: boolean;
  /** Read the clocks from the ledger also where it has nothing new. */
  reread?: boolean;
}

/** A clock with the hours it runs on and the steps of its policy. */
export interface Equipped {
  clock: LedgerClock;
  calendar: CompiledCalendar;
  steps: readonly Step[];
}

/**
 * Keeps a ticket's promises true to its story: adds to the ledger what has happened, reads the clocks from it, takes the
 * steps that are due, and tells the queue the next deadline. Whoever calls holds the ticket.
 */
@Injectable()
export class PromiseKeeper {
  constructor(
    private readonly clock: Clock,
    private readonly store: LedgerStore,
    private readonly moments: MomentReader,
    private readonly choice: PolicyChoice,
    private readonly book: PolicyBook,
    private readonly calendars: CalendarsService,
    private readonly writer: TicketWriter,
    private readonly actions: StepActions,
  ) {}

  async keep(tx: Tx, ticket: Ticket, occasion: Occasion): Promise<void> {
    const { fresh, reread, quiet } = occasion;
    const now = this.clock.now();
    const before = fresh ? [] : await this.store.rows(tx, ticket.id);
    // Asked in one go: what is promised does not depend on what was said, nor the other way round.
    const [chosen, { moments, last }] = await Promise.all([
      this.chosen(tx, ticket, applicationsIn(before).at(-1) ?? null, occasion),
      this.moments.read(tx, ticket),
    ]);
    if (before.length === 0 && !chosen) return;
    const grow = (fresh: NewLedgerRow[]): void => void (rows = grown(rows, fresh, now));
    let rows = before;
    if (chosen) {
      const applied = rowOf('apply', null, now, { ...chosen });
      grow([applied, ...dropped(read(before), chosen.targets, now)]);
    }
    grow(additions(rows, tell(moments, applicationsIn(rows)), { because: last, now }));
    const taken = await this.stepsDue(tx, rows, now);
    grow(taken.map(stepRow));
    if (rows.length === before.length && !reread) return;
    this.store.append(tx, ticket.id, rows.slice(before.length));
    const clocks = await this.clocksOf(tx, rows, now);
    this.store.keep(tx, ticket.id, clocks);
    if (quiet) return;
    await this.tellQueue(tx, ticket, clocks, rows);
    await this.actions.take(tx, ticket, taken);
  }

  /** Null where what held still holds. */
  private async chosen(
    tx: Tx,
    ticket: Ticket,
    last: Application | null,
    { choose, renew, rehour, cause = rehour }: Occasion,
  ): Promise<Omit<Application, 'at'> | null> {
    const chosen = choose
      ? await this.choice.choose(tx, ticket, last, { renew })
      : rehour && last
        ? await this.choice.rehoured(tx, ticket, last)
        : null;
    return chosen && { ...chosen, ...(cause && { cause }) };
  }

  /** Every clock of the rows, with what it takes to compute on it. */
  async equipped(tx: Pick<Tx, 'query'>, rows: readonly LedgerRow[]): Promise<Equipped[]> {
    const found: Equipped[] = [];
    for (const clock of read(rows)) {
      const { spec, policy } = clock;
      const calendar =
        spec?.calendarId && spec.calendarVersion
          ? await this.calendars.version(tx as Tx, spec.calendarId, spec.calendarVersion)
          : ALWAYS_OPEN;
      const known = policy?.policyId ? await this.book.version(policy.policyId, policy.version) : null;
      found.push({ clock, calendar, steps: known?.definition.steps ?? [] });
    }
    return found;
  }

  async clocksOf(tx: Pick<Tx, 'query'>, rows: readonly LedgerRow[], now: Date): Promise<CachedClock[]> {
    return (await this.equipped(tx, rows)).flatMap(({ clock, ...with_ }) => cached(clock, { ...with_, now }) ?? []);
  }

  /** What fell due and was not done, also where nobody looked for hours: each carries the time at which it was due. */
  private async stepsDue(tx: Tx, rows: readonly LedgerRow[], now: Date): Promise<TakenStep[]> {
    const taken: TakenStep[] = [];
    for (const { clock, calendar, steps } of await this.equipped(tx, rows)) {
      if (!clock.spec) continue;
      const due = dueAt(clock, calendar);
      const broken = !clock.done.has('breach') && isBroken(clock, due, now);
      const actionsAt = (level: string): Step['actions'] =>
        steps
          .filter((step) => stepConcerns(step, clock.target) && levelOf(step) === level)
          .flatMap((step) => step.actions);
      if (clock.endedAt) {
        // It ended too late before anybody noticed: that is written down, but there is nothing left to hurry for.
        if (broken) taken.push({ clock, level: 'breach', at: due!, due, actions: [], outdated: false });
        continue;
      }
      for (const { level, at } of stepsAhead(clock, calendar, steps, clock.done)) {
        const reached = level === 'breach' ? broken : at <= now;
        if (!reached) continue;
        const outdated = broken && (level.startsWith('used:') || level.startsWith('before:'));
        taken.push({ clock, level, at, due, actions: outdated ? [] : actionsAt(level), outdated });
      }
    }
    return taken;
  }

  private async tellQueue(tx: Tx, ticket: Ticket, clocks: CachedClock[], rows: readonly LedgerRow[]): Promise<void> {
    const left = ticket.mergedIntoId ? [] : clocks;
    const next = { ...nextDeadline(left), onSiteDueAt: onSiteDeadline(left) };
    const policy = applicationsIn(rows).at(-1);
    await this.writer.apply(tx, ticket, SYSTEM, next, {
      sla: { policy: policy?.name ?? null, policyId: policy?.policyId ?? null, version: policy?.version ?? null },
    });
  }
}

/** Targets that the new policy does not have: their clocks stop, and the ledger says why. */
function dropped(clocks: LedgerClock[], targets: Partial<Record<Target, unknown>>, now: Date): NewLedgerRow[] {
  return clocks
    .filter((clock) => !clock.endedAt && clock.spec && !targets[clock.target])
    .map((clock) => rowOf('cancel', clock, now, { why: 'not-in-policy' }));
}

function stepRow({ clock, level, at, outdated }: TakenStep): NewLedgerRow {
  const kind = level === 'breach' ? 'breach' : level.startsWith('after:') ? 'escalate' : 'warn';
  const data = {
    ...(outdated && { outdated }),
    ...(kind === 'breach' && {
      seconds: clock.spec!.seconds,
      policyId: clock.policy?.policyId ?? null,
      policy: clock.policy?.name ?? null,
      version: clock.policy?.version ?? null,
    }),
  };
  return { ...rowOf(kind, clock, at, data), level };
}

const rowOf = (
  kind: LedgerKind,
  clock: { target: Target; instance: number } | null,
  at: Date,
  data: Record<string, unknown>,
): NewLedgerRow => ({
  kind,
  target: clock?.target ?? null,
  instance: clock?.instance ?? null,
  at,
  level: null,
  data,
});
