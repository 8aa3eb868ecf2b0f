import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'intake:read': true;
    'intake:replay': true;
  }
}

definePermissions(
  { key: 'intake:read', about: 'See what came in, what became of it, and the raw message', roles: ['lead'] },
  { key: 'intake:replay', about: 'Process ignored and quarantined messages again', roles: ['lead'] },
);
