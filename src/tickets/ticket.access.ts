import type { Actor } from '../platform/http/access.decorators.js';

/** A condition on the table `tickets` under the given alias; its values are appended to `parameters`. */
export function visibleTo(actor: Actor, parameters: unknown[], alias = 't'): string {
  if (actor.kind === 'system' || actor.ticketScope === 'all') return 'true';
  const add = (value: unknown): string => `$${parameters.push(value)}`;
  const mine = `${alias}.assignee_id = ${add(actor.id)}`;
  if (actor.ticketScope === 'own') return mine;
  return `(${mine} or ${alias}.team_id is null or ${alias}.team_id = any(${add([...actor.teamIds])}::uuid[]))`;
}

/** The same rule for a row that is at hand; `test/tickets/access.spec.ts` holds the two together. */
export function isVisibleTo(actor: Actor, ticket: { assigneeId: string | null; teamId: string | null }): boolean {
  if (actor.kind === 'system' || actor.ticketScope === 'all') return true;
  if (ticket.assigneeId !== null && ticket.assigneeId === actor.id) return true;
  return actor.ticketScope === 'team' && (ticket.teamId === null || actor.teamIds.includes(ticket.teamId));
}
