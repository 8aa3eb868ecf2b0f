import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** Stored and acknowledged, or about to be: `atOnce` ones are worked on in the same transaction. */
    'envelope.received': { envelopeId: string; inboxId: string; channel: string; atOnce: boolean };
    'inbox.changed': { inboxId: string; channel: string };
    /** Somebody who was paged has confirmed that they heard it, or did not after several tries. */
    'page.ended': { reference: string; outcome: 'confirmed' | 'unanswered'; tries: number };
    /** A team's line moved; `left`: tickets that stand in it no more. */
    'waiting.places-changed': { teamId: string; left: string[] };
  }
}
defineEvents('envelope.received', 'inbox.changed', 'waiting.places-changed', 'page.ended');
