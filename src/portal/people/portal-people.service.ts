import { Injectable } from '@nestjs/common';
import { ContactsService } from '../../customers/contacts.service.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { AddressWindows } from '../../identity/sessions/address-windows.rules.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { forbidden, invalid, notFound, Refusal } from '../../platform/http/refusal.js';
import { actorOf, type Customer } from '../access/customer.js';
import type { PortalAccountChange, PortalAccountView, PortalPersonInvitation } from '../accounts/account.dto.js';
import { PortalAccounts } from '../accounts/portal-accounts.service.js';
import { isWithin, type Rights } from '../accounts/rights.rules.js';

/** Each invitation is a mail to somebody; counted in each process. */
const PACE = { most: 30, windowMs: 60 * 60_000, parcel: Infinity, addresses: 20_000 };

/** Customers with the right to it say who of their company enters, and give at most what they have. */
@Injectable()
export class PortalPeople {
  private readonly pace = new AddressWindows(PACE);

  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly accounts: PortalAccounts,
    private readonly contacts: ContactsService,
    private readonly audit: AuditService,
  ) {}

  list({ companyId }: Customer): Promise<PortalAccountView[]> {
    return this.accounts.where('c.company_id = $1 and a.company_id = $1', [companyId]);
  }

  /**
   * The answer is the same whoever the address belongs to: that somebody elsewhere is our customer too is nobody's
   * business. Who is known and of another company, or of none, is not invited; the log says so to us.
   */
  async invite(customer: Customer, { email, name, rights: body }: PortalPersonInvitation): Promise<void> {
    const { companyId, rights: mine } = customer;
    const { waitMs } = this.pace.count(customer.accountId, this.clock.millis());
    if (waitMs > 0) throw new Refusal('rate_limited', 429, 'That was a lot at once.', { retryAfter: waitMs / 1000 });
    await this.work.run(async (tx) => {
      const rights = await this.accounts.checked(tx, companyId, body);
      if (!isWithin(rights, mine)) throw beyond();
      const found = await this.contacts.identify(tx, { kind: 'email', value: email, name });
      const [theirs] = await tx.query<{ company_id: string | null; rights: Rights | null }>(
        `select c.company_id, (select json_build_object('tickets', a.tickets, 'siteIds', a.site_ids, 'equipment', a.equipment,
             'money', a.money, 'people', a.people) from portal_accounts a where a.identity_id = $2) as rights
         from contacts c where c.id = $1 for update of c`,
        [found.contactId, found.identityId],
      );
      const before = theirs?.company_id ?? null;
      // Somebody new, whose address does not say that they are of another company.
      const isNew = found.created && before === null;
      if (isNew) await tx.query('update contacts set company_id = $2 where id = $1', [found.contactId, companyId]);
      if ((!isNew && before !== companyId) || (theirs?.rights && !isWithin(theirs.rights, mine))) {
        await this.audit.record(tx, {
          actor: actorOf(customer),
          action: 'portal.invitation-refused',
          target: { kind: 'contact', id: found.contactId },
          data: { companyId },
        });
        return;
      }
      await this.accounts.admit(tx, {
        identityId: found.identityId,
        companyId,
        rights,
        actor: actorOf(customer),
        byAccount: customer.accountId,
      });
    });
  }

  /** Nobody changes themselves, or who has more than they have. */
  async change(customer: Customer, id: string, change: PortalAccountChange): Promise<PortalAccountView> {
    const person = (await this.list(customer)).find((one) => one.id === id);
    if (!person) throw notFound('person');
    if (id === customer.accountId) throw forbidden('Ask somebody else to change your own rights.');
    if (!isWithin(person.rights, customer.rights)) throw beyond();
    const { rights } = change;
    const wanted = rights && { siteIds: [], equipment: false, money: false, people: false, ...rights };
    if (wanted && !isWithin(wanted, customer.rights)) throw beyond();
    if (change.rights === undefined && change.state === undefined) throw invalid('rights', 'or state must be given');
    return this.accounts.change(actorOf(customer), id, change);
  }
}

const beyond = () => forbidden('That is more than you have yourself.');
