import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'privacy:read': true;
    'privacy:manage': true;
  }
}

definePermissions(
  {
    key: 'privacy:read',
    about: 'See requests about personal data, consents, holds, how long things are kept, and who looked at whom',
    roles: ['lead'],
  },
  {
    key: 'privacy:manage',
    about: 'Give people their data, erase and restrict it, and decide how long things are kept',
    roles: [],
  },
);
