import { api } from './client';
import { itemsOf } from './identity.api';
import type {
  Act,
  Played,
  PlayMode,
  ApiDelivery,
  Channel,
  CheckResult,
  Envelope,
  HealthReport,
  Inbox,
  IntakeSummary,
  LineTemplate,
  OutboxMail,
  RefusedDay,
} from './channels.types';
import type { Page } from './tickets.types';

export const channels = {
  channels: async (): Promise<Channel[]> => itemsOf(await api.get<Channel[] | { items: Channel[] }>('/channels')),
  inboxes: async (): Promise<Inbox[]> => itemsOf(await api.get<Inbox[] | { items: Inbox[] }>('/inboxes')),
  inbox: (id: string) => api.get<Inbox>(`/inboxes/${id}`),
  createInbox: (inbox: { channel: string; name: string; address?: string; settings?: Record<string, unknown> }) =>
    api.post<Inbox>('/inboxes', inbox),
  changeInbox: (id: string, change: Record<string, unknown>) => api.patch<Inbox>(`/inboxes/${id}`, change),
  deleteInbox: (id: string) => api.delete(`/inboxes/${id}`),
  refused: async (id: string) => (await api.get<{ items: RefusedDay[] }>(`/inboxes/${id}/refused`)).items,
  acts: async (id: string) => (await api.get<{ acts: Act[] }>(`/inboxes/${id}/play`)).acts,
  play: (id: string, body: { act: Act; mode: PlayMode; name?: string; address?: string; text?: string }) =>
    api.post<Played>(`/inboxes/${id}/play`, body),
  renewSecret: (id: string) => api.post<CheckResult>(`/inboxes/${id}/secret`),
  check: (id: string) => api.post<CheckResult>(`/inboxes/${id}/check`),
  test: (id: string, what: { name?: string; address?: string; subject?: string; text?: string } = {}) =>
    api.post<{ accepted: boolean } | undefined>(`/inboxes/${id}/test`, what),

  templates: async (id: string, again = false) =>
    (await api.get<{ items: LineTemplate[] }>(`/inboxes/${id}/templates`, again ? { again: '1' } : {})).items,
  apiDeliveries: (id: string, cursor?: string) =>
    api.get<Page<ApiDelivery>>(`/inboxes/${id}/api/deliveries`, { cursor }),
  replayApiDelivery: (id: string, delivery: string) =>
    api.post<ApiDelivery>(`/inboxes/${id}/api/deliveries/${delivery}/replay`),
  renewApiSecret: (id: string) => api.post<{ secret: string }>(`/inboxes/${id}/api/secret`),
  endApiSecret: (id: string) => api.delete(`/inboxes/${id}/api/secret/previous`),

  outbox: (cursor?: string) => api.get<Page<OutboxMail>>('/mail/outbox', { cursor }),
  outboxMail: (id: string) => api.get<OutboxMail>(`/mail/outbox/${id}`),

  envelopes: (query: Record<string, string | undefined>) => api.get<Page<Envelope>>('/intake/envelopes', query),
  envelope: (id: string) => api.get<Envelope>(`/intake/envelopes/${id}`),
  replay: (id: string) => api.post<Envelope>(`/intake/envelopes/${id}/replay`),
  replayAll: (what: { state: string; channel?: string; reason?: string }) =>
    api.post<{ replayed: number; more: boolean }>('/intake/replay', what),
  intakeSummary: () => api.get<IntakeSummary>('/intake/summary'),

  /** Also answers with 503 while a part is down; the body is the same. */
  health: async (): Promise<HealthReport> => {
    const response = await fetch('/health/ready', { headers: { Accept: 'application/json' } });
    return (await response.json()) as HealthReport;
  },
};
