import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** Stored and acknowledged, or about to be: `atOnce` ones are worked on in the same transaction. */
    'envelope.received': { envelopeId: string; inboxId: string; channel: string; atOnce: boolean };
    'inbox.changed': { inboxId: string; channel: string };
  }
}
defineEvents('envelope.received', 'inbox.changed');
