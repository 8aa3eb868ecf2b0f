import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'contracts:read': true;
    'contracts:write': true;
    'packages:manage': true;
  }
}

definePermissions(
  {
    key: 'contracts:read',
    about: 'See packages and contracts',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  { key: 'contracts:write', about: 'Make and change contracts', roles: ['lead', 'sales'] },
  { key: 'packages:manage', about: 'Make and change packages', roles: ['lead', 'sales'] },
);
