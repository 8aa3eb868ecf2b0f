import { api } from './client';
import { itemsOf } from './identity.api';
import type { Company, Contact, CustomerFeedback, CustomField, Duplicate, Site, SiteHours } from './customers.types';
import type { Page, TimelineItem } from './tickets.types';

type PageQuery = Record<string, string | undefined>;

export const customers = {
  contacts: (query: PageQuery) => api.get<Page<Contact>>('/contacts', query),
  contact: (id: string) => api.get<Contact>(`/contacts/${id}`),
  createContact: (contact: Record<string, unknown>) => api.post<Contact>('/contacts', contact),
  changeContact: (id: string, change: Record<string, unknown>) => api.patch<Contact>(`/contacts/${id}`, change),
  addIdentity: (id: string, kind: string, value: string) =>
    api.post<unknown>(`/contacts/${id}/identities`, { kind, value }),
  removeIdentity: (id: string, identityId: string) => api.delete(`/contacts/${id}/identities/${identityId}`),
  duplicates: async (id: string): Promise<Duplicate[]> =>
    itemsOf(await api.get<Duplicate[] | { items: Duplicate[] }>(`/contacts/${id}/duplicates`)),
  merge: (id: string, otherId: string) =>
    api.post<{ mergeId: string; contact: Contact }>(`/contacts/${id}/merge`, { otherId }),
  unmerge: (id: string, mergeId?: string) => api.post<{ other: Contact }>(`/contacts/${id}/unmerge`, { mergeId }),
  timeline: (kind: 'contacts' | 'companies', id: string, cursor?: string) =>
    api.get<Page<TimelineItem>>(`/${kind}/${id}/timeline`, { cursor }),

  feedback: (kind: 'contacts' | 'companies', id: string, cursor?: string) =>
    api.get<Page<CustomerFeedback>>(`/${kind}/${id}/feedback`, { cursor, limit: 10 }),

  companies: (query: PageQuery) => api.get<Page<Company>>('/companies', query),
  company: (id: string) => api.get<Company>(`/companies/${id}`),
  createCompany: (company: Record<string, unknown>) => api.post<Company>('/companies', company),
  changeCompany: (id: string, change: Record<string, unknown>) => api.patch<Company>(`/companies/${id}`, change),
  sites: async (company: string): Promise<Site[]> =>
    itemsOf(await api.get<Site[] | { items: Site[] }>('/sites', { company })),
  newestSites: async (): Promise<Site[]> =>
    itemsOf(await api.get<Site[] | { items: Site[] }>('/sites', { limit: '100' })),
  site: (id: string) => api.get<Site>(`/sites/${id}`),
  createSite: (site: Record<string, unknown>) => api.post<Site>('/sites', site),
  changeSite: (id: string, change: Record<string, unknown> & { version: number }) =>
    api.patch<Site>(`/sites/${id}`, change),
  siteHours: (id: string) => api.get<SiteHours>(`/sites/${id}/opening-hours`),
  setSiteHours: (id: string, hours: Omit<SiteHours, 'siteId'>) =>
    api.put<SiteHours>(`/sites/${id}/opening-hours`, hours),

  customFields: async (): Promise<CustomField[]> =>
    itemsOf(await api.get<CustomField[] | { items: CustomField[] }>('/custom-fields')),
  createCustomField: (field: Record<string, unknown>) => api.post<CustomField>('/custom-fields', field),
  changeCustomField: (id: string, change: Record<string, unknown>) =>
    api.patch<CustomField>(`/custom-fields/${id}`, change),
  deleteCustomField: (id: string) => api.delete(`/custom-fields/${id}`),
};
