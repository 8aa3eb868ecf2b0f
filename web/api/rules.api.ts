import { api } from './client';
import type { Contract, Firing, Package, Preview, Rule, RuleDraft, Undone, Vocabulary } from './rules.types';
import type { Page } from './tickets.types';

export const rules = {
  list: async () => (await api.get<{ items: Rule[] }>('/rules')).items,
  vocabulary: () => api.get<Vocabulary>('/rules/vocabulary'),
  create: (rule: RuleDraft) => api.post<Rule>('/rules', rule),
  change: (id: string, change: Partial<RuleDraft> & { version: number }) => api.patch<Rule>(`/rules/${id}`, change),
  remove: (id: string) => api.delete(`/rules/${id}`),
  reorder: async (ids: string[]) => (await api.put<{ items: Rule[] }>('/rules/order', { ids })).items,
  preview: (rule: RuleDraft, last: number) => api.post<Preview>('/rules/preview', { rule, last }),
  firings: (id: string, cursor?: string) => api.get<Page<Firing>>(`/rules/${id}/firings`, { cursor, limit: 25 }),
  secret: async (id: string) => (await api.get<{ secret: string }>(`/rules/${id}/secret`)).secret,
  undo: (id: string, span: { from?: string; firingIds?: string[] }) => api.post<Undone>(`/rules/${id}/undo`, span),
};

export const contracts = {
  packages: async () => (await api.get<{ items: Package[] }>('/packages')).items,
  createPackage: (fresh: Record<string, unknown>) => api.post<Package>('/packages', fresh),
  changePackage: (id: string, change: Record<string, unknown>) => api.patch<Package>(`/packages/${id}`, change),
  ofCompany: async (company: string) => (await api.get<Page<Contract>>('/contracts', { company, limit: 100 })).items,
  one: (id: string) => api.get<Contract>(`/contracts/${id}`),
  create: (fresh: Record<string, unknown>) => api.post<Contract>('/contracts', fresh),
  change: (id: string, change: Record<string, unknown>) => api.patch<Contract>(`/contracts/${id}`, change),
};
