import type { Week } from './hours.types';
import type { Named } from './identity.types';

export interface Identity {
  id: string;
  kind: 'email' | 'phone' | 'visitor' | 'external';
  channel?: string | null;
  value: string;
  display?: string | null;
  verified: boolean;
  undeliverable?: boolean;
}

export interface Contact extends Named {
  title?: string | null;
  language?: string | null;
  company?: Named | null;
  identities: Identity[];
  tags: string[];
  notes?: string | null;
  fields: Record<string, unknown>;
  createdAt: string;
  version: number;
  /** Those that can be undone, the last one first. */
  merges?: ContactMerge[];
}

/** Somebody who became part of a contact. */
export interface ContactMerge {
  id: string;
  name: string;
  by: string;
  at: string;
}

export interface Company extends Named {
  segment?: string | null;
  domains: string[];
  notes?: string | null;
  tags: string[];
  fields: Record<string, unknown>;
  createdAt: string;
  version: number;
}

export interface Site extends Named {
  companyId: string;
  address?: string | null;
  timezone?: string | null;
  accessNotes?: string | null;
  lat?: number | null;
  lng?: number | null;
  version: number;
}

/** When a place lets somebody in, and who serves it. */
export interface SiteHours {
  siteId: string;
  hours: Week;
  /** Null: as its coordinates say. */
  territoryId: string | null;
}

export interface Duplicate {
  contact: Pick<Contact, 'id' | 'name' | 'company' | 'identities'>;
  reasons: { code: 'same-address-name' | 'same-number' | 'same-name-company'; value: string }[];
}

export interface CustomField {
  id: string;
  target: 'ticket' | 'contact' | 'company';
  key: string;
  label: string;
  type: 'text' | 'number' | 'date' | 'boolean' | 'select';
  options?: string[] | null;
  version: number;
}

/** What somebody thinks of us: said to everybody, or of a conversation with us. */
export interface CustomerFeedback {
  id: string;
  kind: 'recommendation' | 'rating';
  verdict: 'positive' | 'negative' | null;
  score: number | null;
  text: string;
  channel: string;
  contact: { id: string; name: string };
  ticket: { id: string; number: number } | null;
  link: string | null;
  edited: boolean;
  at: string;
}
