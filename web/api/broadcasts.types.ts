export type BroadcastState = 'draft' | 'scheduled' | 'sending' | 'paused' | 'stopped' | 'done';
export const RECIPIENT_STATES = [
  'waiting',
  'queued',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'left_out',
  'stopped',
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

export interface FieldFilter {
  target: 'contact' | 'company';
  key: string;
  value: string;
}

export interface BroadcastFilters {
  everybody?: boolean;
  tags?: string[];
  withoutTags?: string[];
  companyIds?: string[];
  companyTags?: string[];
  segments?: string[];
  languages?: string[];
  fields?: FieldFilter[];
}

export interface BroadcastAudience {
  contactIds?: string[];
  filters?: BroadcastFilters;
}

export interface Wording {
  language: string;
  subject?: string;
  text: string;
}

export interface TemplateWording {
  name: string;
  language: string;
  variables: { in: 'header' | 'body'; name: string; value: string }[];
}

export interface BroadcastContent {
  texts?: Wording[];
  template?: TemplateWording;
}

export type BroadcastFigures = Record<RecipientState | 'total' | 'replied' | 'optedOut', number>;

export interface Broadcast {
  id: string;
  name: string;
  inbox: { id: string; name: string; channel: string };
  audience: BroadcastAudience;
  content: BroadcastContent;
  perMinute: number | null;
  state: BroadcastState;
  problem: string | null;
  startAt: string | null;
  zone: string | null;
  startedAt: string | null;
  endedAt: string | null;
  startedBy: { id: string; name: string } | null;
  figures: BroadcastFigures;
  version: number;
  createdAt: string;
}

/** What one writes down before it goes out. */
export interface BroadcastDraft {
  name: string;
  inboxId: string;
  audience: BroadcastAudience;
  content: BroadcastContent;
  perMinute: number | null;
}

export interface Recipient {
  id: string;
  contact: { id: string; name: string };
  address: string | null;
  state: RecipientState;
  reason: string | null;
  ticket: { id: string; number: number } | null;
  toldAt: string | null;
  repliedAt: string | null;
  optedOutAt: string | null;
}

export interface BroadcastPreview {
  total: number;
  reachable: number;
  leftOut: Record<string, number>;
  sample: {
    contact: { id: string; name: string };
    address: string;
    language: string;
    subject: string;
    text: string;
  }[];
  problems: { path: string; message: string }[];
}
