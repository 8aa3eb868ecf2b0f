import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** A contract of the company began to exist or changed: what is promised to it may change with it. */
    'contract.changed': { contractId: string; companyId: string };
    'package.changed': { packageId: string };
  }
}
defineEvents('contract.changed', 'package.changed');
