import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'users:read': true;
    'users:manage': true;
    'teams:manage': true;
    'roles:manage': true;
    'settings:manage': true;
    'sso:manage': true;
    'sessions:manage': true;
    'tokens:manage': true;
    'audit:read': true;
    'system-mail:read': true;
  }
}

definePermissions(
  {
    key: 'users:read',
    about: 'See the people of this installation, their teams and whether they are available',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  { key: 'users:manage', about: 'Invite people, change their roles, deactivate them', roles: [] },
  { key: 'teams:manage', about: 'Make and change teams', roles: ['lead'] },
  { key: 'roles:manage', about: 'Make and change roles', roles: [] },
  { key: 'settings:manage', about: 'Change the organisation’s settings', roles: [] },
  { key: 'sso:manage', about: 'Connect sign-in providers', roles: [] },
  { key: 'sessions:manage', about: 'See and end other people’s sessions', roles: [] },
  { key: 'tokens:manage', about: 'See and revoke other people’s API tokens', roles: [] },
  { key: 'audit:read', about: 'Read and verify the audit log', roles: [] },
  { key: 'system-mail:read', about: 'Read invitations and password mails that could not be sent', roles: [] },
);
