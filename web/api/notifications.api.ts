import { api } from './client';
import type { Named } from './identity.types';

export const NOTIFICATION_KINDS = [
  'mention',
  'assigned',
  'answer',
  'promise',
  'page',
  'rule',
  'reminder',
  'report',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export interface Notification {
  id: string;
  kind: NotificationKind;
  /** Null for reminders. */
  ticket: { id: string; number: number; subject: string } | null;
  /** Null: no person did it. */
  actor: Named | null;
  data: {
    messageId?: string;
    text?: string;
    count?: number;
    how?: 'rule' | 'promise' | 'turn';
    name?: string;
    target?: string;
    level?: string;
    dueAt?: string;
    by?: 'text' | 'call';
    activity?: string;
    deal?: { number: number; title: string };
    report?: { number: number; title: string; moment: string };
    article?: string;
  };
  at: string;
  readAt: string | null;
}

export interface NotificationPage {
  items: Notification[];
  nextCursor: string | null;
}

export interface NotificationChoice {
  kind: NotificationKind;
  mail: boolean;
}

export const notifications = {
  list: (query: { limit?: number; cursor?: string; unread?: boolean }) =>
    api.get<NotificationPage>('/notifications', query),
  unread: async () => (await api.get<{ unread: number }>('/notifications/unread')).unread,
  read: (id: string) => api.post<void>(`/notifications/${id}/read`),
  readAll: (ticketId?: string) => api.post<void>('/notifications/read', ticketId ? { ticketId } : {}),
  choices: async () => (await api.get<{ items: NotificationChoice[] }>('/notifications/choices')).items,
  choose: (kind: NotificationKind, mail: boolean) =>
    api.put<NotificationChoice>(`/notifications/choices/${kind}`, { mail }),
};
