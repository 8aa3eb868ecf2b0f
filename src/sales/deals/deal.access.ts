import type { Actor } from '../../platform/http/access.decorators.js';

/** A condition on the table `deals`: a role that sees its own or its teams' tickets sees those deals too. */
export function visibleDeals(actor: Actor, parameters: unknown[], alias = 'd'): string {
  if (actor.kind === 'system' || actor.ticketScope === 'all') return 'true';
  const add = (value: unknown): string => `$${parameters.push(value)}`;
  const mine = `${alias}.owner_id = ${add(actor.id)}`;
  if (actor.ticketScope === 'own') return mine;
  return `(${mine} or ${alias}.team_id is null or ${alias}.team_id = any(${add([...actor.teamIds])}::uuid[]))`;
}
