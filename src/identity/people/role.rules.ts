export type TicketScope = 'all' | 'team' | 'own';

export interface RoleGrant {
  key: string | null;
  permissions: string[];
  ticketScope: TicketScope;
}

/** What of a permission's definition decides who has it. */
export interface PermissionOffer {
  key: string;
  roles: readonly string[];
}

export interface Rights {
  permissions: ReadonlySet<string>;
  ticketScope: TicketScope;
}

export const ADMINISTRATOR = 'administrator';

const WIDTH: Record<TicketScope, number> = { own: 0, team: 1, all: 2 };

/** A shipped role has what the rooms offer it; a custom role what was chosen and still exists. */
export function permissionsOf(role: RoleGrant, offers: readonly PermissionOffer[]): string[] {
  return offers
    .filter((offer) => {
      if (role.key === ADMINISTRATOR) return true;
      return role.key ? offer.roles.includes(role.key) : role.permissions.includes(offer.key);
    })
    .map((offer) => offer.key);
}

/** Several roles add up: every permission of any of them, and the widest view of the tickets. */
export function combine(roles: readonly RoleGrant[], offers: readonly PermissionOffer[]): Rights {
  return {
    permissions: new Set(roles.flatMap((role) => permissionsOf(role, offers))),
    ticketScope: roles.reduce<TicketScope>(
      (widest, role) => (WIDTH[role.ticketScope] > WIDTH[widest] ? role.ticketScope : widest),
      'own',
    ),
  };
}

/** Nobody gives away, or takes command of, more than they have: otherwise "may manage people" would mean "may everything". */
export function covers(mine: Rights, theirs: Rights): boolean {
  return (
    WIDTH[mine.ticketScope] >= WIDTH[theirs.ticketScope] &&
    [...theirs.permissions].every((p) => mine.permissions.has(p))
  );
}
