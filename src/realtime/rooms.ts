import type { Actor } from '../platform/http/access.decorators.js';

/** Names of rooms. They are no secrets: who may join is decided at each join. */
export const room = {
  everything: 'scope:all',
  counts: 'counts',
  /** For whoever plans: every visit. */
  visits: 'visits',
  /** For whoever sees every deal. */
  deals: 'deals',
  dealsOfNoTeam: 'deals:none',
  dealsOfTeam: (id: string): string => `deals:team:${id}`,
  dealsOwn: (userId: string): string => `deals:own:${userId}`,
  unassignedTeam: 'team:none',
  team: (id: string): string => `team:${id}`,
  user: (id: string): string => `user:${id}`,
  session: (id: string): string => `session:${id}`,
  token: (id: string): string => `token:${id}`,
  ticket: (id: string): string => `ticket:${id}`,
};

/** What a person hears without asking: the same scope as `visibleTo` in tickets. */
export function roomsOf(actor: Actor): string[] {
  const own = [
    room.user(actor.id!),
    ...(actor.sessionId ? [room.session(actor.sessionId)] : []),
    ...(actor.tokenId ? [room.token(actor.tokenId)] : []),
    ...(actor.permissions.has('visits:plan') ? [room.visits] : []),
    ...(actor.permissions.has('deals:read') ? dealRooms(actor) : []),
  ];
  if (!actor.permissions.has('tickets:read')) return own;
  if (actor.ticketScope === 'all') return [...own, room.everything];
  if (actor.ticketScope === 'own') return own;
  return [...own, room.unassignedTeam, ...actor.teamIds.map(room.team)];
}

/** The same scope as `visibleDeals` in sales. */
function dealRooms({ id, ticketScope, teamIds }: Actor): string[] {
  if (ticketScope === 'all') return [room.deals];
  const mine = room.dealsOwn(id!);
  return ticketScope === 'own' ? [mine] : [mine, room.dealsOfNoTeam, ...teamIds.map(room.dealsOfTeam)];
}

/** Who hears about a deal. */
export const dealAudience = ({ teamId, ownerId }: { teamId: string | null; ownerId: string | null }): string[] => [
  room.deals,
  teamId ? room.dealsOfTeam(teamId) : room.dealsOfNoTeam,
  ...(ownerId ? [room.dealsOwn(ownerId)] : []),
];

/** Who hears about a ticket. */
export const audienceOf = (ticket: { teamId: string | null; assigneeId: string | null }): string[] => [
  room.everything,
  ticket.teamId ? room.team(ticket.teamId) : room.unassignedTeam,
  ...(ticket.assigneeId ? [room.user(ticket.assigneeId)] : []),
];
