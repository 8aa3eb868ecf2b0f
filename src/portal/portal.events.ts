import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** A link to the portal waits to be mailed. */
    'portal.link-made': { linkId: string };
    /** Rights changed or sessions ended: whatever is open of the account must ask again who it is. */
    'portal.access-changed': { accountId: string };
  }
}
defineEvents('portal.link-made', 'portal.access-changed');
