import type { Channel, Inbox } from '../../api/channels.types';
import type { ConversationRef, Message, Ticket, WayOut } from '../../api/tickets.types';

/** A way to answer on this ticket. */
export interface AnswerLine {
  /** Of the conversation; one that is in public can be answered there, and privately. */
  key: string;
  /** Null where it would begin one. */
  conversationId: string | null;
  /** Everybody reads it. */
  public: boolean;
  /** Where what was said in public is answered to its author alone. */
  privately: boolean;
  channel: string;
  inboxId: string | null;
  /** Whom it reaches, or the line's name. */
  detail: string | null;
  closedReason: string | null;
  /** By which word the customer closed it, and when. */
  optedOut: { word: string; at: string } | null;
  /** Until when we may write freely, where the channel sets a limit. */
  openUntil: Date | null;
  /** Only people may still answer, and no machine. */
  late: boolean;
  thirdParty: boolean;
  /** Where nothing was said by it on this ticket: they have written there before, and the conversation goes on. */
  goesOn: boolean;
  /** Number of another open ticket on which we speak with them there. */
  elsewhere: number | null;
}

/** The conversations of the ticket, the one in which something was said last first; those with third parties at the end. */
export function linesOf(
  ticket: Ticket,
  messages: Message[],
  channels: Channel[],
  now: Date,
  inboxes?: Pick<Inbox, 'id' | 'settings'>[],
): AnswerLine[] {
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
    .flatMap((conversation) => {
      const abilities = channels.find(({ kind }) => kind === conversation.channel)?.abilities ?? {};
      const settings = inboxes && (inboxes.find(({ id }) => id === conversation.inboxId)?.settings ?? {});
      const window = windowOf(conversation, abilities as Windows, settings, now);
      const line: AnswerLine = {
        key: conversation.id,
        conversationId: conversation.id,
        public: conversation.public ?? false,
        privately: false,
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
          (window.openUntil && window.openUntil <= now ? window.reason : null),
        optedOut: conversation.optedOut ?? null,
        openUntil: window.openUntil,
        late: window.late,
        thirdParty: conversation.thirdParty ?? false,
        goesOn: false,
        elsewhere: null,
      };
      const besides = ticket.conversations.some(
        (other) => !other.public && other.inboxId === conversation.inboxId && other.channel === conversation.channel,
      );
      return line.public && !besides ? [line, besidesOf(line, conversation, abilities as Windows, now)] : [line];
    });
}

/** Lines on which nobody has spoken on this ticket yet, and which reach its customer; a telephone is not written on. */
export function waysOf(
  ways: WayOut[],
  channels: Channel[],
  now: Date,
  inboxes?: Pick<Inbox, 'id' | 'settings'>[],
): AnswerLine[] {
  const lines = ways.flatMap(({ inbox, channel, to, optedOut, lastInboundAt, ticket }): AnswerLine[] => {
    const abilities = channels.find(({ kind }) => kind === channel)?.abilities;
    if (!abilities || abilities.maxText === 0) return [];
    const settings = inboxes && (inboxes.find(({ id }) => id === inbox.id)?.settings ?? {});
    const { privateReplyHours: _, ...windows } = abilities as Windows;
    const { openUntil, late, reason } = windowOf({ lastInboundAt }, windows, settings, now);
    return [
      {
        key: `by ${inbox.id}`,
        conversationId: null,
        public: false,
        privately: false,
        channel,
        inboxId: inbox.id,
        detail: `${inbox.name} → ${to}`,
        closedReason: optedOut ? 'opted_out' : openUntil && openUntil <= now ? reason : null,
        optedOut,
        openUntil,
        late,
        thirdParty: false,
        goesOn: lastInboundAt !== null,
        elsewhere: ticket,
      },
    ];
  });
  return lines.toSorted((a, b) => Number(a.closedReason !== null) - Number(b.closedReason !== null));
}

/** Where an answer goes unless somebody chooses: to the customer, where they wrote last, or else wherever they are reached. */
export const firstOf = (lines: AnswerLine[]): AnswerLine | null =>
  lines.find((line) => !line.thirdParty && !PASSED_OVER.has(line.closedReason ?? '')) ??
  lines.find((line) => !line.thirdParty) ??
  null;

/** Nothing will be said there, or not before they write. */
const PASSED_OVER = new Set(['private_once', 'calls_only']);

const HOUR = 3_600_000;

interface Windows {
  replyWindowHours?: number | null;
  personWindow?: { hours: number; setting: string };
  privateReplyHours?: number;
}

/** Until when may be written, by whom, and why not where that is over. */
function windowOf(
  conversation: Pick<ConversationRef, 'lastInboundAt' | 'public'>,
  { replyWindowHours: hours, personWindow, privateReplyHours }: Windows,
  settings: Record<string, unknown> | undefined,
  now: Date,
): { openUntil: Date | null; late: boolean; reason: string } {
  if (typeof hours !== 'number' || conversation.public) return { openUntil: null, late: false, reason: '' };
  // Begun by a private answer to something public: that was the one, until they write.
  if (!conversation.lastInboundAt && privateReplyHours) {
    return { openUntil: new Date(0), late: false, reason: 'private_once' };
  }
  const since = Date.parse(conversation.lastInboundAt ?? '1970-01-01');
  const freely = new Date(since + hours * HOUR);
  // Before the settings are here nothing is said to be over: the server decides anyway.
  const allowed = personWindow && (!settings || settings[personWindow.setting] === true);
  if (!allowed || freely > now) return { openUntil: freely, late: false, reason: 'reply_window' };
  return { openUntil: new Date(since + personWindow.hours * HOUR), late: true, reason: 'late_window' };
}

/** The private way to answer what was said in public. */
function besidesOf(
  line: AnswerLine,
  { lastInboundAt, privateAnswer }: ConversationRef,
  { privateReplyHours = 0 }: Windows,
  now: Date,
): AnswerLine {
  const openUntil = new Date(Date.parse(lastInboundAt ?? '1970-01-01') + privateReplyHours * HOUR);
  return {
    ...line,
    key: `${line.key} privately`,
    public: false,
    privately: true,
    openUntil,
    closedReason: line.closedReason ?? privateAnswer?.closedReason ?? (openUntil <= now ? 'private_over' : null),
    elsewhere: privateAnswer?.ticket ?? null,
  };
}
