import { defineEvents } from '../platform/outbox/events.js';
import type { BroadcastState } from './broadcast.entity.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** It was made, changed, or goes on in another state. */
    'broadcast.changed': { broadcastId: string; state: BroadcastState };
  }
}
defineEvents('broadcast.changed');
