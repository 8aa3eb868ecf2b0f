import { api } from './client';
import { itemsOf } from './identity.api';
import type {
  Attainment,
  AttainmentRow,
  Group,
  PackagePromise,
  Policy,
  PolicyPreview,
  PolicyValues,
  Rota,
} from './promises.types';
import type { Page } from './tickets.types';

type Change = Partial<PolicyValues> & { applyToOpen?: boolean };

export const promises = {
  ofPackage: async (id: string) => (await api.get<{ items: PackagePromise[] }>(`/packages/${id}/promises`)).items,
  policies: async (): Promise<Policy[]> => itemsOf(await api.get<{ items: Policy[] }>('/sla/policies')),
  policy: (id: string) => api.get<Policy>(`/sla/policies/${id}`),
  create: (policy: Change) => api.post<Policy>('/sla/policies', policy),
  change: (id: string, change: Change & { version: number }) => api.patch<Policy>(`/sla/policies/${id}`, change),
  delete: (id: string) => api.delete(`/sla/policies/${id}`),
  preview: (question: {
    policyId?: string;
    policy: Omit<PolicyValues, 'name' | 'about' | 'active' | 'steps'>;
    last: number;
  }) => api.post<PolicyPreview>('/sla/policies/preview', question),
  order: (ids: string[]) => api.put<unknown>('/sla/policies/order', { ids }),
  rotas: async (): Promise<Rota[]> => itemsOf(await api.get<{ items: Rota[] }>('/sla/rotas')),
  createRota: (rota: Record<string, unknown>) => api.post<Rota>('/sla/rotas', rota),
  changeRota: (id: string, change: Record<string, unknown> & { version: number }) =>
    api.patch<Rota>(`/sla/rotas/${id}`, change),
  deleteRota: (id: string) => api.delete(`/sla/rotas/${id}`),
  attainment: (query: { by: Group; from?: string; to?: string; zone?: string }) =>
    api.get<Attainment>('/sla/attainment', query),
  attainmentRows: (query: Record<string, string | undefined>) =>
    api.get<Page<AttainmentRow>>('/sla/attainment/rows', query),
  noReplyNeeded: (ticketId: string) => api.post<unknown>(`/tickets/${ticketId}/no-reply-needed`),
  replyNeeded: (ticketId: string) => api.delete(`/tickets/${ticketId}/no-reply-needed`),
};
