import type { Named } from './identity.types';
import type { Clock } from './promises.types';

export type Priority = 'low' | 'normal' | 'high' | 'urgent';
export type Mode = 'digital' | 'visit' | 'in_person';
export type StatusCategory =
  'new' | 'open' | 'waiting_customer' | 'waiting_third_party' | 'visit_scheduled' | 'solved' | 'closed';

export interface StatusRef extends Named {
  category: StatusCategory;
}

export interface Status extends StatusRef {
  customerLabel?: string | null;
  position: number;
  version?: number;
}

export interface TicketRow {
  id: string;
  number: number;
  subject: string;
  status: StatusRef;
  priority: Priority;
  mode: Mode;
  type: string;
  company?: Named | null;
  contact: Named;
  assignee?: Named | null;
  team?: Named | null;
  channels: string[];
  tags: string[];
  dueAt?: string | null;
  dueMetric?: string | null;
  snoozedUntil?: string | null;
  /** Of the customer's last message that nobody has answered. */
  waitingSince?: string | null;
  snippet?: string | null;
  lastMessageAt: string;
  updatedAt: string;
  createdAt: string;
  version: number;
  seq: number;
}

export interface ConversationRef {
  id: string;
  channel: string;
  /** Null where its inbox is gone. */
  inboxId: string | null;
  inbox?: (Named & { address?: string | null }) | null;
  subject?: string | null;
  state?: string;
  /** Why nothing can be sent here now, for example a reply window that is over. */
  closedReason?: string | null;
  /** The customer asked not to be written to on this line. */
  optedOut?: { word: string; at: string } | null;
  /** From then a channel's reply window counts. */
  lastInboundAt?: string | null;
  contactOnline?: boolean;
  /** With somebody else than the customer. */
  thirdParty?: boolean;
  /** Everybody reads it: under a post. */
  public?: boolean;
  /** Why its author cannot be answered privately, beside the time for that; `ticket`: where we already do. */
  privateAnswer?: { closedReason: string | null; ticket: number | null } | null;
}

/** A line that reaches the customer and on which nothing was said on this ticket. */
export interface WayOut {
  inbox: Named & { address?: string | null };
  channel: string;
  /** Their address or number. */
  to: string;
  optedOut: { word: string; at: string } | null;
  lastInboundAt: string | null;
  /** Number of the other open ticket on which that conversation stands. */
  ticket: number | null;
}

export interface Participant {
  kind?: string;
  role?: string;
  id?: string | null;
  name?: string | null;
  address?: string | null;
  email?: string | null;
  userId?: string | null;
}

export interface TicketLink {
  id: string;
  kind: 'related' | 'parent' | 'child' | 'duplicate';
  ticket: { id: string; number: number; subject: string; status?: StatusRef };
}

export interface Ticket extends TicketRow {
  conversations: ConversationRef[];
  participants: Participant[];
  clocks: Clock[];
  visits: unknown[];
  links: TicketLink[];
  followers?: Named[];
  fields: Record<string, unknown>;
  /** Which place of the customer it concerns. */
  site: { id: string; name: string; address: string | null } | null;
  mergedInto?: { id: string; number: number } | null;
}

export interface Attachment {
  id: string;
  name: string;
  type: string;
  size: number;
  url: string;
  inline?: boolean;
  /** What the virus scanner said, where it is not clean. */
  scan?: 'waiting' | 'infected' | 'unscannable';
  finding?: string;
  /** It is kept, and cannot be opened now. */
  blocked?: boolean;
}

export type MessageState =
  'received' | 'scheduled' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled';

export interface Address {
  name?: string | null;
  address?: string | null;
  email?: string | null;
  kind?: string;
  id?: string | null;
}

export interface RecipientOutcome {
  address: string;
  state: 'accepted' | 'waiting' | 'rejected';
  reason?: string;
}

/** The one message that another answers, as it stands now. */
export interface Quoted {
  /** Null where it is not on this ticket. */
  id: string | null;
  seq: number | null;
  /** Null where the desk does not know it. */
  direction: 'in' | 'out' | null;
  name: string | null;
  text: string;
  file: string | null;
  unsent: boolean;
}

export interface Message {
  id: string;
  seq: number;
  ticketId: string;
  conversationId: string | null;
  kind: 'message' | 'note' | 'call' | 'visit' | 'meeting';
  direction: 'in' | 'out' | 'internal';
  channel: string;
  from: Address;
  to: (Address | string)[];
  cc: (Address | string)[];
  subject?: string | null;
  text: string;
  textFull?: string | null;
  /** Whether (or what) rich text there is; it is shown only through `/messages/{id}/html`. */
  html?: string | boolean | null;
  attachments: Attachment[];
  mentions?: string[];
  state: MessageState;
  error?: string | null;
  /** What became of it for each recipient, where the channel tells. */
  outcomes?: RecipientOutcome[];
  /** What it answers, where one message was chosen. */
  quoted?: Quoted;
  automatic: boolean;
  sendAt?: string | null;
  /** Verdicts and flags of its channel. */
  meta?: Record<string, unknown>;
  clientId?: string | null;
  at: string;
}

/** What stands on a customer's timeline: a message, or what happened in person and is on no ticket. */
export interface TimelineItem extends Omit<Message, 'seq' | 'ticketId'> {
  seq: number | null;
  ticketId: string | null;
}

export interface TicketEvent {
  id: string;
  seq: number;
  ticketId: string;
  type: string;
  actor?: { kind?: string; id?: string | null; name?: string | null } | null;
  at: string;
  data: Record<string, unknown>;
  because?: string | Record<string, unknown> | null;
}

/** Why one thing about a ticket is as it is; the reason that holds stands first. */
export interface Answered {
  value: unknown;
  reasons: {
    code: string;
    by: { kind: string; id: string | null; name: string };
    at: string;
    from?: unknown;
    to?: unknown;
    because?: Record<string, unknown>;
  }[];
}

/** By question. Later rooms (policy, deadlines, visit) add questions. */
export type Explanation = { ticketId: string } & Record<string, Answered | string | null | undefined>;

export interface TicketView extends Named {
  key?: string | null;
  icon?: string | null;
  filter: Record<string, unknown>;
  sort?: string | null;
  shared: boolean;
  builtIn?: boolean;
  ownerId?: string | null;
  version?: number;
}

export interface ViewCount {
  viewId: string;
  count: number;
}

export interface CannedReply {
  id: string;
  shortcut: string;
  title: string;
  text: string;
  teamId?: string | null;
  /** Nobody else sees it. */
  personal: boolean;
  version?: number;
}

export interface MacroAction {
  type: string;
  value?: unknown;
  [option: string]: unknown;
}

export interface Macro extends Named {
  actions: MacroAction[];
  version?: number;
}

export interface Draft {
  kind: 'reply' | 'note';
  text: string;
  html?: string | null;
  channel?: string | null;
  quotes?: string | null;
  cc?: string[];
  bcc?: string[];
  attachments?: Attachment[];
  /** Names of files that were chosen and are no longer there. */
  missing?: string[];
  version: number;
  updatedAt?: string;
}

export interface BulkFailure {
  id: string;
  code: string;
  detail: string;
}

export interface BulkDone {
  undoId: string;
  changed: string[];
  failed: BulkFailure[];
}

/** What may be changed on a ticket; `version` only on a single one. */
export interface TicketChange {
  status?: string;
  priority?: Priority;
  type?: string;
  mode?: Mode;
  teamId?: string | null;
  siteId?: string | null;
  assigneeId?: string | null;
  tags?: string[];
  subject?: string;
  contactId?: string;
  fields?: Record<string, unknown>;
  snoozedUntil?: string | null;
}

/** A text that the provider approved, with what stands in its variables. */
export interface FilledTemplate {
  name: string;
  language: string;
  variables: { in: 'header' | 'body'; name: string; value: string }[];
}

export interface NewMessage {
  kind: 'reply' | 'note';
  channel?: string;
  conversationId?: string;
  /** Begins a conversation on this line. */
  inboxId?: string;
  /** Answers what was said in public where only its author reads it. */
  privately?: boolean;
  /** The one message that it answers. */
  quotes?: string;
  /** Left out where a template says it all. */
  text?: string;
  template?: FilledTemplate;
  html?: string;
  to?: string[];
  cc?: string[];
  bcc?: string[];
  attachments?: string[];
  mentions?: string[];
  clientId: string;
  seenSeq?: number;
  sendAt?: string;
  solve?: boolean;
}

export interface SearchAnswer {
  tickets: TicketRow[];
  contacts: (Named & { company?: Named | null })[];
  companies: Named[];
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
