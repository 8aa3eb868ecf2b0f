import type { Customer } from '../access/customer.js';

/** Whom a hint about a ticket, a visit or a report reaches. */
export interface Concerned {
  contactId: string | null;
  companyId: string | null;
  siteIds: readonly string[];
}

export const room = {
  account: (id: string): string => `account:${id}`,
  contact: (id: string): string => `contact:${id}`,
  company: (id: string): string => `company:${id}`,
  site: (companyId: string, id: string): string => `company:${companyId}:site:${id}`,
};

/** The same border as `visibleTickets`: one's own, the whole company's, or those about the named places. */
export function roomsOf({
  accountId,
  contactId,
  companyId,
  rights,
}: Pick<Customer, 'accountId' | 'contactId' | 'companyId' | 'rights'>): string[] {
  const own = [room.account(accountId), room.contact(contactId)];
  if (!companyId || rights.tickets === 'own') return own;
  if (rights.tickets === 'company') return [...own, room.company(companyId)];
  return [...own, ...rights.siteIds.map((id) => room.site(companyId, id))];
}

export function audienceOf({ contactId, companyId, siteIds }: Concerned): string[] {
  return [
    ...(contactId ? [room.contact(contactId)] : []),
    ...(companyId ? [room.company(companyId), ...siteIds.map((id) => room.site(companyId, id))] : []),
  ];
}
