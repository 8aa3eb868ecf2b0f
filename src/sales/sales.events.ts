import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** A deal began to exist or changed. `changed`: the names of its fields. */
    'deal.changed': { dealId: string; version: number; changed: string[] };
    'deal.won': { dealId: string; companyId: string | null; contractId: string | null };
    'deal.lost': { dealId: string };
    /** It was done, or (`done` false) was not after all. */
    'activity.ended': { activityId: string; kind: string; done: boolean };
    /** Its link is open. `mail`: and it goes to the customer by mail. */
    'proposal.sent': { proposalId: string; mail: boolean };
    /** It was planned, put off, changed or taken off the plan. */
    'activity.changed': { activityId: string };
    /** Its owner is to be told that it comes up. */
    'activity.reminded': {
      activityId: string;
      userId: string;
      kind: string;
      subject: string;
      dueAt: string;
      deal: { id: string; number: number; title: string } | null;
    };
  }
}
defineEvents(
  'deal.changed',
  'deal.won',
  'deal.lost',
  'proposal.sent',
  'activity.changed',
  'activity.ended',
  'activity.reminded',
);
