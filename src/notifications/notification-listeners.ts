import { Injectable } from '@nestjs/common';
import { TeamsService } from '../identity/people/teams.service.js';
import { MessagesService } from '../conversations/messages.service.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import type {} from '../knowledge/knowledge.events.js';
import type {} from '../report-requests/report.events.js';
import type {} from '../routing/rules/rules.events.js';
import type {} from '../sales/sales.events.js';
import type { ClockFact } from '../sla/sla.events.js';
import type { TicketEventView } from '../tickets/history/ticket-event.dto.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { Notices } from './notices.service.js';
import { beginningOf, causeOf, type NotificationData } from './notification.rules.js';

/** What happens in the rooms below that a person should hear of. */
@Injectable()
export class NotificationListeners {
  constructor(
    private readonly notices: Notices,
    private readonly tickets: TicketsService,
    private readonly messages: MessagesService,
    private readonly teams: TeamsService,
  ) {}

  @Subscribe('note.mentioned', { name: 'notifications.mention' })
  async mentioned({ ticketId, messageId, userIds, byId }: Events['note.mentioned']): Promise<void> {
    const note = await this.messages.one(messageId);
    await this.notices.tell({
      kind: 'mention',
      ticketId,
      key: `mention:${messageId}`,
      userIds,
      actorId: byId,
      data: { messageId, text: beginningOf(note?.text ?? '') },
    });
  }

  @Subscribe('ticket.created', {
    name: 'notifications.opened-for',
    lane: 'near',
    when: ({ assigneeId }) => !!assigneeId,
  })
  async openedFor({ ticketId, seq }: Events['ticket.created']): Promise<void> {
    await this.assignment(ticketId, seq, seq);
  }

  @Subscribe('ticket.changed', {
    name: 'notifications.assigned',
    // Of every ticket that is given to somebody. Its key makes it one notice, also where two processes tell it.
    lane: 'near',
    when: ({ changed, assigneeId }) => assigneeId !== null && changed.includes('assigneeId'),
  })
  async assigned({ ticketId, fromSeq, seq }: Events['ticket.changed']): Promise<void> {
    await this.assignment(ticketId, fromSeq, seq);
  }

  @Subscribe('sla.notify-wanted', { name: 'notifications.promise' })
  async promised({ userIds, ...fact }: Events['sla.notify-wanted']): Promise<void> {
    await this.clock('promise', fact, userIds, clockData(fact));
  }

  @Subscribe('sla.page-wanted', { name: 'notifications.page' })
  async paged({ userIds, by, ...fact }: Events['sla.page-wanted']): Promise<void> {
    await this.clock('page', fact, userIds, { ...clockData(fact), by });
  }

  @Subscribe('rule.notice-wanted', { name: 'notifications.rule' })
  async ruled(fact: Events['rule.notice-wanted'], eventId: string): Promise<void> {
    const { ticketId, rule, text, userIds, teamIds } = fact;
    await this.notices.tell({
      kind: 'rule',
      ticketId,
      // A rule may say several things at once: each is one.
      key: `rule:${eventId}`,
      userIds: [...userIds, ...(await this.teams.memberIds(teamIds))],
      actorId: null,
      data: { name: rule, text: beginningOf(text) },
    });
  }

  /** Told at the time that was chosen; put off, it is another reminder. */
  @Subscribe('activity.reminded', { name: 'notifications.reminder' })
  async reminded(fact: Events['activity.reminded']): Promise<void> {
    const { activityId, userId, kind, subject, dueAt, deal } = fact;
    await this.notices.remind(userId, `reminder:${activityId}:${dueAt}`, {
      text: beginningOf(subject),
      activity: kind,
      dueAt,
      ...(deal && { deal: { number: deal.number, title: deal.title } }),
    });
  }

  /** Whoever is asked to do something about a report, or waits for it. */
  @Subscribe('report-request.changed', { name: 'notifications.report', when: ({ tell }) => tell.length > 0 })
  async reported({ requestId, seq, moment, number, byId, tell }: Events['report-request.changed']): Promise<void> {
    await this.notices.ofReport(requestId, {
      userIds: tell,
      key: `report:${requestId}:${seq}`,
      actorId: byId,
      data: { number, moment },
    });
  }

  /** Its author, once for each day that was set. */
  @Subscribe('article.review-due', { name: 'notifications.article', when: ({ authorId }) => authorId !== null })
  async articleDue(fact: Events['article.review-due'], eventId: string): Promise<void> {
    const { articleId, authorId, title } = fact;
    if (!authorId) return;
    const data = { text: beginningOf(title), article: articleId };
    await this.notices.remind(authorId, `reminder:${eventId}`, data, 'knowledge:write');
  }

  private clock(kind: 'promise' | 'page', fact: ClockFact, userIds: string[], data: NotificationData): Promise<void> {
    const { ticketId, target, instance, level, at } = fact;
    const key = `${kind}:${ticketId}:${target}:${instance}:${level}:${at}`;
    return this.notices.tell({ kind, ticketId, key, userIds, actorId: null, data });
  }

  /** Who has it now is told who gave it to them. Whoever had it in between has nothing to do. */
  private async assignment(ticketId: string, fromSeq: number, seq: number): Promise<void> {
    const history = await this.tickets.eventsOf({ ticketId, fromSeq, seq });
    const given = history.findLast((event) => receiverOf(event) !== null);
    const receiver = given && receiverOf(given);
    if (!given || !receiver || wasAccepted(given)) return;
    const now = (await this.tickets.rowsById([ticketId])).get(ticketId);
    if (now?.assigneeId !== receiver) return;
    await this.notices.tell({
      kind: 'assigned',
      ticketId,
      key: `assigned:${given.id}`,
      userIds: [receiver],
      actorId: given.actor.kind === 'user' ? given.actor.id : null,
      data: causeOf(given.because),
    });
  }
}

const clockData = ({ target, level, dueAt }: ClockFact): NotificationData => ({
  target,
  level,
  ...(dueAt && { dueAt }),
});

function receiverOf({ type, data }: TicketEventView): string | null {
  const to = type === 'ticket.assigned' ? data.to : type === 'ticket.created' ? data.assigneeId : null;
  return typeof to === 'string' ? to : null;
}

/** An offer that somebody took is their own doing, although the desk writes it down. */
const wasAccepted = ({ because }: TicketEventView): boolean =>
  (because?.assignment as { offered?: boolean } | undefined)?.offered === true;
