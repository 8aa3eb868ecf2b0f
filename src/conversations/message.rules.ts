import type { MessageState } from './message.entity.js';

/** What may follow a state of an outbound message. `failed` and `unknown` are left only by a person or by proof. */
const NEXT: Record<MessageState, readonly MessageState[]> = {
  received: [],
  scheduled: ['queued', 'cancelled'],
  queued: ['sending', 'sent', 'failed', 'cancelled'],
  // Back to queued only where the attempt surely was not accepted.
  sending: ['queued', 'sent', 'delivered', 'read', 'failed', 'unknown'],
  unknown: ['queued', 'sent', 'delivered', 'read', 'failed'],
  sent: ['delivered', 'read', 'failed'],
  // A bounce can follow a first sign of delivery.
  delivered: ['read', 'failed'],
  read: [],
  failed: ['queued', 'delivered', 'read'],
  cancelled: [],
};

/** Whether a message in state `from` may move to `to`. A repeat is no move. */
export const advances = (from: MessageState, to: MessageState): boolean => NEXT[from].includes(to);
