import type { Message, TicketEvent } from '../../api/tickets.types';

/** What the timeline shows, in order. Pure: the same facts always give the same story. */
export type TimelineItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'talk'; key: string; messages: Message[] }
  | { kind: 'events'; key: string; events: TicketEvent[] };

/** Bubbles of one chat stand together until it rests for this long. */
const REST_MS = 60 * 60_000;

/** Told by the message itself, or of no use to a reader. */
const UNTOLD = /^message\./;

interface Options {
  /** Day of a moment, in the reader's time zone. */
  dayOf: (at: string) => string;
  /** Channels whose messages are shown as bubbles. */
  isTalk: (channel: string) => boolean;
}

type Fact = { at: string; message: Message } | { at: string; event: TicketEvent };

export function timelineOf(messages: Message[], events: TicketEvent[], { dayOf, isTalk }: Options): TimelineItem[] {
  const oldest = messages[0]?.at;
  const facts: Fact[] = [
    // Events before the oldest message that is loaded come with its page.
    ...events
      .filter((event) => !UNTOLD.test(event.type) && (!oldest || messages[0]?.seq === 1 || event.at >= oldest))
      .map((event) => ({ at: event.at, event })),
    ...messages
      // Who answered a call is told by the call.
      .filter((message) => message.state !== 'cancelled' && !message.meta?.callAnswered)
      .map((message) => ({ at: message.at, message })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

  const items: TimelineItem[] = [];
  let day: string | null = null;
  for (const fact of facts) {
    const itsDay = dayOf(fact.at);
    if (itsDay !== day) {
      day = itsDay;
      items.push({ kind: 'day', key: `day-${itsDay}`, at: fact.at });
    }
    const last = items.at(-1);
    if ('event' in fact) {
      if (last?.kind === 'events') last.events.push(fact.event);
      else items.push({ kind: 'events', key: `events-${fact.event.id}`, events: [fact.event] });
    } else if (isBubble(fact.message, isTalk)) {
      if (last?.kind === 'talk' && continues(last.messages, fact.message)) last.messages.push(fact.message);
      else items.push({ kind: 'talk', key: `talk-${fact.message.id}`, messages: [fact.message] });
    } else {
      items.push({ kind: 'message', key: fact.message.id, message: fact.message });
    }
  }
  return items;
}

const isBubble = (message: Message, isTalk: Options['isTalk']): boolean =>
  message.kind === 'message' && isTalk(message.channel);

function continues(talk: Message[], next: Message): boolean {
  const last = talk.at(-1);
  return (
    last !== undefined &&
    last.conversationId === next.conversationId &&
    new Date(next.at).getTime() - new Date(last.at).getTime() < REST_MS
  );
}

/** The part of `full` that is history: what stands after the new text. */
export function quotedPart(text: string, full: string | null | undefined): string {
  if (!full) return '';
  const wanted = text.trim();
  const at = full.indexOf(wanted);
  const rest = at >= 0 ? `${full.slice(0, at)}${full.slice(at + wanted.length)}` : full;
  return rest.trim();
}
