import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound, stale, type Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { canonicalMail } from '../access/address.rules.js';
import { PortalSessions } from '../access/portal-sessions.service.js';
import { PortalLinks } from '../sign-in/portal-links.service.js';
import type { PortalAccountChange, PortalAccountView, PortalInvitation, PortalRightsBody } from './account.dto.js';
import { PortalAccount } from './account.entity.js';
import type { Rights, TicketScope } from './rights.rules.js';

interface Row {
  id: string;
  contactId: string;
  name: string;
  email: string;
  state: string;
  tickets: TicketScope;
  siteIds: string[];
  equipment: boolean;
  money: boolean;
  people: boolean;
  holds: boolean;
  createdAt: Date;
  seenAt: Date | null;
  version: number;
}

interface Inviting {
  identityId: string;
  companyId: string | null;
  rights: Rights;
  actor: Actor;
  /** Where a customer invites. */
  byAccount?: string;
}

export const ACCOUNT_ROWS = `
  select a.id, i.contact_id as "contactId", c.name, i.display as email, a.state, a.tickets, a.site_ids as "siteIds", a.equipment,
    a.money, a.people, a.company_id is not distinct from c.company_id as holds, a.created_at as "createdAt", a.seen_at as "seenAt",
    a.version
  from portal_accounts a join contact_identities i on i.id = a.identity_id and i.valid_to is null
  join contacts c on c.id = i.contact_id and c.deleted_at is null`;

/** The field is called as the kind of identity is. */
const noAddress = (email: string | undefined): Refusal =>
  invalid('email', email ? 'is no address of this contact' : 'is missing: the contact has none'); // kind of identity

/** Who may enter the portal, and what each may see there. */
@Injectable()
export class PortalAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly links: PortalLinks,
    private readonly sessions: PortalSessions,
    private readonly audit: AuditService,
  ) {}

  async ofContact(contactId: string): Promise<PortalAccountView[]> {
    await this.requireContact(contactId);
    return this.where('c.id = $1', [contactId]);
  }

  async one(id: string): Promise<PortalAccountView> {
    const [account] = await this.where('a.id = $1', [id]);
    if (!account) throw notFound('account');
    return account;
  }

  /** By our own people. Who was invited before is invited anew, with these rights. */
  async invite(actor: Actor, contactId: string, { email, rights }: PortalInvitation): Promise<PortalAccountView> {
    await this.requireContact(contactId);
    const id = await this.work.run(async (tx) => {
      const [found] = await tx.query<{ identityId: string; companyId: string | null }>(
        `select i.id as "identityId", c.company_id as "companyId" from contacts c
         join contact_identities i on i.contact_id = c.id and i.kind = 'email' and i.valid_to is null
         where c.id = $1 and ($2::text is null or i.value = $2)
         order by i.undeliverable_at is null desc, i.verified desc, i.valid_from, i.id limit 1`,
        [contactId, email === undefined ? null : canonicalMail(email)],
      );
      if (!found) throw noAddress(email);
      return this.admit(tx, { ...found, rights: await this.checked(tx, found.companyId, rights), actor });
    });
    return this.one(id);
  }

  async change(actor: Actor, id: string, { version, rights, state }: PortalAccountChange): Promise<PortalAccountView> {
    await this.one(id);
    await this.work.run(async (tx) => {
      const account = await tx.lock(PortalAccount, { id });
      if (!account) throw notFound('account');
      if (version !== account.version) throw stale(account.version);
      const companyId = await this.companyOf(tx, account.identityId);
      if (rights) {
        const given = await this.checked(tx, companyId, rights);
        Object.assign(account, given, { siteIds: [...given.siteIds], companyId });
      }
      if (state === 'revoked') account.state = 'revoked';
      if (state === 'active' && account.state === 'revoked') account.state = account.activatedAt ? 'active' : 'invited';
      await tx.save(Object.assign(account, { version: version + 1 }));
      if (account.state === 'revoked') await this.shut(tx, id);
      tx.emit('portal.access-changed', { accountId: id });
      await this.audit.record(tx, {
        actor,
        action: state === 'revoked' ? 'portal.access-revoked' : 'portal.rights-changed',
        target: { kind: 'portal_account', id },
        data: { ...(rights && { rights }), ...(state && { state }) },
      });
    });
    return this.one(id);
  }

  /** The account of an address, made or opened again, and a mail that says how to enter. Returns its id. */
  async admit(tx: Tx, { identityId, companyId, rights, actor, byAccount }: Inviting): Promise<string> {
    const [account] = await tx.query<{ id: string }>(
      `insert into portal_accounts as a (id, identity_id, company_id, tickets, site_ids, equipment, money, people, state,
         invited_by, invited_by_account, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'invited', $9, $10, $11)
       on conflict (identity_id) do update set company_id = excluded.company_id, tickets = excluded.tickets,
         site_ids = excluded.site_ids, equipment = excluded.equipment, money = excluded.money, people = excluded.people,
         state = case when a.activated_at is null then 'invited' else 'active' end, version = a.version + 1
       returning id`,
      [
        newId(),
        identityId,
        companyId,
        rights.tickets,
        [...rights.siteIds],
        rights.equipment,
        rights.money,
        rights.people,
        actor.kind === 'user' ? actor.id : null,
        byAccount ?? null,
        this.clock.now(),
      ],
    );
    await this.links.make(tx, account!.id, 'invitation');
    tx.emit('portal.access-changed', { accountId: account!.id });
    await this.audit.record(tx, {
      actor,
      action: 'portal.invited',
      target: { kind: 'portal_account', id: account!.id },
      data: { rights },
    });
    return account!.id;
  }

  /** Signed out everywhere, and no link that was sent opens anything any more. */
  async shut(tx: Tx, id: string): Promise<void> {
    await this.sessions.endAll(tx, id);
    await tx.query('delete from portal_links where account_id = $1', [id]);
  }

  /** Rights that make sense: what is the company's needs one, and places are places of its. */
  async checked(tx: Tx, companyId: string | null, body: PortalRightsBody): Promise<Rights> {
    const { tickets, siteIds = [], equipment = false, money = false, people = false } = body;
    const rights: Rights = { tickets, siteIds: [...new Set(siteIds)], equipment, money, people };
    if (!companyId && (tickets !== 'own' || equipment || money || people)) {
      throw invalid('rights', 'go beyond one’s own requests, and the contact is of no company');
    }
    if (tickets === 'sites' && rights.siteIds.length === 0)
      throw invalid('rights.siteIds', 'must name at least one place');
    const known = await tx.query(
      'select 1 from sites where id = any($1::uuid[]) and company_id = $2 and deleted_at is null',
      [rights.siteIds, companyId],
    );
    if (known.length < rights.siteIds.length) throw invalid('rights.siteIds', 'names what is no place of this company');
    return rights;
  }

  async where(condition: string, parameters: unknown[]): Promise<PortalAccountView[]> {
    const rows = await this.db.query<Row[]>(
      `${ACCOUNT_ROWS} where ${condition} order by c.name, a.id limit 1000`,
      parameters,
    );
    return rows.map(({ tickets, siteIds, equipment, money, people, createdAt, seenAt, ...row }) => ({
      ...row,
      rights: { tickets, siteIds, equipment, money, people },
      invitedAt: createdAt,
      lastSeenAt: seenAt,
    }));
  }

  private async companyOf(tx: Tx, identityId: string): Promise<string | null> {
    const [row] = await tx.query<{ company_id: string | null }>(
      'select c.company_id from contact_identities i join contacts c on c.id = i.contact_id where i.id = $1',
      [identityId],
    );
    return row?.company_id ?? null;
  }

  private async requireContact(id: string): Promise<void> {
    const found: unknown[] = await this.db.query(
      'select 1 from contacts where id = $1 and deleted_at is null and merged_into_id is null',
      [id],
    );
    if (found.length === 0) throw notFound('contact');
  }
}
