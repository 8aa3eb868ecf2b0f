import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'deals:read': true;
    'deals:write': true;
    'activities:write': true;
    'pipelines:manage': true;
  }
}

definePermissions(
  {
    key: 'deals:read',
    about: 'See deals, activities and proposals, as far as the role’s tickets reach',
    roles: ['lead', 'agent', 'sales', 'analyst'],
  },
  { key: 'deals:write', about: 'Make and move deals, plan activities, send proposals', roles: ['lead', 'sales'] },
  {
    key: 'activities:write',
    about: 'Plan and write down calls, meetings, visits and tasks with customers and on tickets',
    roles: ['lead', 'agent', 'sales'],
  },
  { key: 'pipelines:manage', about: 'Keep pipelines, stages, lead sources and lost reasons', roles: ['lead'] },
);
