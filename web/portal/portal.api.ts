import { api } from '../api/client';
import { newId } from '../api/ids';
import type { LastReading, Measured, ReadingsView, Severity, ThresholdKind } from '../api/telemetry.types';
import type { Dashboard, ReportFile, ReportQuota, RequestState } from '../api/report-requests.types';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
export interface Desk {
  name: string;
  accent: string | null;
  logo: string | null;
  language: 'en' | 'pt-BR';
}
export interface UnitReadings {
  id: string;
  tag: string;
  name: string;
  site: Named | null;
  metrics: LastReading[];
  alerts: {
    kind: ThresholdKind;
    metric: Measured | null;
    limit: number | null;
    severity: Severity;
    since: string;
    ticketNumber: number | null;
  }[];
}
export interface Named {
  id: string;
  name: string;
}
export type TicketScope = 'own' | 'sites' | 'company';
export interface Rights {
  tickets: TicketScope;
  siteIds: string[];
  equipment: boolean;
  money: boolean;
  people: boolean;
}
export interface Me {
  name: string;
  email: string;
  company: Named | null;
  rights: Rights;
  language: 'en' | 'pt-BR' | null;
  notify: boolean;
  hasPassword: boolean;
  mayResetPassword: boolean;
  package: { name: string; contract: string | null } | null;
  chat: boolean;
  /** Answers in the chat that were not seen yet. */
  chatUnread: number;
}
export const TARGETS = ['first_response', 'next_response', 'resolution', 'on_site', 'answer'] as const;
export type Target = (typeof TARGETS)[number];
export interface ClockLine {
  target: Target;
  state: 'running' | 'paused' | 'met' | 'breached' | 'cancelled';
  startedAt: string;
  dueAt: string | null;
}
export interface Span {
  from: string;
  to: string;
}
export interface PromiseView extends ClockLine {
  instance: number;
  endedAt: string | null;
  endedFor: string | null;
  breachedAt: string | null;
  targetMinutes: number;
  minutesUsed: number;
  minutesLeft: number;
  paused: { from: string; to: string | null; why: string } | null;
  roundTheClock: boolean;
  timezone: string | null;
  counted: Span[];
  ahead: Span[];
  pauses: { from: string; to: string | null; why: string }[];
  steps: { kind: 'start' | 'pause' | 'resume' | 'met' | 'breach' | 'end'; at: string }[];
}
export interface Ticket {
  id: string;
  number: number;
  subject: string;
  status: { label: string; category: string };
  priority: 'low' | 'normal' | 'high' | 'urgent';
  contact: Named;
  mine: boolean;
  site: Named | null;
  assignee: string | null;
  promise: ClockLine | null;
  visit: { id: string; state: string; from: string | null } | null;
  last: { from: string; mine: boolean; direction: 'in' | 'out'; text: string; at: string } | null;
  createdAt: string;
  solvedAt: string | null;
  mergedInto: number | null;
}
export interface FileView {
  id: string;
  name: string;
  type: string;
  size: number;
  url: string;
  blocked?: boolean;
}
export interface Message {
  id: string;
  seq: number;
  kind: 'message' | 'call';
  direction: 'in' | 'out';
  channel: string;
  from: string;
  mine: boolean;
  text: string;
  attachments: FileView[];
  automatic: boolean;
  at: string;
}
export type VisitAction = 'choose' | 'confirm' | 'move' | 'cancel' | 'rate';
export interface Visit {
  id: string;
  ref: string;
  kind: string;
  state:
    'proposed' | 'scheduled' | 'confirmed' | 'en_route' | 'on_site' | 'paused' | 'done' | 'could_not' | 'cancelled';
  from: string | null;
  until: string | null;
  travelAt: string | null;
  arrivedAt: string | null;
  timezone: string;
  site: string | null;
  place: string | null;
  technicians: string[];
  ticket: { id: string; number: number; subject: string } | null;
  offers: { id: string; from: string; until: string }[];
  actions: VisitAction[];
  rating: number | null;
}
export interface VisitAnswer {
  action: VisitAction;
  offerId?: string;
  text?: string;
  rating?: number;
  comment?: string;
}
export interface Figure {
  month: string;
  target: Target;
  met: number;
  breached: number;
  share: number;
  medianMinutes: number | null;
}
export interface Kept {
  ticket: { id: string; number: number; subject: string };
  target: Target;
  state: 'met' | 'breached' | 'cancelled';
  dueAt: string | null;
  endedAt: string | null;
  decidedAt: string;
}
export interface Person {
  id: string;
  name: string;
  email: string;
  state: 'invited' | 'active' | 'revoked';
  rights: Rights;
  lastSeenAt: string | null;
  version: number;
}
export interface Session {
  id: string;
  current: boolean;
  method: 'link' | 'password' | 'sso';
  ip: string;
  userAgent: string;
  createdAt: string;
  lastSeenAt: string;
}
export interface Unit {
  id: string;
  tag: string;
  serial: string | null;
  name: string;
  kind: string;
  state: 'in_stock' | 'reserved' | 'in_transit' | 'installed' | 'in_repair' | 'retired' | 'lost';
  owner: 'ours' | 'supplier' | 'customer';
  site: Named | null;
  warrantyUntil: string | null;
  since: string;
}
/** Amounts are whole minor units of the currency. */
export interface Invoice {
  id: string;
  kind: 'invoice' | 'credit_note';
  ref: string | null;
  contract: string | null;
  state: 'issued' | 'partly_paid' | 'paid' | 'overdue' | 'void';
  currency: string;
  total: number;
  open: number;
  issuedOn: string | null;
  dueOn: string | null;
}
export interface Contract {
  id: string;
  number: string;
  kind: 'rental' | 'service';
  state: string;
  package: string | null;
  startsOn: string;
  endsOn: string | null;
  sites: Named[];
  signatures: { id: string; side: 'customer' | 'house'; name: string; signedOn: string; document: boolean }[];
}
export interface Shelf {
  id: string;
  parentId: string | null;
  name: string;
  about: string;
  articles: number;
}
export interface ArticleLine {
  id: string;
  categoryId: string | null;
  language: string;
  title: string;
  summary: string;
}
export interface Article extends ArticleLine {
  /** Clean HTML of ours. */
  body: string;
  category: { id: string; name: string } | null;
  otherLanguage: boolean;
  updatedAt: string;
}
export interface Report {
  id: string;
  number: number;
  title: string;
  about: string;
  state: RequestState;
  askedBy: string | null;
  mine: boolean;
  wantedOn: string | null;
  dueOn: string | null;
  late: boolean;
  beyond: boolean;
  reason: string | null;
  owner: string | null;
  askedAt: string;
  publishedAt: string | null;
  version: number;
}
export interface WholeReport extends Report {
  versions: { id: string; number: number; summary: string; publishedAt: string; files: ReportFile[] }[];
  steps: { state: RequestState; at: string }[];
  questions: { id: string; number: number; subject: string; status: { label: string; category: string }; at: string }[];
  meeting: { at: string; minutes: number | null; place: string | null } | null;
  live: boolean;
  mayWithdraw: boolean;
}
export interface PackagePrice {
  id: string;
  period: 'month' | 'year' | 'setup' | 'one-off';
  per: 'contract' | 'site' | 'device';
  amount: number;
  currency: string;
}
export interface PackageChange {
  what: 'price' | 'visit' | 'report' | 'promise';
  of: string | null;
  currency: string | null;
  from: number | null;
  to: number | null;
  better: boolean | null;
}
export interface Package {
  id: string;
  name: string;
  words: { en?: string; 'pt-BR'?: string };
  prices: PackagePrice[];
  allowances: { what: 'visit' | 'report'; perMonth: number }[];
  promises: { target: Target; minutes: number; hours: 'business' | 'calendar' }[];
  current: boolean;
  changes: PackageChange[];
  asked: number | null;
}
export interface Statement {
  from: string;
  to: string;
  items: {
    currency: string;
    opening: number;
    closing: number;
    entries: {
      on: string;
      kind: 'invoice' | 'credit-note' | 'payment';
      id: string;
      ref: string | null;
      amount: number;
      balance: number;
    }[];
  }[];
}
export interface Notice {
  id: string;
  title: string;
  text: string;
  weight: 'news' | 'warning';
  startsOn: string;
}
export interface SaidIn {
  ticketId: string;
  number: number;
  messageId: string;
}

type Query = Record<string, string | number | undefined>;

export const portal = {
  desk: () => api.get<Desk>('/portal/desk'),
  me: () => api.get<Me>('/portal/me'),
  change: (change: Partial<Pick<Me, 'name' | 'language' | 'notify'>>) => api.patch<void>('/portal/me', change),
  password: (body: { current?: string; password: string }) => api.post<void>('/portal/me/password', body),
  providers: () => api.get<{ items: Named[] }>('/portal/sso'),
  askForLink: (email: string) => api.post<void>('/portal/links', { email }),
  enterByLink: (token: string) => api.post<Me>('/portal/session/link', { token }),
  signIn: (email: string, password: string) => api.post<Me>('/portal/session', { email, password }),
  leave: () => api.delete('/portal/session'),
  sessions: () => api.get<Page<Session>>('/portal/sessions'),
  endSession: (id: string) => api.delete(`/portal/sessions/${id}`),
  sites: () => api.get<Page<Named & { address: string }>>('/portal/sites'),
  tickets: (query: Query) => api.get<Page<Ticket>>('/portal/tickets', query),
  ticket: (id: string) => api.get<Ticket>(`/portal/tickets/${id}`),
  messages: (id: string) => api.get<Page<Message>>(`/portal/tickets/${id}/messages`, { limit: 200 }),
  promises: (id: string) => api.get<Page<PromiseView>>(`/portal/tickets/${id}/promises`),
  open: (body: {
    subject: string;
    text: string;
    siteId?: string;
    equipmentId?: string;
    attachments: string[];
    clientId: string;
  }) => api.post<SaidIn>('/portal/tickets', body),
  reply: (id: string, body: { text: string; attachments: string[]; clientId: string }) =>
    api.post<SaidIn>(`/portal/tickets/${id}/messages`, body),
  read: (id: string) => api.post<void>(`/portal/tickets/${id}/read`),
  upload: (file: File) => {
    const body = new FormData();
    body.set('file', file);
    return api.post<FileView>('/portal/attachments', body);
  },
  notices: () => api.get<Page<Notice>>('/portal/notices'),
  dismissNotice: (id: string) => api.put<void>(`/portal/notices/${id}/dismissal`, {}),
  chat: () => api.post<{ inbox: string; visitor: string; greeting: string }>('/portal/chat'),
  visits: (query: Query) => api.get<Page<Visit>>('/portal/visits', query),
  visit: (id: string) => api.get<Visit>(`/portal/visits/${id}`),
  answer: (id: string, body: VisitAnswer) => api.post<Visit>(`/portal/visits/${id}/answer`, body),
  figures: (query: Query) => api.get<{ totals: Figure[]; months: Figure[] }>('/portal/figures', query),
  kept: (query: Query) => api.get<Page<Kept>>('/portal/figures/promises', query),
  equipment: (query: Query) => api.get<Page<Unit>>('/portal/equipment', query),
  unitReadings: (id: string) => api.get<UnitReadings>(`/portal/readings/${id}`),
  readings: (id: string, query: Query) => api.get<ReadingsView>(`/portal/readings/${id}/chart`, query),
  equipmentBySite: () =>
    api.get<Page<{ site: Named | null; count: number; away: number }>>('/portal/equipment/by-site'),
  invoices: (query: Query) => api.get<Page<Invoice>>('/portal/invoices', query),
  balance: () =>
    api.get<{ items: { currency: string; open: number; overdue: number; balance: number }[] }>(
      '/portal/invoices/balance',
    ),
  contracts: () => api.get<Page<Contract>>('/portal/contracts', { limit: 100 }),
  shelves: (language: string) => api.get<Page<Shelf>>('/portal/articles/shelves', { language }),
  articles: (query: { language: string; q?: string; category?: string }) =>
    api.get<Page<ArticleLine>>('/portal/articles', query),
  article: (id: string, query: { language: string; from?: string }) =>
    api.get<Article>(`/portal/articles/${id}`, query),
  suggestArticles: (body: { text: string; language: string }) =>
    api.post<Page<ArticleLine>>('/portal/articles/suggestions', body),
  sayOfArticle: (id: string, body: { helpful: boolean; said?: string; language: string }) =>
    api.post<void>(`/portal/articles/${id}/feedback`, body),
  solvedBy: (id: string) => api.post<void>(`/portal/articles/${id}/solved`, {}),
  reports: (query: Query) => api.get<Page<Report> & { quota: ReportQuota | null }>('/portal/reports', query),
  report: (id: string) => api.get<WholeReport>(`/portal/reports/${id}`),
  askForReport: (body: { title: string; about: string; wantedOn: string | null }) =>
    api.post<WholeReport>('/portal/reports', body),
  withdrawReport: ({ id, version }: Report) => api.post<WholeReport>(`/portal/reports/${id}/withdrawal`, { version }),
  askAboutReport: (id: string, said: { text: string; attachments: string[]; clientId: string }) =>
    api.post<SaidIn>(`/portal/reports/${id}/questions`, said),
  reportFigures: (id: string) => api.get<Dashboard>(`/portal/reports/${id}/dashboard`),
  packages: () => api.get<Page<Package>>('/portal/packages'),
  askForPackage: (id: string, body: { text: string; clientId: string }) =>
    api.post<SaidIn>(`/portal/packages/${id}/requests`, body),
  statement: (query: Query) => api.get<Statement>('/portal/statement', query),
  askAboutData: (kind: 'export' | 'erasure') => api.post<void>('/portal/me/data-requests', { kind }),
  people: () => api.get<Page<Person>>('/portal/people'),
  invite: (body: { email: string; name: string; rights: Rights }) => api.post<void>('/portal/people', body),
  changePerson: (id: string, body: { version: number; rights?: Rights; state?: 'active' | 'revoked' }) =>
    api.patch<Person>(`/portal/people/${id}`, body),
};

export const newClientId = newId;

/** What changed is asked again. Null: nobody is signed in any more. */
export async function beat(known: string | null): Promise<{ tag: string | null; signedOut: boolean }> {
  const response = await fetch('/api/v1/portal/pulse', {
    credentials: 'same-origin',
    headers: known ? { 'If-None-Match': known } : {},
  });
  return { tag: response.headers.get('ETag') ?? known, signedOut: response.status === 401 };
}
