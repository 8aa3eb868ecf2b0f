import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** A device's numbers left what was agreed. `again`: an alert that had been cleared shortly before. */
    'device-alert.fired': {
      alertId: string;
      equipmentId: string;
      companyId: string | null;
      siteId: string | null;
      ticketId: string | null;
      again: boolean;
    };
    'device-alert.cleared': { alertId: string; equipmentId: string; ticketId: string | null };
    /** Somebody saw it. */
    'device-alert.acknowledged': { alertId: string; equipmentId: string; ticketId: string | null };
  }
}
defineEvents('device-alert.fired', 'device-alert.cleared', 'device-alert.acknowledged');
