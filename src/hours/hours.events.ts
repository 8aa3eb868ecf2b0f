import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    'calendar.changed': { calendarId: string; version: number };
    /** Rooms that stand on a calendar refuse in a policy. */
    'calendar.deleted': { calendarId: string };
  }
}
defineEvents('calendar.changed', 'calendar.deleted');
