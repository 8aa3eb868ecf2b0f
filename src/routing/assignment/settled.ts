import type { Tx } from '../../platform/database/tx.js';
import type { Ticket } from '../../tickets/ticket.entity.js';

const seen = new WeakMap<Tx, Map<string, number>>();

/** Up to which of its events a ticket was looked at in this transaction; several events tell of one change. */
export const settledUpTo = (tx: Tx, ticketId: string): number => seen.get(tx)?.get(ticketId) ?? 0;

export function settled(tx: Tx, { id, eventSeq }: Pick<Ticket, 'id' | 'eventSeq'>): void {
  const known = seen.get(tx) ?? new Map<string, number>();
  seen.set(tx, known.set(id, eventSeq));
}
