import { can, type Actor } from '../../platform/http/access.decorators.js';
import { visibleTo } from '../../tickets/ticket.access.js';

/**
 * A condition on `visits v` joined to `tickets t`: whoever plans sees every visit; everybody else their own, and those of
 * tickets that they see. Its values are appended to `parameters`.
 */
export function visibleVisits(actor: Actor, parameters: unknown[]): string {
  if (can(actor, 'visits:plan')) return 'true';
  const own = `exists (select from visit_technicians vt join technicians who on who.id = vt.technician_id
      where vt.visit_id = v.id and who.user_id = $${parameters.push(actor.id)})`;
  return can(actor, 'tickets:read') ? `(${own} or ${visibleTo(actor, parameters)})` : own;
}
