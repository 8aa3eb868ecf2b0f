import { Injectable } from '@nestjs/common';
import { EntitlementsService } from '../../contracts/entitlements.service.js';
import { ContactDirectoryService } from '../../customers/contact-directory.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import { Work } from '../../platform/database/work.js';
import type { Customer } from '../access/customer.js';
import { visibleSites } from '../access/visible.access.js';
import { PortalChat } from '../chat/portal-chat.service.js';
import type {
  PortalDataRequest,
  PortalDeskView,
  PortalMeView,
  PortalProfileChange,
  PortalSiteView,
} from './profile.dto.js';

/** Who the customer is here, and how the house presents itself to them. */
@Injectable()
export class PortalProfile {
  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly contacts: ContactDirectoryService,
    private readonly entitlements: EntitlementsService,
    private readonly chat: PortalChat,
  ) {}

  async desk(): Promise<PortalDeskView> {
    const { company, brandName, brandAccent, brandLogo, language } = await this.settings.current();
    // Before anybody has set the desk up it has no name.
    return { name: brandName ?? (company || 'Frontdesk'), accent: brandAccent, logo: brandLogo, language };
  }

  async view(customer: Customer): Promise<PortalMeView> {
    const { companyId, companyName, rights, method } = customer;
    const chat = await this.chat.isOpen();
    return {
      name: customer.name,
      email: customer.email,
      company: companyId && companyName ? { id: companyId, name: companyName } : null,
      rights: { ...rights, siteIds: [...rights.siteIds] },
      language: customer.language,
      notify: customer.notify,
      hasPassword: customer.hasPassword,
      mayResetPassword: !customer.hasPassword || method === 'link',
      package: await this.packageOf(companyId),
      chat,
      chatUnread: chat ? await this.chat.unread(customer) : 0,
    };
  }

  async change(customer: Customer, { name, language, notify }: PortalProfileChange): Promise<void> {
    if (name !== undefined) await this.contacts.change(customer.contactId, { name });
    await this.work.run((tx) =>
      tx.query(
        `update portal_accounts set language = case when $2 then $3 else language end, notify = coalesce($4, notify)
         where id = $1`,
        [customer.accountId, language !== undefined, language ?? null, notify ?? null],
      ),
    );
  }

  /** Written down as a request with the time that the law sets; asked twice it is one. */
  askAboutData({ contactId, language }: Customer, { kind }: PortalDataRequest): Promise<void> {
    return this.work.run((tx) => {
      tx.emit('contact.asked-about-data', { contactId, kind, language });
      return Promise.resolve();
    });
  }

  /** Places that a request can be about. */
  sites(customer: Customer): Promise<PortalSiteView[]> {
    const parameters: unknown[] = [];
    return this.reading.query(
      `select site.id, site.name, site.address from sites site where ${visibleSites(customer, parameters)}
       order by site.name, site.id limit 1000`,
      parameters,
    );
  }

  private async packageOf(companyId: string | null): Promise<PortalMeView['package']> {
    const { contract, package: bought } = await this.entitlements.of(this.reading, { companyId, at: this.clock.now() });
    return bought && { name: bought.name, contract: contract?.number ?? null };
  }
}
