import { api } from './client';
import type { Named } from './identity.types';

export type WayTo = 'voicemail' | 'flow' | 'extension' | 'number';
export interface Way {
  to: WayTo;
  extensionId?: string;
  phone?: string;
}
export type Strategy = 'all' | 'in-turn' | 'longest-idle';
export type ExtensionKind = 'person' | 'group' | 'outside';
export interface Extension {
  id: string;
  kind: ExtensionKind;
  number: string;
  name: string;
  user: Named | null;
  phone: string | null;
  targets: { kind: 'mobile' | 'desk-phone'; phone?: string }[];
  teamCalls: boolean;
  members: string[];
  strategy: Strategy | null;
  ringSeconds: number;
  calendarId: string | null;
  ways: { busy: Way; nobody: Way; closed: Way };
  greeting: { pt?: string; en?: string };
  allowedPrefixes: string[];
  monthlyLimit: number | null;
  spent: number;
  deskPhone: { username: string; domain: string } | null;
  version: number;
}

export const extensions = {
  list: async () => (await api.get<{ items: Extension[] }>('/extensions')).items,
  create: (extension: object) => api.post<Extension>('/extensions', extension),
  change: (id: string, change: object) => api.patch<Extension>(`/extensions/${id}`, change),
  remove: (id: string) => api.delete(`/extensions/${id}`),
  makeDeskPhone: (id: string) =>
    api.post<{ username: string; domain: string; password: string }>(`/extensions/${id}/desk-phone`, {}),
  removeDeskPhone: (id: string) => api.delete(`/extensions/${id}/desk-phone`),
};
