import { defineEvents } from '../../platform/outbox/events.js';

declare module '../../platform/outbox/events.js' {
  interface Events {
    /** Something about a call is otherwise than before. Ids only: whoever shows it asks. */
    'call.changed': CallFact;
    /** It came into a line, and rings. */
    'call.waiting': CallFact;
    /** Who talks with the customer wants a word with a colleague first: by name, or as this extension. */
    'call.asked': { callId: string; userId: string; extensionId: string | null };
    /** Somebody dialled on a telephone of theirs; it is on no ticket yet. */
    'call.dialled': { callId: string; userId: string };
    /** For the first time somebody talks with the customer. */
    'call.answered': { callId: string; ticketId: string; userId: string };
    /** It is over. */
    'call.ended': CallFact;
    /** It was fetched, and is kept here. */
    'call.recording-stored': { recordingId: string; callId: string; inboxId: string };
    'call.recorded': { recordingId: string; callId: string; inboxId: string };
  }
}
export interface CallFact {
  callId: string;
  ticketId: string | null;
  teamId: string | null;
  /** Who talks or is asked, or did until a moment ago. */
  userIds: string[];
}
defineEvents(
  'call.asked',
  'call.dialled',
  'call.changed',
  'call.waiting',
  'call.answered',
  'call.ended',
  'call.recorded',
  'call.recording-stored',
);
