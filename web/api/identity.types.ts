export type Theme = 'light' | 'dark' | 'system';
export type Language = 'en' | 'pt-BR';
export type Availability = 'online' | 'away' | 'offline';

export interface Named {
  id: string;
  name: string;
}

export interface RoleRef extends Named {
  key?: string | null;
}

/** Who is signed in, and what they may do. */
export interface Me {
  id: string;
  name: string;
  email: string;
  language: Language;
  timeZone: string;
  theme: Theme;
  signature?: string | null;
  phone?: string | null;
  roles: RoleRef[];
  permissions: string[];
  teams: Named[];
  ticketScope: 'all' | 'team' | 'own';
  totpEnabled: boolean;
  mustEnrolTotp: boolean;
  mustProveTotp: boolean;
  availability: Availability;
}

export interface User extends Named {
  email: string;
  active: boolean;
  roles: RoleRef[];
  teams: Named[];
  totpEnabled?: boolean;
  lastSeenAt?: string | null;
  version?: number;
}

export interface Team extends Named {
  description?: string | null;
  memberIds?: string[];
  members?: Named[];
  version: number;
}

export interface Role extends RoleRef {
  builtIn?: boolean;
  permissions: string[];
  ticketScope: 'all' | 'team' | 'own';
  version: number;
}

export interface Permission {
  key: string;
  label?: string;
  description?: string;
  group?: string;
}

export interface Invitation {
  id: string;
  email: string;
  role?: RoleRef;
  roleId?: string;
  invitedBy?: Named | null;
  createdAt: string;
  expiresAt: string;
  /** Only in the answer that made it, and only where mail cannot be sent yet. */
  link?: string;
}

export interface SessionInfo {
  id: string;
  userAgent?: string | null;
  ip?: string | null;
  createdAt: string;
  lastSeenAt: string;
  current?: boolean;
}

export interface ApiToken extends Named {
  scopes: string[] | null;
  createdAt: string;
  lastUsedAt?: string | null;
  expiresAt?: string | null;
  /** The secret itself, once. */
  secret?: string;
  token?: string;
}

export interface SsoConnection extends Named {
  audience: 'people' | 'customers';
  issuer: string;
  clientId: string;
  enabled?: boolean;
  provision?: boolean;
  roleId?: string | null;
  domains?: string[];
  trustSecondFactor?: boolean;
  redirectUri?: string;
  version: number;
}

export interface AuditEntry {
  id: string;
  at: string;
  actor?: { kind?: string; id?: string | null; name?: string | null };
  action: string;
  target?: { kind?: string; id?: string | null; name?: string | null } | null;
  ip?: string | null;
  data?: Record<string, unknown> | null;
}

export interface OrganisationSettings {
  company: string;
  language: Language;
  timeZone: string;
  defaultCountry: string;
  requireTotp: boolean;
  brandName: string | null;
  brandAccent: string | null;
  /** A picture as a `data:` address. */
  brandLogo: string | null;
  version: number;
}

export interface TotpEnrolment {
  secret: string;
  uri: string;
  qrSvg: string;
}
