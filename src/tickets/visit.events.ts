import { defineEvents } from '../platform/outbox/events.js';

/** In the field's words. Dispatch moves visits through them; promises and rules listen. */
export const VISIT_STATES = [
  'proposed',
  'scheduled',
  'confirmed',
  'en_route',
  'on_site',
  'paused',
  'done',
  'could_not',
  'cancelled',
] as const;
export type VisitState = (typeof VISIT_STATES)[number];

export const VISIT_KINDS = [
  'repair',
  'installation',
  'pickup',
  'swap',
  'feasibility',
  'training',
  'meeting',
  'report_delivery',
] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/** They stand here because dispatch, promises and rules are rooms of one layer, which do not know each other. */
declare module '../platform/outbox/events.js' {
  interface Events {
    /** Work that takes hands: a rule or a person asks for a visit, and dispatch makes it, in the same transaction. */
    'visit.wanted': {
      ticketId: string;
      kind: VisitKind;
      because: Record<string, unknown>;
      windowFrom?: string;
      windowTo?: string;
      /** Where, where whoever asks knows it: a site of the ticket's company, or a place that is none yet. */
      siteId?: string;
      place?: { name?: string; address: string; lat?: number; lng?: number };
    };
    /** A visit began to exist (`from` null) or moved on. `at`: when it happened, which may be before it was told. */
    'visit.changed': { visitId: string; ticketId: string; from: VisitState | null; to: VisitState; at: string };
  }
}
defineEvents('visit.wanted', 'visit.changed');
