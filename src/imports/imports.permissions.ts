import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'imports:run': true;
  }
}

definePermissions({
  key: 'imports:run',
  about: 'Read in people, companies, tickets and more from files and from other desks, and take it back',
  roles: [],
});
