import type { Language } from './people/user.entity.js';
import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /**
     * What somebody may do, or by what they prove who they are, has changed. Open sockets of the user (of one
     * session, where it is named) must be closed; whoever still may connects again and is judged anew.
     */
    'identity.access-changed': { userId: string; sessionId?: string };
    'identity.availability-changed': { userId: string; availability: 'online' | 'away' };
    /** At set-up, or later by hand: what ships with words of its own says them in this language. */
    'organisation.language-chosen': { language: Language };
    'identity.invited': { invitationId: string };
    'identity.password-reset-requested': { resetId: string };
  }
}

defineEvents(
  'identity.access-changed',
  'identity.availability-changed',
  'organisation.language-chosen',
  'identity.invited',
  'identity.password-reset-requested',
);
