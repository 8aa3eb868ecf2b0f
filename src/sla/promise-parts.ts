import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { AnswerView, ReasonView } from '../tickets/history/explanation.dto.js';
import { TicketContributions } from '../tickets/ticket-contributions.service.js';
import { ClocksService } from './clocks.service.js';
import { applicationsIn } from './ledger.rules.js';
import type { Application } from './policy.rules.js';

const BY = { kind: SYSTEM.kind, id: SYSTEM.id, name: SYSTEM.name };

/** What a ticket's page and its "Why?" tell of promises. */
@Injectable()
export class PromiseParts implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly contributions: TicketContributions,
    private readonly clocks: ClocksService,
  ) {}

  onModuleInit(): void {
    this.contributions.addPart('clocks', (ticketId) => this.clocks.of(ticketId));
    this.contributions.addQuestion('policy', (ticketId) => this.policy(ticketId));
    this.contributions.addQuestion('deadlines', (ticketId) => this.deadlines(ticketId));
  }

  /** Which promises held, the last one first, and which tests decided. */
  private async policy(ticketId: string): Promise<AnswerView | null> {
    const applications = applicationsIn(await this.clocks.rows(ticketId));
    const last = applications.at(-1);
    if (!last) return null;
    const hoursOf = await this.hours(applications);
    const nameOf = (one: typeof last): unknown =>
      one.policyId ? { id: one.policyId, name: one.name, version: one.version } : null;
    const reasons = applications.map((one, at): ReasonView => ({
      code: 'sla',
      by: BY,
      at: one.at,
      ...(applications[at - 1] && { from: applications[at - 1]!.name }),
      to: one.name,
      because: {
        sla: {
          policy: one.name,
          version: one.version,
          priority: one.priority,
          matched: one.matched,
          ...(one.cause && { cause: one.cause }),
          ...(one.hours && { hours: hoursOf.get(one.hours.id) ?? { kind: one.hours.kind, name: null } }),
        },
      },
    }));
    return { value: nameOf(last), reasons: reasons.reverse() };
  }

  /** Whose working hours decided, by name. */
  private async hours(applications: readonly Application[]): Promise<Map<string, { kind: string; name: string }>> {
    const asked = applications.flatMap((one) => one.hours ?? []);
    if (asked.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; kind: string; name: string }[]>(
      `select id, 'contract' as kind, number::text as name from contracts where id = any($1::uuid[])
       union all select id, 'site', name from sites where id = any($1::uuid[])
       union all select id, 'inbox', name from inboxes where id = any($1::uuid[])
       union all select id, 'team', name from teams where id = any($1::uuid[])`,
      [asked.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, kind, name }) => [id, { kind, name }]));
  }

  /** Each target's ledger, row by row: what began it, paused it, moved it. */
  private async deadlines(ticketId: string): Promise<AnswerView | null> {
    const clocks = await this.clocks.of(ticketId);
    if (clocks.length === 0) return null;
    const reasons = clocks.flatMap(({ target, instance, ledger }) =>
      ledger
        .filter((row) => row.kind !== 'apply')
        .map(({ kind, at, level, data }): ReasonView => ({
          code: 'sla',
          by: BY,
          at,
          because: { sla: { target, instance, event: kind, ...(level && { level }), ...data } },
        })),
    );
    return {
      value: clocks.map(({ target, instance, state, dueAt, endedAt, minutesLeft, paused }) => ({
        target,
        instance,
        state,
        dueAt,
        endedAt,
        minutesLeft,
        paused,
      })),
      reasons: reasons.sort((a, b) => b.at.getTime() - a.at.getTime()),
    };
  }
}
