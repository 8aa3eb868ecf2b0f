import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'posts:read': true;
    'posts:write': true;
    'posts:approve': true;
  }
}

definePermissions(
  { key: 'posts:read', about: 'See posts and what was said under them', roles: ['lead', 'agent', 'sales', 'analyst'] },
  { key: 'posts:write', about: 'Write posts and ask for their approval', roles: ['lead', 'agent', 'sales'] },
  { key: 'posts:approve', about: 'Approve, refuse and publish posts', roles: ['lead'] },
);
