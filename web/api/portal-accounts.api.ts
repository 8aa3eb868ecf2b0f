import { api } from './client';

export interface PortalRights {
  tickets: 'own' | 'sites' | 'company';
  siteIds: string[];
  equipment: boolean;
  money: boolean;
  people: boolean;
}

export interface PortalAccount {
  id: string;
  email: string;
  state: 'invited' | 'active' | 'revoked';
  rights: PortalRights;
  /** False: the contact went to another company, and sees only their own requests. */
  holds: boolean;
  lastSeenAt: string | null;
  version: number;
}

export const portalAccounts = {
  of: (contactId: string) => api.get<{ items: PortalAccount[] }>(`/contacts/${contactId}/portal-accounts`),
  invite: (contactId: string, body: { email?: string; rights: PortalRights }) =>
    api.post<PortalAccount>(`/contacts/${contactId}/portal-accounts`, body),
  change: (id: string, body: { version: number; rights?: PortalRights; state?: 'active' | 'revoked' }) =>
    api.patch<PortalAccount>(`/portal-accounts/${id}`, body),
};
