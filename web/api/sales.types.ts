import type { Named } from './identity.types';
import type { Message } from './tickets.types';

export const DEAL_FIELDS = [
  'companyId',
  'contactId',
  'valueMinor',
  'expectedClose',
  'ownerId',
  'sourceId',
  'segment',
] as const;
export type DealField = (typeof DEAL_FIELDS)[number];

export interface Stage extends Named {
  probability: number;
  required: DealField[];
  rottingDays: number | null;
}

export interface Pipeline extends Named {
  currency: string;
  renewalDays: number | null;
  stages: Stage[];
  openDeals: number;
  version: number;
}

export type ChoiceKind = 'source' | 'lost_reason';
export interface DealChoice extends Named {
  kind: ChoiceKind;
  position: number;
  version: number;
}

export const ACTIVITY_KINDS = ['call', 'meeting', 'task', 'visit'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export interface NextActivity {
  id: string;
  kind: ActivityKind;
  subject: string;
  dueAt: string;
  version: number;
}

export interface DealRow {
  id: string;
  number: number;
  title: string;
  pipeline: Named;
  stage: Named & { probability: number };
  state: 'open' | 'won' | 'lost';
  company: Named | null;
  contact: Named | null;
  prospect: string | null;
  valueMinor: number | null;
  currency: string;
  months: number | null;
  worthMinor: number;
  expectedClose: string | null;
  owner: Named | null;
  team: Named | null;
  stageSince: string;
  rotting: boolean;
  nextActivity: NextActivity | null;
  closedAt: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
  /** What its visits have cost us. */
  costs: Cost[];
}

export interface Cost {
  currency: string;
  totalMinor: number;
}

export interface DealTicket {
  id: string;
  number: number;
  subject: string;
  kind: 'origin' | 'visit' | 'answer';
  visitKind: string | null;
  visitState: string | null;
  cost: number | null;
  costCurrency: string | null;
}

export interface Deal extends DealRow {
  source: Named | null;
  segment: string | null;
  lostReason: Named | null;
  lostNote: string | null;
  tickets: DealTicket[];
  contract: { id: string; number: string } | null;
  renews: { id: string; number: string } | null;
}

export interface Total {
  currency: string;
  worthMinor: number;
  weightedMinor: number;
}

export interface BoardStage extends Stage {
  count: number;
  totals: Total[];
  deals: DealRow[];
  nextCursor: string | null;
}

export interface DealBoard {
  pipeline: Pipeline;
  totals: Total[];
  figures: { open: number; overdue: number; withoutNext: number; dueToday: number };
  stages: BoardStage[];
  costs: Cost[];
  won: { count: number; totals: Total[]; costs: Cost[] };
  lost: { count: number; totals: Total[]; costs: Cost[] };
}

export interface ForecastMonth {
  month: string | null;
  count: number;
  totals: Total[];
  costs: Cost[];
  won: Total[];
  wonCosts: Cost[];
}

export const RESULT_GROUPS = ['month', 'owner', 'source', 'segment', 'reason'] as const;
export type ResultGroup = (typeof RESULT_GROUPS)[number];

export interface ResultEnd {
  count: number;
  totals: { currency: string; worthMinor: number }[];
  costs: Cost[];
}

export interface Results {
  by: ResultGroup;
  from: string;
  to: string;
  won: ResultEnd;
  lost: ResultEnd;
  items: { key: string; name: string | null; won: ResultEnd; lost: ResultEnd }[];
}

export interface Forecast {
  late: ForecastMonth;
  months: ForecastMonth[];
  undated: ForecastMonth;
}

export interface Attendee {
  name: string;
  email?: string;
  contactId?: string;
  /** What their calendar answered, or how far the invitation is. */
  invitation?: 'invited' | 'accepted' | 'declined' | 'tentative' | 'cancelled' | 'not_sent';
  answeredAt?: string | null;
}

export interface Activity {
  id: string;
  kind: ActivityKind;
  subject: string;
  dueAt: string;
  minutes: number | null;
  doneAt: string | null;
  owner: Named | null;
  deal: { id: string; number: number; title: string; state: string; hasNext: boolean } | null;
  contact: Named | null;
  company: Named | null;
  ticketId: string | null;
  place: string | null;
  invites: boolean;
  attendees: Attendee[];
  notes: string | null;
  outcome: string | null;
  remindMinutes: number | null;
  version: number;
}

export interface DealEvent {
  id: string;
  seq: number;
  type: string;
  actor: { kind: string; id: string | null; name: string };
  at: string;
  data: Record<string, unknown>;
}

export interface TimelineEntry {
  kind: 'message' | 'activity' | 'event';
  id: string;
  at: string;
  message?: Message;
  activity?: Activity;
  event?: DealEvent;
}

export interface DealFilter {
  limit?: number;
  owner?: string;
  team?: string;
  q?: string;
  next?: string;
}

export const LINE_PERIODS = ['month', 'year', 'setup', 'one-off'] as const;
export type LinePeriod = (typeof LINE_PERIODS)[number];

export interface ProposalLine {
  text: string;
  quantity: number;
  amount: number;
  period: LinePeriod;
  per: 'contract' | 'site' | 'device';
  packageId?: string;
  priceId?: string;
}

export interface Proposal {
  id: string;
  number: string;
  deal: { id: string; number: number; title: string };
  edition: number;
  state: 'draft' | 'sent' | 'accepted' | 'revoked';
  expired: boolean;
  language: 'en' | 'pt-BR';
  currency: string;
  months: number | null;
  kind: 'rental' | 'service';
  startsOn: string | null;
  lines: ProposalLine[];
  discount: number;
  sums: { month: number; year: number; once: number; discount: number; total: number };
  intro: string;
  expiresOn: string;
  installation: boolean;
  url: string | null;
  sentAt: string | null;
  openedAt: string | null;
  opens: number;
  /** What went out by mail, or why it did not. */
  letters: {
    kind: 'offer' | 'reminder';
    at: string;
    problem: string | null;
    state: string | null;
    ticketId: string | null;
  }[];
  acceptedAt: string | null;
  acceptedName: string | null;
  contractId: string | null;
  version: number;
}

/** What packages cost, as the price book says. */
export interface PricedPackage extends Named {
  prices: {
    id: string;
    period: LinePeriod;
    per: 'contract' | 'site' | 'device';
    amount: number;
    currency: string;
    active: boolean;
  }[];
}

/** What a visit costs us, in minor units. */
export interface VisitRates {
  currency: string;
  callOut: number;
  workHour: number;
  travelHour: number;
  parts: { name: string; amount: number }[];
  version: number;
}
