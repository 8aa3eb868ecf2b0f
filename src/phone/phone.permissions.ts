import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'calls:take': true;
    'calls:dial': true;
    'calls:listen': true;
    'calls:supervise': true;
    'calls:erase': true;
  }
}

definePermissions(
  { key: 'calls:take', about: 'Answer, hold and transfer calls', roles: ['lead', 'agent'] },
  { key: 'calls:dial', about: 'Call customers', roles: ['lead', 'agent', 'sales', 'dispatcher'] },
  { key: 'calls:listen', about: 'Hear recordings of calls and voicemail', roles: ['lead', 'agent'] },
  { key: 'calls:supervise', about: 'Listen in to, whisper in and join calls of others', roles: ['lead'] },
  { key: 'calls:erase', about: 'Delete recordings of calls', roles: [] },
);
