import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'customers:read': true;
    'customers:write': true;
    'customers:delete': true;
    'customers:fields': true;
  }
}

definePermissions(
  {
    key: 'customers:read',
    about: 'See companies, sites and contacts',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  {
    key: 'customers:write',
    about: 'Add and change companies, sites and contacts; merge contacts and undo it',
    roles: ['lead', 'agent', 'dispatcher', 'sales'],
  },
  { key: 'customers:delete', about: 'Delete companies, sites and contacts', roles: ['lead'] },
  { key: 'customers:fields', about: 'Define the custom fields of tickets, contacts and companies', roles: ['lead'] },
);
