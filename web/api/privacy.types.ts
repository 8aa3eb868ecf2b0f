import type { Named } from './identity.types';

export type RequestKind = 'export' | 'erasure' | 'restriction' | 'correction' | 'information';
export type RequestState = 'open' | 'working' | 'ready' | 'done' | 'refused' | 'failed';

export interface PrivacyRequest {
  id: string;
  contact: Named;
  kind: RequestKind;
  law: 'lgpd' | 'gdpr';
  state: RequestState;
  cameBy: 'staff' | 'portal' | 'retention' | 'restore';
  verifiedBy: string | null;
  reason: string | null;
  receivedAt: string;
  dueAt: string;
  endedAt: string | null;
  madeBy: string | null;
  confirmedBy: string | null;
  progress: { done: number; total: number; found: Record<string, number>; problem: string | null };
  held: boolean;
  keptUntil: string | null;
  fileUntil: string | null;
  fileSize: number | null;
  fileFetchedAt: string | null;
  version: number;
}

export interface Hold {
  id: string;
  contact: Named;
  reason: string;
  at: string;
  madeBy: string | null;
  releasedAt: string | null;
  releasedBy: string | null;
}

export interface ErasurePreview {
  found: Record<string, number>;
  hold: Hold | null;
  keptRecordings: number;
  keptUntil: string | null;
  confirmation: string | null;
}

export interface ContactPrivacy {
  contactId: string;
  restricted: boolean;
  restrictedAt: string | null;
  special: boolean;
  hold: Hold | null;
  requests: PrivacyRequest[];
}

export interface ContactView {
  user: Named;
  place: 'contact' | 'ticket' | 'export';
  hour: string;
  times: number;
  lastAt: string;
}

export interface Consent {
  id: string;
  of: 'person' | 'address';
  purpose: 'everything' | 'broadcasts' | 'recording';
  state: 'given' | 'withdrawn';
  channel: string | null;
  where: string | null;
  wording: string;
  wordingVersion: string | null;
  proof: string;
  by: string | null;
  at: string;
  current: boolean;
}

export interface RetentionRule {
  category: string;
  days: number | null;
  floor: number;
  ceiling: number;
  changedAt: string | null;
  version: number;
}

export interface RetentionRun {
  id: string;
  category: string;
  before: string;
  count: number;
  at: string;
}

export interface PrivacySettings {
  law: 'lgpd' | 'gdpr';
  giveNotes: boolean;
  logAllViews: boolean;
  version: number;
}
