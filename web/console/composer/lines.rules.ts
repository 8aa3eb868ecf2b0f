import type { Message, Ticket } from '../../api/tickets.types';

/** A way to answer on this ticket. */
export interface AnswerLine {
  conversationId: string;
  channel: string;
  /** Whom it reaches, or the line's name. */
  detail: string | null;
  closedReason: string | null;
}

/** The conversations of the ticket, the one in which something was said last first. */
export function linesOf(ticket: Ticket, messages: Message[]): AnswerLine[] {
  const lastAt = new Map<string, string>();
  for (const message of messages) {
    if (message.kind === 'message' && message.conversationId) lastAt.set(message.conversationId, message.at);
  }
  return ticket.conversations
    .filter((conversation) => conversation.channel !== 'internal')
    .toSorted((a, b) => (lastAt.get(b.id) ?? '').localeCompare(lastAt.get(a.id) ?? ''))
    .map((conversation) => ({
      conversationId: conversation.id,
      channel: conversation.channel,
      detail: conversation.inbox?.address ?? conversation.inbox?.name ?? conversation.subject ?? null,
      closedReason: conversation.closedReason ?? null,
    }));
}
