import { defineEvents } from '../platform/outbox/events.js';
import '../tickets/visit.events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** Anything about a visit changed, also what moves no state. Whoever shows it asks for it again. */
    'visit.updated': { visitId: string; ticketId: string; version: number };
  }
}
defineEvents('visit.updated');
