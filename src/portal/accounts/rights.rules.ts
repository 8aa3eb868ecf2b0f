/** What somebody may see in the portal. Pure. */

export const TICKET_SCOPES = ['own', 'sites', 'company'] as const;
export type TicketScope = (typeof TICKET_SCOPES)[number];

/** Rights that are had or not. */
export const PORTAL_RIGHTS = ['equipment', 'money', 'people'] as const;
export type PortalRight = (typeof PORTAL_RIGHTS)[number];

export interface Rights extends Record<PortalRight, boolean> {
  /** Their own tickets are always among them. */
  tickets: TicketScope;
  /** Which places, where it is not the whole company. */
  siteIds: readonly string[];
}

export const OWN_ONLY: Rights = { tickets: 'own', siteIds: [], equipment: false, money: false, people: false };

const WIDTH: Record<TicketScope, number> = { own: 0, sites: 1, company: 2 };

/** Whether who has `mine` may give `given`: nobody hands on more than they have. */
export function isWithin(given: Rights, mine: Rights): boolean {
  if (WIDTH[given.tickets] > WIDTH[mine.tickets]) return false;
  if (PORTAL_RIGHTS.some((right) => given[right] && !mine[right])) return false;
  return mine.tickets === 'company' || given.siteIds.every((site) => mine.siteIds.includes(site));
}

/**
 * What holds now. Everything but one's own tickets was given for one company: who went to another one, or to none, sees
 * nothing of either until somebody says so anew.
 */
export function rightsNow(given: Rights, givenFor: string | null, companyId: string | null): Rights {
  return givenFor !== null && givenFor === companyId ? given : OWN_ONLY;
}
