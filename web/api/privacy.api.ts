import { addressOf, api, ApiError, type Problem } from './client';
import type {
  Consent,
  ContactPrivacy,
  ContactView,
  ErasurePreview,
  Hold,
  PrivacyRequest,
  PrivacySettings,
  RetentionRule,
  RetentionRun,
} from './privacy.types';
import type { Page } from './tickets.types';

type PageQuery = Record<string, string | undefined>;

export const privacy = {
  requests: (query: PageQuery) => api.get<Page<PrivacyRequest>>('/privacy/requests', query),
  request: (id: string) => api.get<PrivacyRequest>(`/privacy/requests/${id}`),
  ask: (request: Record<string, unknown>) => api.post<PrivacyRequest>('/privacy/requests', request),
  end: (id: string, change: Record<string, unknown>) => api.patch<PrivacyRequest>(`/privacy/requests/${id}`, change),
  pack: (id: string) => api.post<PrivacyRequest>(`/privacy/requests/${id}/export`),
  preview: (id: string) => api.get<ErasurePreview>(`/privacy/requests/${id}/preview`),
  erase: (id: string, confirmation: string, name: string) =>
    api.post<PrivacyRequest>(`/privacy/requests/${id}/erase`, { confirmation, name }),

  holds: (cursor?: string) => api.get<Page<Hold>>('/privacy/holds', { cursor }),
  hold: (contactId: string, reason: string) => api.post<Hold>('/privacy/holds', { contactId, reason }),
  release: (id: string) => api.delete(`/privacy/holds/${id}`),

  settings: () => api.get<PrivacySettings>('/privacy/settings'),
  changeSettings: (change: Partial<PrivacySettings>) => api.patch<PrivacySettings>('/privacy/settings', change),

  contact: (id: string) => api.get<ContactPrivacy>(`/privacy/contacts/${id}`),
  mark: (id: string, special: boolean) => api.patch<ContactPrivacy>(`/privacy/contacts/${id}`, { special }),
  restrict: (id: string) => api.put<ContactPrivacy>(`/privacy/contacts/${id}/restriction`, {}),
  unrestrict: (id: string) => api.delete<ContactPrivacy>(`/privacy/contacts/${id}/restriction`),
  views: (id: string, cursor?: string) => api.get<Page<ContactView>>(`/privacy/contacts/${id}/views`, { cursor }),
  consents: async (id: string): Promise<Consent[]> =>
    (await api.get<Page<Consent>>(`/privacy/contacts/${id}/consents`)).items,
  addConsent: (id: string, said: Record<string, unknown>) =>
    api.post<unknown>(`/privacy/contacts/${id}/consents`, said),

  retention: async (): Promise<RetentionRule[]> =>
    (await api.get<{ items: RetentionRule[] }>('/privacy/retention')).items,
  setRetention: (category: string, days: number | null, version: number) =>
    api.put<unknown>(`/privacy/retention/${category}`, { days, version }),
  wouldGo: (category: string, days: number) =>
    api.get<{ count: number }>(`/privacy/retention/${category}/preview`, { days }),
  retentionLog: (cursor?: string) => api.get<Page<RetentionRun>>('/privacy/retention/log', { cursor }),

  /** Once: it is no more on the server afterwards. */
  async fetchFile(id: string): Promise<Blob> {
    const response = await fetch(addressOf(`/privacy/requests/${id}/file`), {
      method: 'POST',
      headers: { 'X-Requested-With': 'frontdesk' },
      credentials: 'same-origin',
    });
    if (response.ok) return response.blob();
    const problem = (await response.json().catch(() => ({}))) as Problem & Record<string, unknown>;
    throw new ApiError({ ...problem, status: response.status });
  },
};
