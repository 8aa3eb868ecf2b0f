import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'broadcasts:read': true;
    'broadcasts:send': true;
  }
}

definePermissions(
  { key: 'broadcasts:read', about: 'See messages to many and what became of each', roles: ['lead', 'sales'] },
  { key: 'broadcasts:send', about: 'Write to many customers at once; pause and stop it', roles: ['lead'] },
);
