import { definePermissions } from '../../platform/http/access.decorators.js';

declare module '../../platform/http/access.decorators.js' {
  interface Permissions {
    'rules:read': true;
    'rules:manage': true;
  }
}

definePermissions(
  { key: 'rules:read', about: 'See the rules', roles: ['lead', 'agent', 'dispatcher', 'analyst'] },
  { key: 'rules:manage', about: 'Make, change, try out and undo rules', roles: ['lead'] },
);
