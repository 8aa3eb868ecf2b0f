import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'inboxes:read': true;
    'inboxes:manage': true;
  }
}

definePermissions(
  { key: 'inboxes:read', about: 'See which lines exist', roles: ['lead', 'agent', 'dispatcher', 'sales', 'analyst'] },
  { key: 'inboxes:manage', about: 'Connect, change and test lines', roles: [] },
);
