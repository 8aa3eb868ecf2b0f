import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /**
     * A contract of the company began to exist or changed. `changed` names what is other than it was: `created`, its
     * fields, `sites`, `lines`.
     */
    'contract.changed': { contractId: string; companyId: string; changed: string[] };
    'package.changed': { packageId: string };
    /** Its end comes near and somebody should ask the customer. Told once for each end. */
    'contract.renewal-due': { contractId: string; companyId: string; endsOn: string };
    /** Something that packages count was used. */
    'entitlement.used': { companyId: string; contractId: string | null; what: string; day: string };
  }
}
defineEvents('contract.changed', 'package.changed', 'contract.renewal-due', 'entitlement.used');
