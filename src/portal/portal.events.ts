import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** A link to the portal waits to be mailed. */
    'portal.link-made': { linkId: string };
  }
}
defineEvents('portal.link-made');
