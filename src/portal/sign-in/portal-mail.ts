import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PORTAL_CHANNEL } from '../../channels/portal/portal-line.service.js';
import { SystemMailService } from '../../identity/mail/system-mail.service.js';
import type { Language } from '../../identity/people/user.entity.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Config } from '../../platform/config.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { languageOf } from '../access/language.rules.js';
import { PortalLink } from './link.entity.js';
import { INVITATION_DAYS, LINK_MINUTES, LINK_SEAL } from './portal-links.service.js';
import { LETTERS, type ReportFacts } from './portal-letters.js';

interface Reader {
  email: string;
  name: string;
  language: Language | null;
  spoken: string | null;
}

const READER = `
  i.display as email, c.name, a.language, c.language as spoken
  from portal_accounts a join contact_identities i on i.id = a.identity_id and i.valid_to is null
  join contacts c on c.id = i.contact_id`;

/** What the portal writes to customers: how to enter, and that there is an answer. */
@Injectable()
export class PortalMail {
  constructor(
    private readonly db: DataSource,
    private readonly config: Config,
    private readonly vault: Vault,
    private readonly settings: SettingsService,
    private readonly mail: SystemMailService,
  ) {}

  @Subscribe('portal.link-made', { name: 'portal.mail-link' })
  async link({ linkId }: Events['portal.link-made']): Promise<void> {
    const links = this.db.getRepository(PortalLink);
    const link = await links.findOneBy({ id: linkId });
    const [reader] = link
      ? await this.db.query<Reader[]>(`select ${READER} where a.id = $1 and a.state <> 'revoked'`, [link.accountId])
      : [];
    if (!link?.tokenSealed || !reader) return;
    // Behind the hash: no server on the way, and no log, sees what opens the door.
    const url = `${this.config.portalUrl}/enter#${this.vault.open(link.tokenSealed, LINK_SEAL)}`;
    const { company, words } = await this.wordsFor(reader);
    const letter =
      link.purpose === 'invitation'
        ? words.invitation({ company, name: reader.name, link: url, days: INVITATION_DAYS })
        : words.signIn({ company, name: reader.name, link: url, minutes: LINK_MINUTES });
    await this.mail.send({ purpose: 'portal', to: reader.email, ...letter });
    await links.update({ id: linkId }, { tokenSealed: null });
  }

  /** The portal has no other way to wake its reader. What was said stays behind the door. */
  @Subscribe('message.recorded', {
    name: 'portal.tell-of-answer',
    when: ({ channel, direction, automatic }) => channel === PORTAL_CHANNEL && direction === 'out' && !automatic,
  })
  async answered({ conversationId, ticketId }: Events['message.recorded']): Promise<void> {
    const [reader] = await this.db.query<(Reader & { number: number; subject: string })[]>(
      `select t.number::int as number, t.subject, ${READER}
       join conversations o on o.identity_id = a.identity_id join tickets t on t.id = $2
       where o.id = $1 and a.notify and a.state <> 'revoked'`,
      [conversationId, ticketId],
    );
    if (!reader) return;
    const { company, words } = await this.wordsFor(reader);
    const { number, subject, name } = reader;
    const link = `${this.config.portalUrl}/tickets/${number}`;
    await this.mail.send({
      purpose: 'portal',
      to: reader.email,
      ...words.answer({ company, name, number, subject, link }),
    });
  }

  /** The report itself stays behind the door as well. */
  async report(accountId: string, facts: Pick<ReportFacts, 'moment' | 'number' | 'title' | 'dueOn'>): Promise<void> {
    const [reader] = await this.db.query<Reader[]>(`select ${READER} where a.id = $1 and a.state <> 'revoked'`, [
      accountId,
    ]);
    if (!reader) return;
    const { company, words } = await this.wordsFor(reader);
    const link = `${this.config.portalUrl}/reports/${facts.number}`;
    const letter = words.report({ ...facts, company, name: reader.name, link });
    await this.mail.send({ purpose: 'portal', to: reader.email, ...letter });
  }

  private async wordsFor({ language, spoken }: Reader) {
    const house = await this.settings.current();
    return {
      company: house.brandName ?? house.company,
      words: LETTERS[languageOf(language ?? spoken, house.language)],
    };
  }
}
