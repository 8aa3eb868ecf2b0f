import { api } from './client';
import type {
  ApiToken,
  AuditEntry,
  Invitation,
  Me,
  Named,
  OrganisationSettings,
  Permission,
  Role,
  RoleRef,
  SessionInfo,
  SsoConnection,
  Team,
  TotpEnrolment,
  User,
} from './identity.types';
import type { Page } from './tickets.types';

/** Some lists are short and come whole; both shapes read the same here. */
export const itemsOf = <T>(answer: T[] | { items: T[] }): T[] => (Array.isArray(answer) ? answer : answer.items);

const list = async <T>(path: string, query?: Record<string, string | undefined>): Promise<T[]> =>
  itemsOf(await api.get<T[] | { items: T[] }>(path, query));

export interface SetupAnswers {
  token: string;
  company: string;
  language: string;
  timeZone: string;
  name: string;
  email: string;
  password: string;
}

export const identity = {
  setupNeeded: () => api.get<{ needed: boolean }>('/setup'),
  setUp: (answers: SetupAnswers) => api.post<Me | undefined>('/setup', answers),
  signIn: (credentials: { email: string; password: string; totp?: string }) => api.post<Me>('/session', credentials),
  signOut: () => api.delete('/session'),
  me: () => api.get<Me>('/me'),
  changeMe: (change: Partial<Pick<Me, 'name' | 'language' | 'timeZone' | 'theme' | 'signature' | 'phone'>>) =>
    api.patch<Me>('/me', change),
  changePassword: (current: string, password: string) => api.post<void>('/me/password', { current, password }),
  beginTotp: () => api.post<TotpEnrolment>('/me/totp'),
  confirmTotp: (code: string) => api.post<{ recoveryCodes: string[] }>('/me/totp/confirm', { code }),
  proveTotp: (code: string) => api.post('/me/totp/proof', { code }),
  endTotp: (password: string) => api.delete('/me/totp', { password }),
  forgotPassword: (email: string) => api.post<void>('/password-reset', { email }),
  resetPassword: (token: string, password: string) => api.post<void>('/password-reset/confirm', { token, password }),
  lookAtInvitation: (token: string) =>
    api.post<{ email: string; company?: string; invitedBy?: Named | null; role?: RoleRef | null }>(
      '/invitations/look',
      {
        token,
      },
    ),
  acceptInvitation: (answers: { token: string; name: string; password: string }) =>
    api.post<Me | undefined>('/invitations/accept', answers),
  ssoButtons: () => list<Named>('/sso'),

  users: () => list<User>('/users', { limit: '200' }),
  changeUser: (id: string, change: Record<string, unknown>) => api.patch<User>(`/users/${id}`, change),
  teams: () => list<Team>('/teams'),
  createTeam: (team: { name: string; memberIds?: string[] }) => api.post<Team>('/teams', team),
  changeTeam: (id: string, change: Record<string, unknown>) => api.patch<Team>(`/teams/${id}`, change),
  deleteTeam: (id: string) => api.delete(`/teams/${id}`),
  roles: () => list<Role>('/roles'),
  createRole: (role: { name: string; permissions: string[]; ticketScope: string }) => api.post<Role>('/roles', role),
  changeRole: (id: string, change: Record<string, unknown>) => api.patch<Role>(`/roles/${id}`, change),
  deleteRole: (id: string) => api.delete(`/roles/${id}`),
  permissions: async (): Promise<Permission[]> =>
    (await list<Permission | string>('/permissions')).map((p) => (typeof p === 'string' ? { key: p } : p)),
  invitations: () => list<Invitation>('/invitations'),
  invite: async (emails: string[], roleId: string, teamIds?: string[]): Promise<Invitation[]> => {
    const answer = await api.post<Invitation[] | { items: Invitation[] }>('/invitations', { emails, roleId, teamIds });
    return itemsOf(answer);
  },
  revokeInvitation: (id: string) => api.delete(`/invitations/${id}`),
  sessions: () => list<SessionInfo>('/sessions'),
  endSession: (id: string) => api.delete(`/sessions/${id}`),
  tokens: () => list<ApiToken>('/tokens'),
  createToken: (token: { name: string; scopes?: string[]; expiresAt?: string }) => api.post<ApiToken>('/tokens', token),
  deleteToken: (id: string) => api.delete(`/tokens/${id}`),
  ssoConnections: () => list<SsoConnection>('/sso-connections'),
  createSso: (connection: Record<string, unknown>) => api.post<SsoConnection>('/sso-connections', connection),
  changeSso: (id: string, change: Record<string, unknown>) =>
    api.patch<SsoConnection>(`/sso-connections/${id}`, change),
  deleteSso: (id: string) => api.delete(`/sso-connections/${id}`),
  audit: (query: Record<string, string | undefined>) => api.get<Page<AuditEntry>>('/audit', query),
  verifyAudit: () => api.get<{ ok: boolean; checked?: number; count?: number; detail?: string }>('/audit/verify'),
  settings: () => api.get<OrganisationSettings>('/settings'),
  changeSettings: (change: Partial<OrganisationSettings>) => api.patch<OrganisationSettings>('/settings', change),
};
