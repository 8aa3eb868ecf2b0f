import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { AnswerView, ReasonView } from '../tickets/history/explanation.dto.js';
import { TicketContributions } from '../tickets/ticket-contributions.service.js';
import { ClocksService } from './clocks.service.js';
import { applicationsIn } from './ledger.rules.js';

const BY = { kind: SYSTEM.kind, id: SYSTEM.id, name: SYSTEM.name };

/** What a ticket's page and its "Why?" tell of promises. */
@Injectable()
export class PromiseParts implements OnModuleInit {
  constructor(
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
    const nameOf = (one: typeof last): unknown =>
      one.policyId ? { id: one.policyId, name: one.name, version: one.version } : null;
    const reasons = applications.map((one, at): ReasonView => ({
      code: 'sla',
      by: BY,
      at: one.at,
      ...(applications[at - 1] && { from: applications[at - 1]!.name }),
      to: one.name,
      because: { sla: { policy: one.name, version: one.version, priority: one.priority, matched: one.matched } },
    }));
    return { value: nameOf(last), reasons: reasons.reverse() };
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
      value: clocks.map(({ target, instance, state, dueAt, minutesLeft, paused }) => ({
        target,
        instance,
        state,
        dueAt,
        minutesLeft,
        paused,
      })),
      reasons: reasons.sort((a, b) => b.at.getTime() - a.at.getTime()),
    };
  }
}
