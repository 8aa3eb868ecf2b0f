import { defineEvents } from '../../platform/outbox/events.js';

declare module '../../platform/outbox/events.js' {
  interface Events {
    /** A ticket is offered to somebody, who may take it until then. */
    'assignment.offered': { offerId: string; ticketId: string; userId: string; expiresAt: string };
    'assignment.offer-ended': {
      offerId: string;
      ticketId: string;
      userId: string;
      state: 'accepted' | 'declined' | 'expired' | 'withdrawn';
    };
    /** Nobody can take a ticket now. `lookAt`: when time alone may change that. */
    'assignment.waiting': { ticketId: string; teamId: string; lookAt: string | null };
    /** A team's line could not be looked at in this transaction without waiting in a circle. */
    'assignment.wanted': { teamId: string };
    /** How a team decides was changed; null: what channels weigh, for all. */
    'assignment.terms-set': { teamId: string | null };
  }
}
defineEvents(
  'assignment.offered',
  'assignment.offer-ended',
  'assignment.waiting',
  'assignment.wanted',
  'assignment.terms-set',
);
