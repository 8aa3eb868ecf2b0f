import { api } from './client';

export interface Notice {
  id: string;
  title: string;
  text: string;
  weight: 'news' | 'warning';
  audience: 'all' | 'package' | 'company';
  packageId: string | null;
  companyId: string | null;
  for: string | null;
  startsOn: string;
  endsOn: string | null;
  by: string | null;
  dismissed: number;
  version: number;
}

export const notices = {
  list: async () => (await api.get<{ items: Notice[] }>('/portal-notices')).items,
  create: (body: Record<string, unknown>) => api.post<Notice>('/portal-notices', body),
  change: (id: string, body: Record<string, unknown>) => api.patch<Notice>(`/portal-notices/${id}`, body),
  remove: (id: string) => api.delete(`/portal-notices/${id}`),
};
