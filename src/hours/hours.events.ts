import type { CalendarUse } from './calendar.dto.js';
import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    'calendar.changed': {
      calendarId: string;
      version: number;
      /** Its hours are others now: not only its name. */
      otherHours: boolean;
      /** Whose hours it became, or was until now. */
      passed: CalendarUse[];
      /** It became the default in the place of this one. */
      insteadOf: string | null;
    };
    /** Rooms that stand on a calendar refuse in a policy. */
    'calendar.deleted': { calendarId: string };
  }
}
defineEvents('calendar.changed', 'calendar.deleted');
