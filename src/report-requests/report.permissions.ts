import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'report-requests:read': true;
    'report-requests:ask': true;
    'report-requests:write': true;
  }
}

definePermissions(
  {
    key: 'report-requests:read',
    about: 'See the reports that customers asked for, with versions, files and live figures',
    roles: ['lead', 'agent', 'sales', 'analyst'],
  },
  {
    key: 'report-requests:ask',
    about: 'Ask for a report in a customer’s name',
    roles: ['lead', 'agent', 'sales', 'analyst'],
  },
  {
    key: 'report-requests:write',
    about: 'Accept, write, review, present and publish reports',
    roles: ['lead', 'analyst'],
  },
);
