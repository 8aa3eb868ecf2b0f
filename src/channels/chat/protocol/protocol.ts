/**
 * The chat protocol, version 1: every shape that crosses the wire. The server, the widget, `frontdesk chat` and the
 * conformance kit all read this file, so that none of them can drift. No imports: it runs in a browser and in Node.
 *
 * Unknown fields are ignored and unknown events are skipped, by clients and servers alike.
 */
export const PROTOCOL = 1;

export const LIMITS = {
  /** Characters of one message. */
  text: 10_000,
  /** This many messages of one visitor … */
  messages: 20,
  /** … in this many milliseconds. */
  windowMs: 10_000,
  /** Attachments of one message. */
  attachments: 10,
  attachmentBytes: 20 * 1024 * 1024,
  comment: 2_000,
  /** Messages in `session.history` and in one answer to `sync`. */
  page: 50,
} as const;

/** A client treats a code it does not know like `unavailable`: it tries again later with the same `clientId`. */
export type ErrorCode = 'rate_limited' | 'too_long' | 'bad_request' | 'unauthorized' | 'closed' | 'unavailable';

export interface ChatError {
  code: ErrorCode;
  message: string;
  /** Milliseconds after which `rate_limited` is worth another try. */
  retryAfter?: number;
}

/** Vouched for by the company's own server: `hash` = hex HMAC-SHA256 of `id` with the inbox's identity secret. */
export interface VerifiedIdentity {
  id: string;
  email?: string;
  name?: string;
  hash: string;
}

/** Socket.IO's `auth`, and the body of `POST /api/v1/chat/session`. */
export interface Handshake {
  /** The widget's public key. */
  inbox: string;
  /** The token that an earlier `session` gave. */
  visitor?: string;
  identity?: VerifiedIdentity;
  /** Language of the visitor, BCP 47. */
  lang?: string;
}

export interface Attachment {
  id: string;
  name: string;
  type: string;
  size: number;
  url: string;
}

export interface Author {
  kind: 'visitor' | 'agent' | 'bot' | 'system';
  name: string;
  avatar?: string;
}

export interface ChatMessage {
  id: string;
  /** Has no gaps within a conversation. The only order in which messages are shown. */
  seq: number;
  /** What the sender called it; present on the sender's own messages. */
  clientId?: string;
  from: Author;
  text: string;
  /** Sanitised. Clients may always show `text` instead. */
  html?: string;
  attachments: Attachment[];
  at: string;
}

export interface Team {
  name: string;
  /** Somebody of the team is there. */
  online: boolean;
  /** How long a first answer takes at present; null where nobody can say. */
  waitMinutes: number | null;
  /** Nobody is there and it is outside their hours: when these begin again, ISO 8601. Null within them, and where they never do. */
  opensAt?: string | null;
  /** Who is there, for the heads in the header: given names only. */
  people?: { name: string; avatar?: string }[];
  /** The visitor's own place in line, from 1, while nobody has taken the chat yet; `waitMinutes` is then their own wait. */
  position?: number | null;
}

export interface Conversation {
  /** Null until the first message. */
  id: string | null;
  /** Number of the ticket that is worked on; null until the first message. */
  ticket: number | null;
  lastSeq: number;
  /** How far the visitor has read. */
  readSeq: number;
  /** How far the team has read. */
  teamReadSeq?: number;
  ended?: Ended | null;
  /** What the team has promised next, and by when; null where nothing is promised. */
  promise?: CustomerPromise | null;
}

export interface CustomerPromise {
  /** `first_response`, `next_response`, `resolution`, `on_site`, `answer`, or one that is new to the client. */
  metric: string;
  dueAt: string;
}

export interface Session {
  protocol: number;
  /** Keep it: it is the only key to this visitor's conversation. */
  visitor: string;
  conversation: Conversation;
  team: Team;
  /** The newest messages, oldest first. */
  history: ChatMessage[];
  /** Where answers go when the visitor has left; null where no address is known. */
  email?: string | null;
}

/** Why a conversation rests. A new message opens it again, or opens a new ticket: the server decides. */
export interface Ended {
  by: 'visitor' | 'agent' | 'system';
  at: string;
  /** The visitor has rated it already. */
  rated?: boolean;
}

export interface OutgoingMessage {
  /** Made once for each thing the visitor says and kept through every retry: the same id is the same message. */
  clientId: string;
  text: string;
  /** Ids from `POST /api/v1/chat/attachments`. */
  attachments?: string[];
}

export interface Failure {
  ok: false;
  error: ChatError;
}
/**
 * Said only after the commit. `conversation` and `ticket` tell what the first message of a conversation opened, `promise` what
 * the team promises now that it was said.
 */
export type MessageAck =
  | {
      ok: true;
      id: string;
      seq: number;
      at: string;
      conversation?: string;
      ticket?: number;
      promise?: CustomerPromise | null;
    }
  | Failure;
export type SyncAck = { ok: true; messages: ChatMessage[]; more: boolean } | Failure;
export type PlainAck = { ok: true } | Failure;

/** What a client calls, with what it gives and what it gets back. */
export interface Calls {
  message: { body: OutgoingMessage; ack: MessageAck };
  sync: { body: { after: number }; ack: SyncAck };
  read: { body: { seq: number }; ack: PlainAck };
  typing: { body: { on: boolean }; ack: PlainAck };
  rate: { body: { score: number; comment?: string }; ack: PlainAck };
  end: { body: Record<string, never>; ack: PlainAck };
  /** Where answers may go when the visitor has left. A claim, not a proof: it opens nobody's history. */
  contact: { body: { email: string; name?: string }; ack: PlainAck };
}
export type CallName = keyof Calls;

/** What a server tells. */
export interface ServerEvents {
  session: Session;
  message: ChatMessage;
  typing: { on: boolean; name?: string };
  read: { seq: number };
  presence: Team;
  ended: Ended;
}
export type ServerEventName = keyof ServerEvents;
export const SERVER_EVENTS: readonly ServerEventName[] = ['session', 'message', 'typing', 'read', 'presence', 'ended'];
