import { defineEvents } from '../platform/outbox/events.js';
import type { Target } from './policy.rules.js';

export interface ClockFact {
  ticketId: string;
  target: Target;
  instance: number;
  /** Names the step: `breach`, `used:75`, `before:30`, `after:15`. */
  level: string;
  /** When the step fell due, which may be long before it was noticed. */
  at: string;
  /** When what was promised is due; null while nobody knows. */
  dueAt: string | null;
}

declare module '../platform/outbox/events.js' {
  interface Events {
    'sla.warned': ClockFact;
    'sla.breached': ClockFact;
    'sla.escalated': ClockFact;
    /** People are to be told, on whatever ways they chose: the notifications do it. */
    'sla.notify-wanted': ClockFact & { userIds: string[] };
    /** Somebody is to be called or sent a text, even at night. Channels that can do it listen, and the notifications. */
    'sla.page-wanted': ClockFact & { userIds: string[]; by: 'text' | 'call' };
    'sla.policy-changed': { policyId: string; version: number };
  }
}
defineEvents(
  'sla.warned',
  'sla.breached',
  'sla.escalated',
  'sla.notify-wanted',
  'sla.page-wanted',
  'sla.policy-changed',
);
