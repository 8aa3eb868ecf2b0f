import { Injectable } from '@nestjs/common';
import type { DecidingHours, DeskCalendar } from '../hours/calendar-book.service.js';
import { CalendarsService } from '../hours/calendars.service.js';
import type { Tx } from '../platform/database/tx.js';
import { judge, type Condition, type TicketFacts } from '../tickets/conditions/condition.rules.js';
import { TicketFactsService } from '../tickets/conditions/ticket-facts.service.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import { priorityName } from '../tickets/ticket.rules.js';
import { PolicyBook, type KnownPolicy, type PolicyPage } from './policy-book.service.js';
import type { Application, PolicyDefinition, Spec, Target, TargetDefinition } from './policy.rules.js';

type Chosen = Omit<Application, 'at'>;

const NOTHING: Omit<Chosen, 'priority'> = {
  policyId: null,
  version: 0,
  name: '',
  matched: [],
  targets: {},
  reopen: { mode: 'continue' },
  answers: { calls: true },
};

/** Which promise holds for a ticket as it is now, with the hours it is kept in. */
@Injectable()
export class PolicyChoice {
  constructor(
    private readonly book: PolicyBook,
    private readonly facts: TicketFactsService,
    private readonly calendars: CalendarsService,
  ) {}

  /** Null where what held still holds. */
  async choose(
    tx: Tx,
    ticket: Ticket,
    last: Application | null,
    { renew }: { renew?: string } = {},
  ): Promise<Chosen | null> {
    const page = await this.book.current(tx);
    const priority = priorityName(ticket.priority);
    const found = await this.first(tx, ticket, page);
    if (!found) return last?.policyId ? { ...NOTHING, priority } : null;
    // A policy that was edited since does not reach what was promised before, unless somebody asks.
    const kept = renew !== found.policy.id && last?.policyId === found.policy.id && last.priority === priority;
    const policy = kept ? ((await this.book.version(found.policy.id, last.version)) ?? found.policy) : found.policy;
    const { targets, hours } = await this.targets(tx, ticket, policy.definition, priority, last);
    const chosen: Chosen = {
      policyId: policy.id,
      version: policy.version,
      name: policy.name,
      priority,
      matched: found.matched,
      targets,
      reopen: policy.definition.reopen,
      answers: policy.definition.answers,
      ...(hours !== undefined && { hours }),
    };
    return last && same(last, chosen) ? null : chosen;
  }

  /** The same promise on the hours that hold now. Null where they are those on which it was made. */
  async rehoured(tx: Tx, ticket: Ticket, last: Application): Promise<Chosen | null> {
    const policy = last.policyId ? await this.book.version(last.policyId, last.version) : null;
    if (!policy) return null;
    const chosen: Chosen = {
      ...promise(last),
      matched: last.matched,
      ...(await this.targets(tx, ticket, policy.definition, last.priority, last)),
    };
    return same(last, chosen) ? null : chosen;
  }

  /** What a definition says about a ticket as it is now, whether or not it is a policy of the desk's. */
  async promised(tx: Tx, ticket: Ticket, definition: PolicyDefinition): Promise<Application['targets']> {
    return (await this.targets(tx, ticket, definition, priorityName(ticket.priority), null)).targets;
  }

  private async first(
    tx: Tx,
    ticket: Ticket,
    page: PolicyPage,
  ): Promise<{ policy: KnownPolicy; matched: unknown[] } | null> {
    let facts: TicketFacts | undefined;
    for (const policy of page.policies) {
      // Most desks begin with one promise to everybody: nothing need be known for it.
      if (page.asked.size > 0) facts ??= await this.facts.load(tx, ticket);
      const verdict = judge(policy.definition.conditions as Condition, facts ?? {});
      if (verdict.matched) return { policy, matched: verdict.because };
    }
    return null;
  }

  private async targets(
    tx: Tx,
    ticket: Ticket,
    { targets }: PolicyDefinition,
    priority: Application['priority'],
    last: Chosen | null,
  ): Promise<Pick<Application, 'targets' | 'hours'>> {
    const specs: Partial<Record<Target, Spec>> = {};
    let own: DecidingHours | undefined;
    for (const target of targets) {
      const minutes = target.minutes[priority];
      if (minutes === undefined) continue;
      const needsOwn = target.hours === 'business' && !target.calendarId;
      if (needsOwn) own ??= await this.hoursOf(tx, ticket);
      specs[target.target] = await this.spec(tx, target, minutes, {
        own: own?.calendar,
        before: last?.targets[target.target],
      });
    }
    return { targets: specs, ...(own && { hours: own.whose }) };
  }

  private async spec(
    tx: Tx,
    { hours, calendarId, pausedIn = [], channels }: TargetDefinition,
    minutes: number,
    { own, before }: { own: DeskCalendar | undefined; before: Spec | undefined },
  ): Promise<Spec> {
    const named = calendarId ? await this.calendars.current(tx, calendarId) : undefined;
    const found = hours === 'calendar' ? undefined : (named ?? own ?? (await this.calendars.for(tx)));
    return {
      seconds: Math.round(minutes * 60),
      hours,
      calendarId: found?.id ?? null,
      calendarVersion: found ? await this.versionOf(tx, found, before) : null,
      pausedIn,
      ...(channels && { channels }),
    };
  }

  /** The one that was promised on, while its hours are the same. */
  private async versionOf(tx: Tx, found: DeskCalendar, before: Spec | undefined): Promise<number> {
    if (!before?.calendarVersion || before.calendarId !== found.id) return found.version;
    const promised = await this.calendars.version(tx, found.id, before.calendarVersion);
    return found.keepsHoursOf(promised) ? promised.version : found.version;
  }

  private async hoursOf(tx: Tx, ticket: Ticket): Promise<DecidingHours> {
    const { inboxId, teamId } = ticket;
    const [{ contract }, place] = await Promise.all([
      this.facts.entitlement(tx, ticket),
      this.facts.placeOf(tx, ticket),
      this.calendars.look(tx),
    ]);
    return this.calendars.deciding(tx, {
      contractCalendarId: contract?.calendarId ?? null,
      contractId: contract?.id ?? null,
      siteId: place?.id ?? null,
      inboxId,
      teamId,
    });
  }
}

const same = (before: Chosen, chosen: Chosen): boolean => canonical(promise(before)) === canonical(promise(chosen));

/** Without why it was this one, and since when. */
const promise = ({
  at: _at,
  matched: _matched,
  hours: _hours,
  cause: _cause,
  ...promised
}: Chosen & Partial<Pick<Application, 'at'>>): Omit<Chosen, 'matched' | 'hours' | 'cause'> => promised;

/** Numbers and lists as the database gives them back, in one order of names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner as object).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
