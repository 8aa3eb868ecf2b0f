import { defineEvents } from '../platform/outbox/events.js';
import type { NotificationKind } from './notification.rules.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** Somebody is told something. `mail`: they want it by mail too. */
    'notification.made': {
      notificationId: string;
      userId: string;
      ticketId: string | null;
      kind: NotificationKind;
      mail: boolean;
    };
    /** Somebody has read some of theirs: what other tabs count is no longer true. */
    'notification.read': { userId: string };
  }
}
defineEvents('notification.made', 'notification.read');
