import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'visits:read': true;
    'visits:write': true;
    'visits:plan': true;
    'visits:force': true;
    'visits:work': true;
    'technicians:manage': true;
  }
}

definePermissions(
  {
    key: 'visits:read',
    about: 'See visits: one’s own, and those of tickets that one sees',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  {
    key: 'visits:write',
    about: 'Ask for visits, change what they are about, and cancel them',
    roles: ['lead', 'agent', 'dispatcher', 'sales'],
  },
  {
    key: 'visits:plan',
    about: 'See the dispatch board, plan every visit, offer times and accept plans',
    roles: ['lead', 'dispatcher'],
  },
  {
    key: 'visits:force',
    about: 'Plan visits against the rules of planning: outside hours, without a skill, too close together',
    roles: ['lead', 'dispatcher'],
  },
  {
    key: 'visits:work',
    about: 'Work in the field app on one’s own visits',
    roles: ['technician'],
  },
  {
    key: 'technicians:manage',
    about: 'Keep technicians, their hours and absences, skills, territories and kinds of visits',
    roles: ['lead', 'dispatcher'],
  },
);
