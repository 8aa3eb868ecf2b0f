import type { Channel } from '../../api/channels.types';
import type { Message, Ticket } from '../../api/tickets.types';

/** A way to answer on this ticket. */
export interface AnswerLine {
  conversationId: string;
  channel: string;
  inboxId: string | null;
  /** Whom it reaches, or the line's name. */
  detail: string | null;
  closedReason: string | null;
  /** By which word the customer closed it, and when. */
  optedOut: { word: string; at: string } | null;
  /** Until when we may write freely, where the channel sets a limit. */
  openUntil: Date | null;
  thirdParty: boolean;
}

/** The conversations of the ticket, the one in which something was said last first; those with third parties at the end. */
export function linesOf(ticket: Ticket, messages: Message[], channels: Channel[], now: Date): AnswerLine[] {
  const lastAt = new Map<string, string>();
  const others = new Map<string, string>();
  for (const message of messages) {
    if (message.kind === 'message' && message.conversationId) {
      lastAt.set(message.conversationId, message.at);
      const other = message.direction === 'in' ? message.from : message.to[0];
      if (other)
        others.set(message.conversationId, typeof other === 'string' ? other : (other.address ?? other.name ?? ''));
    }
  }
  const speaksOnly = (channel: string) => channels.find(({ kind }) => kind === channel)?.abilities.maxText === 0;
  return ticket.conversations
    .filter((conversation) => conversation.channel !== 'internal')
    .toSorted(
      (a, b) =>
        // On a telephone nothing is written: whatever else reaches the customer goes before it.
        Number(speaksOnly(a.channel)) - Number(speaksOnly(b.channel)) ||
        Number(a.thirdParty ?? false) - Number(b.thirdParty ?? false) ||
        (lastAt.get(b.id) ?? '').localeCompare(lastAt.get(a.id) ?? ''),
    )
    .map((conversation) => {
      const hours = channels.find(({ kind }) => kind === conversation.channel)?.abilities.replyWindowHours;
      const openUntil =
        typeof hours === 'number'
          ? new Date(Date.parse(conversation.lastInboundAt ?? '1970-01-01') + hours * HOUR)
          : null;
      return {
        conversationId: conversation.id,
        channel: conversation.channel,
        inboxId: conversation.inboxId,
        detail:
          (conversation.thirdParty ? others.get(conversation.id) : null) ??
          conversation.inbox?.address ??
          conversation.inbox?.name ??
          conversation.subject ??
          null,
        closedReason:
          conversation.closedReason ??
          (speaksOnly(conversation.channel) ? 'calls_only' : null) ??
          (openUntil && openUntil <= now ? 'reply_window' : null),
        optedOut: conversation.optedOut ?? null,
        openUntil,
        thirdParty: conversation.thirdParty ?? false,
      };
    });
}

const HOUR = 3_600_000;
