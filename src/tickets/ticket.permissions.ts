import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'tickets:read': true;
    'tickets:write': true;
    'tickets:assign': true;
    'tickets:reply': true;
    'tickets:note': true;
    'tickets:merge': true;
    'views:share': true;
    'macros:manage': true;
    'canned:manage': true;
    'statuses:manage': true;
  }
}

definePermissions(
  {
    key: 'tickets:read',
    about: 'See tickets, as far as the role’s view of the queue reaches',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  {
    key: 'tickets:write',
    about: 'Make tickets; change status, priority, type, tags, customer; snooze, link, follow, run macros',
    roles: ['lead', 'agent', 'dispatcher'],
  },
  {
    key: 'tickets:assign',
    about: 'Give tickets to people and teams',
    roles: ['lead', 'agent', 'dispatcher'],
  },
  {
    key: 'tickets:reply',
    about: 'Write to customers; keep canned replies of one’s own',
    roles: ['lead', 'agent', 'sales'],
  },
  {
    key: 'tickets:note',
    about: 'Write notes that customers do not see',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales'],
  },
  { key: 'tickets:merge', about: 'Merge and split tickets, and undo it', roles: ['lead', 'agent'] },
  { key: 'views:share', about: 'Share views with everybody', roles: ['lead'] },
  { key: 'macros:manage', about: 'Make and change macros', roles: ['lead'] },
  { key: 'canned:manage', about: 'Make and change canned replies that are shared', roles: ['lead', 'agent'] },
  { key: 'statuses:manage', about: 'Name the statuses of tickets', roles: ['lead'] },
);
