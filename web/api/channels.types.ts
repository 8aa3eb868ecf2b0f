import type { FileLimits } from '../../src/channels/delivery/attachment-limits.rules.js';

/** As much of JSON Schema as a channel's settings use. */
export interface SettingsSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, SettingsSchema>;
  required?: string[];
  enum?: (string | number)[];
  default?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  items?: SettingsSchema;
  writeOnly?: boolean;
  /** Kept by the line itself: nobody types it. */
  hidden?: boolean;
  /** Fields of one group stand together in the form. */
  group?: string;
  /** Shown only while other fields have these values. */
  when?: Record<string, string | boolean>;
}

export interface Budget {
  perSecond: number;
  burst: number;
}

/** Webhook calls of one day that were turned away for their signature. */
export interface RefusedDay {
  day: string;
  count: number;
  because: string | null;
  lastAt: string;
}

export interface ChannelAbilities {
  html?: boolean;
  attachments?: FileLimits;
  /** An answer in public carries no files. */
  wordsOnlyInPublic?: boolean;
  /** How fast a line of this kind sends, unless it is set. */
  budget?: Budget;
  receipts?: boolean;
  typing?: boolean;
  calls?: boolean;
  threads?: boolean;
  /** An answer may be given to one message among others. */
  quoting?: boolean;
  [ability: string]: unknown;
}

export interface Channel {
  kind: string;
  name: string;
  settings: SettingsSchema;
  abilities: ChannelAbilities;
  /** Reached by something that people type: an address or a number. */
  hasAddress?: boolean;
  /** Its provider approves texts that may be sent when the customer may not be written to freely. */
  hasTemplates?: boolean;
  /** It has a secret that the desk makes, and can make anew. */
  canRenew?: boolean;
  /** A test can be sent through the real way. */
  canTest?: boolean;
}

export interface Inbox {
  id: string;
  channel: string;
  name: string;
  address?: string | null;
  publicKey?: string | null;
  identitySecret?: string;
  webhookUrl?: string | null;
  /** What to enter at the provider's, exactly. */
  webhooks?: { name: string; url: string }[];
  settings: Record<string, unknown>;
  state: string;
  secretsSet?: string[];
  teamId?: string | null;
  budget?: Budget | null;
  /** What does not work, in words. */
  problem?: string | null;
  lastCheck?: CheckResult | null;
  version: number;
}

/** A text that the provider of a line approved. */
export interface LineTemplate {
  name: string;
  language: string;
  category: string;
  status: 'approved' | 'waiting' | 'refused' | 'paused' | 'unusable';
  /** Why it cannot be sent, in its provider's own code or words. */
  reason?: string;
  header?: string;
  body: string;
  footer?: string;
  buttons: string[];
  variables: { in: 'header' | 'body'; name: string; example?: string }[];
}

/** One attempt to bring an answer to the other side of an API line. */
export interface ApiDelivery {
  id: string;
  messageId: string;
  url: string;
  outcome: 'accepted' | 'refused' | 'later';
  status: number | null;
  answer: string;
  ms: number;
  replay: boolean;
  at: string;
}

/** What the provider of a simulated line can be made to bring. */
export type Act =
  | 'text'
  | 'picture'
  | 'location'
  | 'contact'
  | 'button'
  | 'quote'
  | 'reaction'
  | 'edit'
  | 'unsend'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'comment'
  | 'mention';

export type PlayMode = 'calm' | 'worst' | 'forged';

export interface Played {
  taken: number;
  refused: number;
}

export interface CheckStep {
  name: string;
  ok: boolean;
  /** Nothing is wrong as far as we know, and nothing was proved either. */
  unchecked?: boolean;
  detail?: string;
  hint?: string;
  /** Names both texts, for a translation. */
  words?: { code: string; values?: Record<string, string> };
}

export interface CheckResult {
  at: string;
  ok: boolean;
  steps: CheckStep[];
  /** What was asked over HTTP to find it. */
  asked: { at: string; request: string; answer: string }[];
}

export type EnvelopeState = 'received' | 'processed' | 'ignored' | 'quarantined';

export interface Envelope {
  id: string;
  inboxId?: string | null;
  channel: string;
  state: EnvelopeState;
  reason?: string | null;
  detail?: string | null;
  ticketId?: string | null;
  ticketNumber?: number | null;
  messageId?: string | null;
  size: number;
  receivedAt: string;
  endedAt?: string | null;
}

export type IntakeFigures = Record<EnvelopeState | 'total', number>;

export interface IntakeSummary extends IntakeFigures {
  byInbox: (IntakeFigures & { inboxId: string | null; name?: string; channel?: string })[];
}

export interface OutboxMail {
  id: string;
  from: string;
  to: string[];
  subject: string;
  text?: string;
  html?: string | null;
  raw?: string;
  ticketId?: string | null;
  at: string;
}

export interface HealthReport {
  status: string;
  parts: Record<string, { ok: boolean; detail: string }>;
}
