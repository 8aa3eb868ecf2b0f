import { addressOf, api } from './client';
import type { Import, ImportKind, ImportOptions, ImportPlan, ImportRow, KeptThing } from './imports.types';
import type { Page } from './tickets.types';

export const imports = {
  list: (cursor?: string) => api.get<Page<Import>>('/imports', { cursor, limit: 30 }),
  kinds: () => api.get<{ items: ImportKind[] }>('/imports/kinds'),
  one: (id: string) => api.get<Import>(`/imports/${id}`),
  give: (source: string, kind: string | null, file: File) => {
    const form = new FormData();
    form.set('source', source);
    if (kind) form.set('kind', kind);
    form.set('file', file);
    return api.post<Import>('/imports', form);
  },
  change: (id: string, change: { mapping?: Record<string, string>; options?: Partial<ImportOptions> }) =>
    api.patch<Import>(`/imports/${id}`, change),
  check: (id: string) => api.post<Import>(`/imports/${id}/check`),
  run: (id: string) => api.post<Import>(`/imports/${id}/run`),
  undo: (id: string) => api.post<Import>(`/imports/${id}/undo`),
  forget: (id: string) => api.delete(`/imports/${id}`),
  rows: (id: string, plan: ImportPlan, cursor?: string) =>
    api.get<Page<ImportRow>>(`/imports/${id}/rows`, { plan, cursor, limit: 50 }),
  kept: (id: string) => api.get<Page<KeptThing>>(`/imports/${id}/kept`, { limit: 100 }),
  refusedAddress: (id: string) => addressOf(`/imports/${id}/refused`),
};
