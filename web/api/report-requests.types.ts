import type { Named } from './identity.types';

export type RequestState =
  'requested' | 'accepted' | 'analysis' | 'review' | 'presented' | 'published' | 'declined' | 'withdrawn';
export type RequestMove =
  | 'change'
  | 'accept'
  | 'decline'
  | 'withdraw'
  | 'begin'
  | 'write'
  | 'edit'
  | 'submit'
  | 'return'
  | 'approve'
  | 'present'
  | 'publish';

export interface ReportFile {
  id: string;
  name: string;
  type: string;
  size: number;
}

export interface ReportVersion {
  id: string;
  number: number;
  summary: string;
  state: 'draft' | 'review' | 'approved' | 'published';
  author: Named;
  reviewer: Named | null;
  reviewedAt: string | null;
  reviewNote: string | null;
  publishedAt: string | null;
  files: ReportFile[];
  version: number;
  createdAt: string;
}

export interface ReportRow {
  id: string;
  number: number;
  title: string;
  state: RequestState;
  company: Named;
  contact: Named | null;
  askedBy: 'customer' | 'desk';
  wantedOn: string | null;
  dueOn: string | null;
  late: boolean;
  owner: Named | null;
  reviewer: Named | null;
  /** More than the package includes. */
  beyond: boolean;
  included: number | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

export interface ReportQuota {
  included: number | null;
  asked: number;
  left: number;
  beyond: 'allowed' | 'refused';
}

export interface ReportRequest extends ReportRow {
  about: string;
  reason: string | null;
  acceptedAt: string | null;
  presentedAt: string | null;
  publishedAt: string | null;
  versions: ReportVersion[];
  tickets: {
    id: string;
    number: number;
    subject: string;
    kind: 'question' | 'visit';
    category: string;
    visitState: string | null;
    visitFrom: string | null;
    at: string;
  }[];
  meetings: {
    id: string;
    subject: string;
    dueAt: string;
    minutes: number | null;
    place: string | null;
    doneAt: string | null;
    owner: string | null;
  }[];
  moves: RequestMove[];
  quota: ReportQuota & { offerMore: boolean };
}

export interface ReportEvent {
  seq: number;
  type: string;
  by: string | null;
  byKind: 'user' | 'contact' | 'system';
  data: Record<string, unknown>;
  at: string;
}

export const TILE_KINDS = [
  'tickets-opened',
  'tickets-closed',
  'promise-kept',
  'visits',
  'tickets-by-priority',
  'tickets-by-channel',
  'tickets-by-site',
  'equipment-by-state',
  'spend',
  'readings',
  'device-alerts',
] as const;
export type TileKind = (typeof TILE_KINDS)[number];
export const TILE_MONTHS = [1, 3, 6, 12, 24] as const;

export interface TilePoint {
  key: string;
  name: string | null;
  namePt: string | null;
  value: number | null;
  unit: string;
}

export interface Tile {
  id: string;
  kind: TileKind;
  title: string;
  months: number;
  points: TilePoint[];
}

export interface Dashboard {
  tiles: Tile[];
  shared: boolean;
  hidden: number;
  version: number;
  at: string;
}
