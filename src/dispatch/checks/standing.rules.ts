import type { Slot } from '../visits/visit.rules.js';
import type { VisitRowView } from '../visits/visit.view.dto.js';

/** Visits as the checker must see them when somebody plans by hand. Pure. */

/** What stands keeps the room it was given; what is over, the time it took. Null: nobody was there. */
export function asItStands(row: VisitRowView): VisitRowView | null {
  const isOver = row.state === 'done' || row.state === 'could_not';
  const [from, to] = isOver ? [row.arrivedAt, row.leftAt] : [row.plannedFrom, row.plannedTo];
  if (!from || !to || to <= from) return null;
  return { ...row, plannedFrom: from, plannedTo: to, minutes: minutesOf({ from, to }) };
}

/**
 * What is being moved stands nowhere, and takes what it is given. Also one that the customer has confirmed: whoever plans may
 * ask them anew. More people than it takes break no rule.
 */
export const asItMoves = (row: VisitRowView, slot: Slot): VisitRowView => ({
  ...row,
  state: 'proposed',
  confirmedAt: null,
  plannedFrom: null,
  plannedTo: null,
  technicians: [],
  minutes: minutesOf(slot),
  technicianCount: Math.max(row.technicianCount, slot.technicianIds.length),
});

const minutesOf = ({ from, to }: { from: Date; to: Date }): number => (to.getTime() - from.getTime()) / 60_000;
