/**
 * All that the author of a channel must read. A channel is one folder with one class that implements `ChannelAdapter`,
 * and one line in the list of features; nothing outside the folder names it. `docs/adding-a-channel.md` walks through
 * a toy channel, and `test/channel-contract.ts` is what every adapter must pass.
 */

import type { RecipientOutcome } from '../conversations/recipient-outcome.rules.js';

/** Stable key of a kind of line, such as `email`. Lower case. */
export type ChannelKind = string;

/** JSON Schema (draft 2020-12, `type: object`) from which the console draws the form. `writeOnly` marks secrets: sealed in the database, never sent out again. */
export interface SettingsSchema {
  type: 'object';
  properties: Record<string, SettingsProperty>;
  required?: string[];
}
export interface SettingsProperty {
  type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
  title: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  format?: 'email' | 'hostname' | 'uri' | 'color' | 'multiline';
  items?: { type: 'string' };
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  writeOnly?: boolean;
  /** Fields of one group stand together in the form. */
  group?: string;
}

/** What a line can do, as data: the core never asks which channel it is. */
export interface Abilities {
  /** Replies may carry formatted text. */
  html: boolean;
  subject: boolean;
  cc: boolean;
  attachments: { inbound: boolean; outbound: boolean; maxBytes: number; maxCount: number };
  /** Which marks come back after sending, in their order. */
  receipts: ('delivered' | 'read')[];
  /** Hours after the customer's last message in which we may write freely; null where always. */
  replyWindowHours: number | null;
  typing: boolean;
  calls: boolean;
  /** Threads stand side by side (mail), or there is one open conversation per customer (chat, messengers). */
  threads: boolean;
  /** `at-once`: the story runs in the transaction that stores the envelope, before the acknowledgement. `job`: after it. */
  intake: 'at-once' | 'job';
  /**
   * `send`: a job calls `send`. `pull`: the customer's client reads our database, so a reply is sent when it is
   * committed (`send` is never called), and the channel listens to `message.recorded` to wake that client.
   */
  delivery: 'send' | 'pull';
  /** The agent may take a reply back for this long before it leaves. */
  undoSeconds: number;
  /** Length of a text in characters. */
  maxText: number;
}

/** One configured line. `settings` are complete and opened (secrets in clear); they never leave the server. */
export interface Line<S = Record<string, unknown>> {
  id: string;
  channel: ChannelKind;
  name: string;
  address: string | null;
  publicKey: string | null;
  settings: S;
}

/** A webhook call as it arrived. Signatures cover `body` byte for byte and the public URL as the provider knows it. */
export interface HookRequest {
  method: string;
  /** Below `/hooks/{channel or provider}/{inbox}/`, such as `sms`; empty where there is nothing. */
  path: string;
  publicUrl: string;
  query: Record<string, string>;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

export type HookVerdict =
  /** Store the body as an envelope under this key, then answer with `status` (200 unless said). */
  | { verdict: 'accept'; key: string; meta?: Record<string, unknown>; status?: number; reply?: HookReply }
  /** Nothing to keep (a handshake): answer this. */
  | { verdict: 'answer'; reply: HookReply }
  /** 403; nothing is stored but a counter. */
  | { verdict: 'refuse' };

export interface HookReply {
  type: string;
  body: string;
}

/** The raw inbound thing, as it was stored. */
export interface RawEnvelope {
  id: string;
  key: string;
  raw: Buffer;
  /** What the transport knew: envelope sender and recipients, remote host. */
  meta: Record<string, unknown>;
  receivedAt: Date;
}

export interface Sender {
  kind: 'email' | 'phone' | 'visitor' | 'external';
  /** As the channel knows it; it is made canonical when it is compared. */
  value: string;
  name?: string;
  /** Proved by the channel itself: a signed identity, a DMARC pass, a provider's user id. */
  verified: boolean;
  /** Further ways to reach the same person that the channel vouches for, such as the e-mail of a verified chat user. */
  also?: { kind: 'email' | 'phone'; value: string; verified: boolean }[];
}

export interface Party {
  name?: string;
  address: string;
}

/** What says to which conversation a message belongs. Empty on channels without threads. */
export interface ThreadHints {
  /** A token whose MAC was checked: the strongest proof. The id of a conversation. */
  conversationId?: string;
  /** Ids of earlier messages, nearest first (In-Reply-To, then References from last to first). */
  references?: string[];
  /** `[#123]` in the subject. Counts only from somebody who takes part already. */
  ticketNumber?: number;
  /** Subject without reply marks, to notice that the topic changed. */
  topic?: string;
  /** False where the sender's name could be forged (DMARC failed): such a message never joins another person's ticket. */
  senderProven: boolean;
}

export interface InboundFile {
  name: string;
  type: string;
  content: Buffer;
  contentId?: string;
  /** Shown within the text, not as an attachment of its own. */
  inline: boolean;
}

export interface InboundMessage {
  type: 'message';
  /** A call stands in the record as one; everything else is a message. */
  kind?: 'call';
  /** Whose work a new ticket is, where the customer chose (a key in a menu); else the line's team. */
  teamId?: string;
  /** Id at the provider or Message-ID; what later references and receipts name. */
  externalId?: string;
  /** Made by the sender's device, once for each action: repeats are known by it. */
  clientId?: string;
  sender: Sender;
  to?: Party[];
  cc?: Party[];
  subject?: string;
  /** What is new. */
  text: string;
  /** With quoted history and signature. */
  textFull?: string;
  /** As it came; it is sanitised when it is shown. */
  html?: string;
  files?: InboundFile[];
  /** Files that were uploaded before, by id, and by whom: nobody else's are taken. */
  uploadIds?: string[];
  uploadOwner?: string;
  thread: ThreadHints;
  /** Why this was written by a machine (auto-reply, list, …). It joins a ticket but wakes nobody and answers nothing. */
  automatic?: string;
  language?: string;
  /** Verdicts, flags and parts for people to see: DMARC, calendar, signature. */
  meta?: Record<string, unknown>;
}

/** What became of something that we sent. */
export interface InboundReceipt {
  type: 'receipt';
  of: { messageId: string } | { externalId: string };
  state: 'delivered' | 'read' | 'failed';
  error?: string;
  /** Whom it did not reach, where it went to several. */
  recipient?: string;
  /** The address will never work: it is marked on the contact. */
  undeliverable?: boolean;
}

/** Kept and counted, but no work for anybody: a loop, our own mail, an empty notice. */
export interface InboundIgnored {
  type: 'ignored';
  reason: string;
}

export type Inbound = InboundMessage | InboundReceipt | InboundIgnored;

/** The raw thing cannot be understood, or not within its bounds. It goes to quarantine with this reason. */
export class Unreadable extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** Something to send, complete: the adapter needs nothing else. */
export interface Outbound {
  messageId: string;
  conversationId: string;
  ticketNumber: number;
  /** Position in the conversation, from 1. */
  seq: number;
  to: Party[];
  cc: Party[];
  bcc: Party[];
  from: { name: string; kind: 'agent' | 'bot' | 'system' };
  subject: string | null;
  text: string;
  html: string | null;
  files: { id: string; name: string; type: string; size: number; contentId?: string; content: () => Promise<Buffer> }[];
  /** External ids of earlier messages of the conversation, oldest first. */
  references: string[];
  inReplyTo: string | null;
  /** What the quoted history may hold: messages that every recipient has seen, newest first. */
  history: { from: string; at: Date; text: string; html: string | null }[];
  automatic: boolean;
  /** An appointment that calendar programs act upon (RFC 5546); a channel that cannot carry it leaves it out. */
  calendar?: { method: string; content: string };
  clientId: string | null;
  at: Date;
  /** Set on a retry: the id under which an earlier attempt may have been accepted. */
  externalId: string | null;
  /** Addresses that accepted an earlier attempt: they must not get it twice. */
  reached?: string[];
}

export interface Sent {
  /** What receipts and replies will name. Known before the send where the channel allows (Message-ID). */
  externalId: string | null;
  /** Set where the send itself tells the end: a chat message that a connected visitor acknowledged. */
  state?: 'sent' | 'delivered';
  /** What each recipient's server said, where several can differ. Who is `waiting` is tried again, alone. */
  outcomes?: RecipientOutcome[];
}

/** Why a send failed decides what happens next: only `passing` is repeated, because it surely was not accepted. */
export class SendFailure extends Error {
  constructor(
    readonly kind: 'permanent' | 'passing' | 'unknown',
    message: string,
    /** The address will never work. */
    readonly undeliverable = false,
  ) {
    super(message);
  }
}

export interface CheckStep {
  name: string;
  ok: boolean;
  detail: string;
  /** What to do where it is not. */
  hint?: string;
}

/** What `listen` gets: the way in for what is fetched or held open. */
export interface ReceivePort {
  /** Stores the raw thing durably; `repeat` where the key is known. Only then may the other side be told that we have it. */
  receive(
    line: { id: string; channel: ChannelKind },
    envelope: { key: string; raw: Buffer; meta?: Record<string, unknown> },
  ): Promise<Received>;
  /** The active lines of this adapter, now. */
  lines(): Promise<Line[]>;
  /** Tells people about a line that does not work, and that it works again (`null`). */
  report(lineId: string, problem: string | null): Promise<void>;
}

export interface Received {
  envelopeId: string;
  repeat: boolean;
}

/** A kind of line. One instance serves all inboxes of its kind. */
export interface ChannelAdapter {
  readonly kind: ChannelKind;
  /** English name of the kind; the console translates by kind. */
  readonly name: string;
  readonly settings: SettingsSchema;
  readonly abilities: Abilities;
  /** Whether `address` is required, and its canonical form; throws Refusal 422 where it cannot be one. */
  address?(given: string | undefined): string | null;
  /** First values of a new line that people do not type: keys and secrets. */
  create?(line: { name: string; address: string | null }): { publicKey?: string; secrets?: Record<string, string> };
  /** The first path segments below /hooks that this adapter answers for its own lines, such as `['mail']`; channels of one provider may share one. */
  readonly hooks?: string[];
  verify?(request: HookRequest, line: Line): HookVerdict | Promise<HookVerdict>;
  /** Pure: no network, no database, no clock. The same envelope always gives the same result. Throws `Unreadable`. */
  normalize(envelope: RawEnvelope, line: Line): Inbound[] | Promise<Inbound[]>;
  /** The external id, where we give it ourselves (a Message-ID): it is stored before the send, so that nothing that comes back is unknown. */
  externalId?(outbound: Outbound, line: Line): string;
  /** Throws `SendFailure`. */
  send(outbound: Outbound, line: Line): Promise<Sent>;
  /** What became of a send that died half-way; where the channel cannot tell, people decide. */
  reconcile?(outbound: Outbound, line: Line): Promise<'accepted' | 'not-accepted' | 'unknown'>;
  /** Only where one must fetch or stay connected. Runs until the returned function is called. */
  listen?(port: ReceivePort): Promise<() => Promise<void>>;
  /** Lines were added, changed or removed; listeners look again. */
  linesChanged?(): void;
  /** A live test of one line that says what is wrong and what to do. */
  check?(line: Line): Promise<CheckStep[]>;
  /** Sends something through the real way in, as a customer would: "send yourself a test". */
  simulate?(line: Line, what: { name: string; address: string; subject: string; text: string }): Promise<void>;
}
