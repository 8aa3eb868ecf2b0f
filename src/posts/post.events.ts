import { defineEvents } from '../platform/outbox/events.js';
import type { PostState } from './post.rules.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** It was made, changed, or goes on in another state. */
    'post.changed': { postId: string; state: PostState };
  }
}
defineEvents('post.changed');
