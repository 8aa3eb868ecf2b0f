import type { Broadcast, BroadcastContent, BroadcastDraft, BroadcastPreview, Recipient } from './broadcasts.types';
import { api } from './client';
import type { Page } from './tickets.types';

export const broadcasts = {
  list: (cursor?: string) => api.get<Page<Broadcast>>('/broadcasts', { limit: 30, cursor }),
  one: (id: string) => api.get<Broadcast>(`/broadcasts/${id}`),
  create: (draft: BroadcastDraft) => api.post<Broadcast>('/broadcasts', draft),
  change: (id: string, change: BroadcastDraft & { version: number }) =>
    api.patch<Broadcast>(`/broadcasts/${id}`, change),
  remove: (id: string) => api.delete(`/broadcasts/${id}`),
  preview: (draft: Pick<BroadcastDraft, 'inboxId' | 'audience' | 'content'>) =>
    api.post<BroadcastPreview>('/broadcasts/preview', draft),
  test: (what: { inboxId: string; content: BroadcastContent; language?: string; to?: string; contactId?: string }) =>
    api.post<{ messageId: string; to: string }>('/broadcasts/test', what),
  start: (id: string, when: { at?: string; zone?: string }) => api.post<Broadcast>(`/broadcasts/${id}/start`, when),
  pause: (id: string) => api.post<Broadcast>(`/broadcasts/${id}/pause`),
  resume: (id: string) => api.post<Broadcast>(`/broadcasts/${id}/resume`),
  stop: (id: string) => api.post<Broadcast>(`/broadcasts/${id}/stop`),
  recipients: (id: string, state?: string, cursor?: string) =>
    api.get<Page<Recipient>>(`/broadcasts/${id}/recipients`, { state, cursor, limit: 50 }),
};
