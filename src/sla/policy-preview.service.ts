import { Injectable } from '@nestjs/common';
import { ALWAYS_OPEN, type CompiledCalendar } from '../hours/business-time.rules.js';
import { DeskCalendar } from '../hours/calendar-book.service.js';
import { CalendarsService } from '../hours/calendars.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { invalid, notFound } from '../platform/http/refusal.js';
import { ALWAYS, judge, type Condition } from '../tickets/conditions/condition.rules.js';
import { TicketFactsService } from '../tickets/conditions/ticket-facts.service.js';
import { visibleTo } from '../tickets/ticket.access.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { priorityName } from '../tickets/ticket.rules.js';
import { tell, type ClockStory } from './clock.rules.js';
import { dueAt, isBroken, secondsUsed, stateOf } from './deadline.rules.js';
import { MomentReader } from './moment-reader.js';
import { PoliciesService } from './policies.service.js';
import { PolicyBook, type KnownPolicy } from './policy-book.service.js';
import { PolicyChoice } from './policy-choice.js';
import { SlaPolicy } from './policy.entity.js';
import { figuresOf } from './policy-preview.rules.js';
import type {
  PolicyDraft,
  PolicyPreview,
  PolicyPreviewHit,
  PreviewedClock,
  PreviewPolicy,
} from './policy-preview.dto.js';
import { TARGETS, type PolicyDefinition } from './policy.rules.js';

const USUAL = 100;
const SHOWN = 100;
const MINUTE_S = 60;

/** A dry run: what a policy would have promised the newest tickets, and whether that was kept. Writes nothing. */
@Injectable()
export class PolicyPreviews {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly policies: PoliciesService,
    private readonly book: PolicyBook,
    private readonly choice: PolicyChoice,
    private readonly facts: TicketFactsService,
    private readonly moments: MomentReader,
    private readonly calendars: CalendarsService,
  ) {}

  async run(actor: Actor, { policyId, policy, last = USUAL }: PreviewPolicy): Promise<PolicyPreview> {
    if (!policyId && !policy) throw invalid('policy', 'name policyId, or give the policy');
    return this.work.run(async (tx) => {
      const kept = policyId ? await tx.find(SlaPolicy, { id: policyId }) : null;
      if (policyId && (!kept || kept.deletedAt)) throw notFound('policy');
      const definition = policy ? definitionOf(policy) : kept!.definition;
      if (policy) await this.policies.refuseUnsound(tx, definition);
      const before = await this.before(tx, kept);
      const tickets = await this.newest(tx, actor, last);
      const hits: PolicyPreviewHit[] = [];
      for (const ticket of tickets) {
        const hit = await this.hit(tx, ticket, definition, before);
        if (hit) hits.push(hit);
      }
      const held = hits.filter((hit) => !hit.heldBy);
      return {
        judged: tickets.length,
        matched: hits.length,
        takenBefore: hits.length - held.length,
        figures: figuresOf(held.flatMap((hit) => hit.clocks)),
        items: hits.slice(0, SHOWN),
      };
    });
  }

  /** Those in force that are asked earlier. A new policy is asked last. */
  private async before(tx: Tx, kept: SlaPolicy | null): Promise<KnownPolicy[]> {
    const { policies } = await this.book.current(tx);
    if (!kept) return policies;
    const rows = await tx.query<{ id: string }>(
      'select id from sla_policies where active and deleted_at is null and (position, id) < ($1, $2::uuid)',
      [kept.position, kept.id],
    );
    const earlier = new Set(rows.map(({ id }) => id));
    return policies.filter(({ id }) => earlier.has(id));
  }

  private async newest(tx: Tx, actor: Actor, last: number): Promise<Ticket[]> {
    const parameters: unknown[] = [last];
    const seen = visibleTo(actor, parameters);
    const rows = await tx.query(
      `select t.* from tickets t where t.merged_into_id is null and not t.silent and not t.past and ${seen}
       order by t.created_at desc, t.id desc limit $1`,
      parameters,
    );
    return rows.map((row) => tx.entity(Ticket, row));
  }

  private async hit(
    tx: Tx,
    ticket: Ticket,
    definition: PolicyDefinition,
    before: readonly KnownPolicy[],
  ): Promise<PolicyPreviewHit | null> {
    const facts = await this.facts.load(tx, ticket);
    const { matched, because } = judge(definition.conditions as Condition, facts);
    if (!matched) return null;
    const first = before.find((one) => judge(one.definition.conditions as Condition, facts).matched);
    const { id, number, subject, createdAt } = ticket;
    return {
      ticket: { id, number, subject, priority: priorityName(ticket.priority), createdAt },
      because,
      heldBy: first ? { id: first.id, name: first.name } : null,
      clocks: await this.clocks(tx, ticket, definition),
    };
  }

  /** The ticket's whole story, told as if this had been promised from its beginning. */
  private async clocks(tx: Tx, ticket: Ticket, definition: PolicyDefinition): Promise<PreviewedClock[]> {
    const { reopen, answers } = definition;
    const targets = await this.choice.promised(tx, ticket, definition);
    const { moments } = await this.moments.read(tx, ticket);
    const priority = priorityName(ticket.priority);
    const stories = tell(moments, [
      { policyId: null, version: 0, name: '', matched: [], priority, targets, reopen, answers, at: ticket.createdAt },
    ]);
    const clocks: PreviewedClock[] = [];
    for (const story of stories) if (story.spec) clocks.push(await this.clockOf(tx, story));
    const place = (clock: PreviewedClock): number => TARGETS.indexOf(clock.target);
    return clocks.sort((a, b) => place(a) - place(b) || a.instance - b.instance);
  }

  private async clockOf(tx: Tx, story: ClockStory): Promise<PreviewedClock> {
    const { target, instance, startedAt, endedAt } = story;
    const { calendarId, calendarVersion, seconds } = story.spec!;
    const calendar: CompiledCalendar =
      calendarId && calendarVersion ? await this.calendars.version(tx, calendarId, calendarVersion) : ALWAYS_OPEN;
    const now = this.clock.now();
    const due = dueAt(story, calendar);
    return {
      target,
      instance,
      state: stateOf(story, isBroken(story, due, now) ? due : null, now),
      startedAt,
      dueAt: due,
      endedAt,
      targetMinutes: seconds / MINUTE_S,
      minutesUsed: secondsUsed(story, calendar, now) / MINUTE_S,
      calendar: calendar instanceof DeskCalendar ? calendar.name : null,
    };
  }
}

const definitionOf = ({ conditions, targets, reopen, answers }: PolicyDraft): PolicyDefinition => ({
  conditions: conditions ?? ALWAYS,
  targets: targets as PolicyDefinition['targets'],
  reopen: reopen ?? { mode: 'continue', newCycleAfterDays: 7 },
  answers: answers ?? { calls: true },
  steps: [],
});
