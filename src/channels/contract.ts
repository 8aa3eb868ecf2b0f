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
  items?: { type: 'string'; pattern?: string };
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  writeOnly?: boolean;
  /** Kept by the adapter itself: nobody types it. */
  hidden?: true;
  /** Fields of one group stand together in the form. */
  group?: string;
  /** Shown only while other fields have these values. */
  when?: Record<string, string | boolean>;
}

/** What a line can do, as data: the core never asks which channel it is. */
export interface Abilities {
  /** Replies may carry formatted text. */
  html: boolean;
  subject: boolean;
  cc: boolean;
  /**
   * `maxBytes` of each file, and of some types less; `types`: what it carries, as `image/*` or `application/pdf`, where not
   * everything. `bySettings`: what is otherwise on lines that have these settings; the first that fits counts.
   */
  attachments: {
    inbound: boolean;
    outbound: boolean;
    maxBytes: number;
    maxCount: number;
    types?: string[];
    sizes?: { types: string[]; maxBytes: number }[];
    bySettings?: {
      when: Record<string, string | boolean>;
      maxBytes: number;
      sizes?: { types: string[]; maxBytes: number }[];
    }[];
  };
  /** Which marks come back after sending, in their order. */
  receipts: ('delivered' | 'read')[];
  /** Hours after the customer's last message in which we may write freely; null where always. */
  replyWindowHours: number | null;
  /**
   * Hours after it in which a person, and no machine, may still answer; only where the line's settings have this switched
   * on, because its provider allows it to some.
   */
  personWindow?: { hours: number; setting: string };
  /** What was said in public (`thread.public`) may be answered privately so many hours long, once. */
  privateReplyHours?: number;
  /** An answer in public carries no files. */
  wordsOnlyInPublic?: true;
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
  /** An answer may be given to one message among others, which the customer sees above it (`Outbound.quoted`). */
  quoting?: boolean;
  /**
   * How the provider counts a text in parts that it charges one by one: `gsm`, in GSM-7 or UCS-2 segments. Shown while
   * writing; with the price, where the line has it under these names in its settings.
   */
  counting?: { as: 'gsm'; priceSetting?: string; currencySetting?: string };
  /** How fast one line may send unless its owner sets another pace. What comes faster waits its turn: urgent tickets first, then people, machines, and what goes to many. */
  budget?: { perSecond: number; burst: number };
  /** What it publishes to everybody who follows it, where it can (`publish`). */
  publishing?: Publishing;
}

/** How a post may look on a line of this kind. */
export interface Publishing {
  /** Characters of the words, with a link that stands under them. */
  maxText: number;
  /** A picture beside them: which types, how large, and how long the words may be then. Null: none. */
  picture: { types: string[]; maxBytes: number; maxText: number } | null;
  /** Beside words without a picture it shows a link in a place of its own. Elsewhere a link stands under the words. */
  link: boolean;
  /** The setting of the line without which it publishes nothing. */
  setting?: string;
}

/** One configured line. `settings` are complete and opened (secrets in clear); they never leave the server. */
export interface Line<S = Record<string, unknown>> {
  id: string;
  channel: ChannelKind;
  name: string;
  address: string | null;
  publicKey: string | null;
  settings: S;
  /** How fast it sends, where its owner set that: instead of `abilities.budget`. */
  budget?: { perSecond: number; burst: number };
}

/** A URL to enter at the provider's, and what it is for. */
export interface WebhookUrl {
  /** English; the console translates by it. */
  name: string;
  url: string;
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
  /**
   * Store the body as an envelope under this key, then answer with `status` (200 unless said). `saidBy`: who says it, as the
   * provider names them; what one of them says is read in the order in which it came, whatever happens in between.
   */
  | {
      verdict: 'accept';
      key: string;
      saidBy?: string;
      meta?: Record<string, unknown>;
      status?: number;
      reply?: HookReply;
    }
  /** Nothing to keep (a handshake, or what its sender must mend): answer this. */
  | { verdict: 'answer'; reply: HookReply; status?: number }
  /** 403; nothing is stored but a counter. `because` is told to the caller: only what helps nobody who forges. */
  | { verdict: 'refuse'; because?: string };

export interface HookReply {
  type: string;
  body: string | Buffer;
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
  /** Who of them speaks, where the sender is a group. */
  speaker?: string;
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
  /**
   * Said where everybody reads it, such as under a post: a conversation of its own beside the private one, joined by
   * `references`, also on a channel without threads.
   */
  public?: boolean;
  /** Its author can be answered only where it was said, and not privately. */
  publicOnly?: true;
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

/** A file that the provider keeps for us. `fetchFile` gets it before the story is told; until then nobody can see it. */
export interface InboundFileReference {
  /** What `fetchFile` needs, such as a URL. Never followed by anybody else. */
  reference: string;
  /** What the provider says it is. */
  name: string;
  type: string;
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
  files?: (InboundFile | InboundFileReference)[];
  /** Files that were uploaded before, by id, and by whom: nobody else's are taken. */
  uploadIds?: string[];
  uploadOwner?: string;
  /** Parts of one message that come one by one: the first makes it, the others with the same key add their files to it. */
  album?: string;
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
  /**
   * Both where our own id came back: the answer that told the other may have been lost. `upTo`: everything that was sent to
   * this customer until then, and has left.
   */
  of: { messageId: string; externalId?: string } | { externalId: string } | { to: Sender; upTo: Date };
  /** `sent`: the provider has it, where the answer to our own call may have been lost. */
  state: 'sent' | 'delivered' | 'read' | 'failed';
  error?: string;
  /** Whom it did not reach, where it went to several. */
  recipient?: string;
  /** The address will never work: it is marked on the contact. */
  undeliverable?: boolean;
  /** The provider refused it because the customer wants nothing from this line any more. */
  optedOut?: boolean;
}

/** The customer takes back the leave to be written to on this line, or gives it again. Holds for this line and address. */
export interface InboundConsent {
  type: 'consent';
  state: 'withdrawn' | 'given';
  sender: Sender;
  /** What they wrote: the record of it. */
  word: string;
  externalId?: string;
}

/** Kept and counted, but no work for anybody: a loop, our own mail, an empty notice. */
export interface InboundIgnored {
  type: 'ignored';
  reason: string;
}

/**
 * What became of something that was said before, in the sender's own hands: corrected, taken back, or given a mark. The
 * earlier wording of a correction is kept; what was taken back is shown to nobody any more.
 */
export interface InboundChange {
  type: 'change';
  /** The message that it is about, ours or theirs. */
  of: { externalId: string };
  change: { kind: 'edited'; text: string; at?: Date } | { kind: 'unsent' } | { kind: 'reacted'; mark: string | null };
}

/** Somebody shut us out, or let us in again: what is sent there does not arrive. */
export interface InboundReach {
  type: 'reach';
  sender: Sender;
  reachable: boolean;
  reason: string;
}

/** Said by us, but not from here: on the company's own phone, or by another program on the same line. */
export interface InboundEcho {
  type: 'echo';
  externalId: string;
  /** The customer to whom it was said; nobody where it was said in public, as an answer to `thread.references`. */
  to?: Sender;
  text: string;
  files?: (InboundFile | InboundFileReference)[];
  thread?: Pick<ThreadHints, 'public' | 'references'>;
}

/**
 * What somebody thinks of the company, said to everybody and to nobody in particular: no work, but kept with them and their
 * company. Told again with other words it is corrected; `given` is null where it was taken back.
 */
export interface InboundFeedback {
  type: 'feedback';
  /** The same for whatever becomes of it. */
  externalId: string;
  sender: Sender;
  given: { verdict: 'positive' | 'negative' | null; text: string; link?: string } | null;
  /** When that happened: what comes late changes nothing. */
  at?: Date;
}

/** Somebody goes by another value from now on (a group that grew, a new number): the same customer, the same conversation. */
export interface InboundMoved {
  type: 'moved';
  sender: Sender;
  to: string;
}

export type Inbound =
  | InboundMessage
  | InboundReceipt
  | InboundConsent
  | InboundChange
  | InboundReach
  | InboundMoved
  | InboundEcho
  | InboundFeedback
  | InboundIgnored;

/** The raw thing cannot be understood, or not within its bounds. It goes to quarantine with this reason. */
export class Unreadable extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** A text that the provider approved beforehand, for when nobody may be written to freely. */
export interface MessageTemplate {
  /** What its provider calls it, where that is not its name. */
  id?: string;
  name: string;
  /** As the provider writes it, such as `pt_BR`. */
  language: string;
  category: string;
  /** Only an approved one can be sent. `unusable`: it has parts that we cannot fill in. */
  status: 'approved' | 'waiting' | 'refused' | 'paused' | 'unusable';
  /** Why it cannot be sent, where its provider says: its own code or words. */
  reason?: string;
  header?: string;
  /** With `{{1}}` or `{{name}}` where variables stand. */
  body: string;
  footer?: string;
  /** What stands on its buttons. */
  buttons: string[];
  variables: { in: 'header' | 'body'; name: string; example?: string }[];
}

export interface FilledTemplate {
  /** Added from the list, where its provider has one. */
  id?: string;
  name: string;
  language: string;
  variables: { in: 'header' | 'body'; name: string; value: string }[];
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
  /** The one message that it answers, theirs or ours, where the agent chose one; only with `abilities.quoting`. */
  quoted?: { externalId: string; text: string };
  /** When the customer last wrote in this conversation. */
  lastInboundAt: Date | null;
  /** Said privately to what this customer said in public under this external id. */
  privatelyTo?: string;
  /** What the quoted history may hold: messages that every recipient has seen, newest first. */
  history: { from: string; at: Date; text: string; html: string | null }[];
  automatic: boolean;
  /** An appointment that calendar programs act upon (RFC 5546); a channel that cannot carry it leaves it out. */
  calendar?: { method: string; content: string };
  /**
   * It goes to many: by this link its reader wants no more of them, after words that say so. A channel that has a place
   * for it (the foot and the headers of a mail) puts it there; elsewhere the text may name the link itself.
   */
  optOut?: { url: string; words: string };
  /** An approved text, where it goes as one; `text` is how it reads. */
  template?: FilledTemplate;
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

/** How a line says a few words to a person of the house: as a text, or spoken in a call. */
export type PageBy = 'text' | 'call';

/** A few words to somebody of the house by phone number. They belong to no conversation and ask for no answer. */
export interface Page {
  /** E.164. */
  to: string;
  text: string;
  /** BCP 47, such as `pt-BR`: in which language a voice reads it. */
  language: string;
  /** What it is about. A line that learns whether it was heard tells it under this name (`page.ended`). */
  reference: string;
}

/** Something to say to everybody who follows the line. */
export interface OutboundPost {
  /** As it reads there: a link stands under it, unless it is in `link`. */
  text: string;
  /** Only where the line shows it in a place of its own. */
  link: string | null;
  picture: { name: string; type: string; content: Buffer } | null;
  /** When the attempt began. */
  triedAt: Date;
}

export interface Published {
  /** By which what is said under it names it (`meta.post`). */
  externalId: string;
  /** Where everybody reads it. */
  url?: string;
}

/** Why a send failed decides what happens next: only `passing` is repeated, because it surely was not accepted. */
export class SendFailure extends Error {
  constructor(
    readonly kind: 'permanent' | 'passing' | 'unknown',
    message: string,
    /** The address will never work. */
    readonly undeliverable = false,
    /** The customer wants nothing from this line any more, as the provider knows. */
    readonly optedOut = false,
  ) {
    super(message);
  }
}

/** Not accepted, and the other side said when to come back. That is no attempt in vain. */
export class SendLater extends SendFailure {
  constructor(
    message: string,
    readonly afterMs: number,
  ) {
    super('passing', message);
  }
}

/** A referenced file that nobody can get any more. Everything else that `fetchFile` throws is tried again. */
export class FileGone extends Error {}

export interface CheckStep {
  name: string;
  ok: boolean;
  /** Nothing is wrong as far as we know, and nothing was proved either. */
  unchecked?: true;
  detail: string;
  /** What to do where it is not. */
  hint?: string;
  /** Names both texts, so that the console can say them in the reader's language. */
  words?: { code: string; values?: Record<string, string> };
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
  /** The exact URLs to enter at the provider's, where they are more than `/hooks/{first of hooks}/{inbox}`. `base` ends in the inbox. */
  webhooks?(base: string, line: Pick<Line, 'id' | 'address' | 'settings'>): WebhookUrl[];
  /** Pure: no network, no database, no clock. The same envelope always gives the same result. Throws `Unreadable`. */
  normalize(envelope: RawEnvelope, line: Line): Inbound[] | Promise<Inbound[]>;
  /**
   * Gets a file that `normalize` named by reference; through `Egress`, at most `maxBytes` (`bodyOf` throws beyond).
   * Runs before the story's transaction; the bytes are kept, so a replay does not ask again.
   */
  fetchFile?(reference: string, line: Line, maxBytes: number): Promise<Buffer>;
  /**
   * What is asked for, where a webhook only points at what was said; outside of any transaction, after `normalize` and
   * before the story. Where it throws, the envelope is begun again later.
   */
  complete?(inbound: Inbound[], line: Line): Promise<Inbound[]>;
  /**
   * What somebody is called, where what they send does not tell; asked before the first of it becomes a ticket.
   * Undefined, or a failure, where the provider does not say: nothing waits for it.
   */
  nameOf?(sender: Sender, line: Line): Promise<string | undefined>;
  /** The external id, where we give it ourselves (a Message-ID): it is stored before the send, so that nothing that comes back is unknown. */
  externalId?(outbound: Outbound, line: Line): string;
  /** Throws `SendFailure`. */
  send(outbound: Outbound, line: Line): Promise<Sent>;
  /**
   * What became of a send that died half-way or got no answer; asked again with pauses while it is `unknown`, and then
   * people decide. `accepted` by the id that receipts will name, where the provider gave it one. Only a sure
   * `not-accepted` is sent again.
   */
  reconcile?(outbound: Outbound, line: Line): Promise<'accepted' | { accepted: string } | 'not-accepted' | 'unknown'>;
  /** With `abilities.publishing`. Throws `SendFailure`. */
  publish?(post: OutboundPost, line: Line): Promise<Published>;
  /** What became of a post whose answer was lost; asked like `reconcile`. Only a sure `not-published` is published again. */
  published?(post: OutboundPost, line: Line): Promise<Published | 'not-published' | 'unknown'>;
  /** How lines of this kind page people of the house, where they can. */
  readonly pages?: PageBy;
  /** Throws `SendFailure`; what failed in passing is tried again. */
  page?(page: Page, line: Line): Promise<void>;
  /** Only where one must fetch or stay connected. Runs until the returned function is called. */
  listen?(port: ReceivePort): Promise<() => Promise<void>>;
  /** Lines were added, changed or removed; listeners look again. */
  linesChanged?(): void;
  /** The approved texts of a line, as the provider has them now. */
  templates?(line: Line): Promise<MessageTemplate[]>;
  /** A live test of one line that says what is wrong and what to do. */
  check?(line: Line): Promise<CheckStep[]>;
  /** New secrets that we make ourselves, as settings. `verify` goes on believing the earlier ones while they may be on their way. */
  renew?(line: Line, at: Date): Record<string, unknown>;
  /** Once a day: a token that ends is renewed, and people are told of one that cannot be (`problem`, null where all is well). */
  upkeep?(line: Line, at: Date): Promise<{ settings?: Record<string, unknown>; problem?: string | null } | undefined>;
  /** Sends something through the real way in, as a customer would: "send yourself a test". */
  simulate?(line: Line, what: SimulatedWord): Promise<void>;
  /** What else its provider can be made to bring, on a line that is only tried; none on a real one. */
  acts?(line: Line): readonly SimulatedAct[];
  /** Plays the provider on a port of this machine, so that a line can be tried both ways without an account. */
  playProvider?(options: { port: number; worst: boolean; tell(line: string): void }): Promise<Simulator>;
}

/** What a customer does, or the provider tells, on a line that is only tried. */
export const SIMULATED_ACTS = [
  'text',
  'picture',
  'location',
  'contact',
  'button',
  'quote',
  'reaction',
  'edit',
  'unsend',
  'delivered',
  'read',
  'failed',
  'comment',
  'mention',
] as const;
export type SimulatedAct = (typeof SIMULATED_ACTS)[number];

export interface SimulatedWord {
  name: string;
  address: string;
  subject: string;
  text: string;
  /** Without it, a text. */
  act?: SimulatedAct;
  /** The message that a quote, a mark, a correction or a receipt is about, and whose customer's it is. */
  about?: { externalId: string; messageId: string; text: string; customer: string };
}

export interface Simulator {
  /** What to enter in the line's settings, in words. */
  hint: string;
  /** A customer writes this. */
  say(text: string): Promise<void>;
  close(): Promise<void>;
}
