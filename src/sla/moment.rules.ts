import type { StatusCategory } from '../tickets/ticket.rules.js';

/** What happened on a ticket, as far as promises care. */
export type Moment = { at: Date } & (
  | { kind: 'opened' }
  /** `waits`: somebody is at the other end; not who only left a message on a machine. */
  | { kind: 'customer'; messageId: string; channel: string; waits?: boolean }
  | { kind: 'answer'; messageId: string; call: boolean }
  /** Who called has hung up before anybody answered. */
  | { kind: 'hung-up'; messageId: string }
  | { kind: 'status'; category: StatusCategory }
  /** `until`: a reminder was set; null: it was taken away. */
  | { kind: 'reminder'; until: Date | null }
  | { kind: 'mode'; visit: boolean }
  | { kind: 'no-reply'; markId: string }
  | { kind: 'arrived'; visitId: string }
  | { kind: 'merged' }
);

/** At one instant: what a message brings comes after it. */
const ORDER: Record<Moment['kind'], number> = {
  opened: 0,
  mode: 1,
  customer: 2,
  answer: 2,
  'hung-up': 3,
  'no-reply': 3,
  arrived: 3,
  status: 4,
  reminder: 5,
  merged: 6,
};

export const inOrder = (moments: readonly Moment[]): Moment[] =>
  [...moments].sort((a, b) => a.at.getTime() - b.at.getTime() || ORDER[a.kind] - ORDER[b.kind]);
