import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'invoices:read': true;
    'invoices:manage': true;
    'billing:manage': true;
  }
}

definePermissions(
  {
    key: 'invoices:read',
    about: 'See invoices, payments and statements',
    roles: ['lead', 'agent', 'sales', 'analyst'],
  },
  { key: 'invoices:manage', about: 'Make, issue, send and credit invoices, and record payments', roles: ['lead'] },
  { key: 'billing:manage', about: 'Set taxes, numbering, reminders and payment providers', roles: [] },
);
