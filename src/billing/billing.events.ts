import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** It has a number and counts from now on. `send`: the customer gets it by mail. */
    'invoice.issued': { invoiceId: string; companyId: string; kind: 'invoice' | 'credit-note'; send: boolean };
    /** Paid, credited, sent: whoever shows it asks for it again. */
    'invoice.changed': { invoiceId: string; companyId: string };
    'payment.recorded': { paymentId: string; invoiceId: string | null; companyId: string | null };
  }
}
defineEvents('invoice.issued', 'invoice.changed', 'payment.recorded');
