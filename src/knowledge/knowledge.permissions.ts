import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'knowledge:read': true;
    'knowledge:write': true;
    'knowledge:publish': true;
  }
}

definePermissions(
  {
    key: 'knowledge:read',
    about: 'Read help articles, also those for our own people',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  { key: 'knowledge:write', about: 'Write help articles and ask for their review', roles: ['lead', 'agent', 'sales'] },
  {
    key: 'knowledge:publish',
    about: 'Publish and archive help articles, say who reads them, arrange categories',
    roles: ['lead'],
  },
);
