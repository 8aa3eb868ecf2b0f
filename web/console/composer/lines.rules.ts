import type { Message, Ticket } from '../../api/tickets.types';

/** A way to answer on this ticket. */
export interface AnswerLine {
  conversationId: string;
  channel: string;
  /** Whom it reaches, or the line's name. */
  detail: string | null;
  closedReason: string | null;
  thirdParty: boolean;
}

/** The conversations of the ticket, the one in which something was said last first; those with third parties at the end. */
export function linesOf(ticket: Ticket, messages: Message[]): AnswerLine[] {
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
  return ticket.conversations
    .filter((conversation) => conversation.channel !== 'internal')
    .toSorted(
      (a, b) =>
        Number(a.thirdParty ?? false) - Number(b.thirdParty ?? false) ||
        (lastAt.get(b.id) ?? '').localeCompare(lastAt.get(a.id) ?? ''),
    )
    .map((conversation) => ({
      conversationId: conversation.id,
      channel: conversation.channel,
      detail:
        (conversation.thirdParty ? others.get(conversation.id) : null) ??
        conversation.inbox?.address ??
        conversation.inbox?.name ??
        conversation.subject ??
        null,
      closedReason: conversation.closedReason ?? null,
      thirdParty: conversation.thirdParty ?? false,
    }));
}
