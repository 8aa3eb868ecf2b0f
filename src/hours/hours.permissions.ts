import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'sla:read': true;
    'sla:manage': true;
  }
}

definePermissions(
  {
    key: 'sla:read',
    about: 'See working hours and promises, and how well they were kept',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  { key: 'sla:manage', about: 'Set working hours, holidays and promises', roles: ['lead'] },
);
