import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** A report request began to exist or moved on. `moment`: what happened, as its history says it. */
    'report-request.changed': {
      requestId: string;
      number: number;
      companyId: string;
      state: string;
      seq: number;
      moment: string;
      byId: string | null;
      /** Who of the house should hear of it. */
      tell: string[];
    };
  }
}
defineEvents('report-request.changed');
