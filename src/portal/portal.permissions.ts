import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'portal:manage': true;
    'portal:announce': true;
  }
}

definePermissions(
  {
    key: 'portal:manage',
    about: 'Invite customers to the portal and say what each may see there',
    roles: ['lead', 'agent', 'sales'],
  },
  { key: 'portal:announce', about: 'Write notices that customers see in the portal', roles: ['lead'] },
);
