import { defineEvents } from '../../platform/outbox/events.js';

declare module '../../platform/outbox/events.js' {
  interface Events {
    'rule.changed': { ruleId: string };
    /** A rule tells people about a ticket. */
    'rule.notice-wanted': {
      firingId: string;
      ticketId: string;
      rule: string;
      userIds: string[];
      teamIds: string[];
      text: string;
    };
    /** A rule tells another program about a ticket; the delivery says where. */
    'rule.hook-wanted': { deliveryId: string };
  }
}
defineEvents('rule.changed', 'rule.notice-wanted', 'rule.hook-wanted');

declare module '../../platform/sockets/signals.js' {
  interface SignalMap {
    /** Other processes read the rules again. */
    'rules.changed': { ruleId: string };
  }
}
