import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Language } from '../../identity/people/user.entity.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { Rights } from '../accounts/rights.rules.js';
import type { PortalSignInMethod } from './session.entity.js';

/** Who acts in the portal, with the rights that hold at this moment. Nothing of it is a right of our own people. */
export interface Customer {
  accountId: string;
  sessionId: string;
  method: PortalSignInMethod;
  contactId: string;
  identityId: string;
  name: string;
  email: string;
  companyId: string | null;
  companyName: string | null;
  rights: Rights;
  language: Language | null;
  notify: boolean;
  hasPassword: boolean;
}

/** The acting customer. The portal's guard puts them on the request. */
export const TheCustomer = createParamDecorator((_: unknown, context: ExecutionContext): Customer => {
  const request = context.switchToHttp().getRequest<{ customer?: Customer }>();
  if (!request.customer) throw new Error('a route that asks which customer acts must be marked @ForCustomers');
  return request.customer;
});

/** The same person where other rooms ask who acts: with no permission at all. */
export const actorOf = ({ contactId, name }: Pick<Customer, 'contactId' | 'name'>): Actor => ({
  kind: 'contact',
  id: contactId,
  name,
  permissions: new Set(),
  ticketScope: 'own',
  teamIds: [],
});
