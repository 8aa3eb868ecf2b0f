import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Language } from '../../identity/people/user.entity.js';
import type { Caller, OpenedSession } from '../../identity/sessions/sessions.service.js';
import { Clock } from '../../platform/clock.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import { Reading } from '../../platform/database/reading.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type {} from '../portal.events.js';
import { rightsNow, type TicketScope } from '../accounts/rights.rules.js';
import type { Customer } from './customer.js';
import { PortalSession, type PortalSignInMethod } from './session.entity.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'portal.prune': Record<string, never>;
  }
}

const DAY = 86_400_000;
/** Customers come by when something is broken, not every day. */
const IDLE_MS = 30 * DAY;
const ABSOLUTE_MS = 90 * DAY;
const SEEN_EVERY_MS = 60_000;

interface Row {
  sessionId: string;
  method: PortalSignInMethod;
  seenAt: Date;
  accountId: string;
  givenFor: string | null;
  tickets: TicketScope;
  equipment: boolean;
  money: boolean;
  people: boolean;
  language: Language | null;
  notify: boolean;
  hasPassword: boolean;
  identityId: string;
  email: string;
  contactId: string;
  name: string;
  companyId: string | null;
  companyName: string | null;
  siteIds: string[];
}

/** Who is signed in to the portal, read anew for every request: what is taken away is gone with the next one. */
@Injectable()
export class PortalSessions {
  constructor(
    private readonly db: DataSource,
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  customerBy(token: string): Promise<Customer | undefined> {
    return this.customerWhere('s.token_hash = $1', tokenHash(token));
  }

  /** Whose session this is, while it holds: for what was begun in it and goes on. */
  customerOf(sessionId: string): Promise<Customer | undefined> {
    return this.customerWhere('s.id = $1', sessionId);
  }

  private async customerWhere(condition: string, value: string): Promise<Customer | undefined> {
    const now = this.clock.now();
    const [row] = await this.reading.query<Row>(
      `select s.id as "sessionId", s.method, s.seen_at as "seenAt", a.id as "accountId", a.company_id as "givenFor", a.tickets,
         a.equipment, a.money, a.people, a.language, a.notify, a.password_hash is not null as "hasPassword",
         i.id as "identityId", i.value as email, c.id as "contactId", c.name, firm.id as "companyId", firm.name as "companyName",
         array(select x.id from sites x where x.id = any(a.site_ids) and x.company_id = firm.id and x.deleted_at is null) as "siteIds"
       from portal_sessions s
       join portal_accounts a on a.id = s.account_id and a.state <> 'revoked'
       join contact_identities i on i.id = a.identity_id and i.valid_to is null
       join contacts c on c.id = i.contact_id and c.deleted_at is null
       left join companies firm on firm.id = c.company_id and firm.deleted_at is null
       where ${condition} and s.expires_at > $2 and s.seen_at > $3`,
      [value, now, new Date(now.getTime() - IDLE_MS)],
    );
    if (!row) return undefined;
    if (now.getTime() - row.seenAt.getTime() > SEEN_EVERY_MS) await this.seen(row, now);
    const { givenFor, tickets, siteIds, equipment, money, people, seenAt: _, ...rest } = row;
    return { ...rest, rights: rightsNow({ tickets, siteIds, equipment, money, people }, givenFor, row.companyId) };
  }

  async open(tx: Tx, accountId: string, method: PortalSignInMethod, caller: Caller): Promise<OpenedSession> {
    const now = this.clock.now();
    const session = { id: newId(), token: randomToken(), expiresAt: new Date(now.getTime() + ABSOLUTE_MS) };
    await tx.insert(PortalSession, {
      id: session.id,
      accountId,
      tokenHash: tokenHash(session.token),
      method,
      address: caller.address,
      userAgent: caller.userAgent.slice(0, 300),
      createdAt: now,
      seenAt: now,
      expiresAt: session.expiresAt,
    });
    return session;
  }

  async listOf(accountId: string): Promise<PortalSession[]> {
    const alive = new Date(this.clock.millis() - IDLE_MS);
    const sessions = await this.db
      .getRepository(PortalSession)
      .find({ where: { accountId }, order: { seenAt: 'DESC' } });
    return sessions.filter((one) => one.expiresAt > this.clock.now() && one.seenAt > alive);
  }

  async end(accountId: string, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const ended = await tx.query('delete from portal_sessions where id = $1 and account_id = $2 returning id', [
        id,
        accountId,
      ]);
      if (ended.length === 0) throw notFound('session');
      tx.emit('portal.access-changed', { accountId });
    });
  }

  async endAll(tx: Tx, accountId: string, exceptId?: string): Promise<void> {
    await tx.query('delete from portal_sessions where account_id = $1 and id is distinct from $2', [
      accountId,
      exceptId ?? null,
    ]);
    tx.emit('portal.access-changed', { accountId });
  }

  /** The one that the browser had before, whoever it was of. */
  async leaveEarlier(token: string | undefined): Promise<void> {
    if (!token) return;
    await this.work.run(async (tx) => {
      const [left] = await tx.query<{ accountId: string }>(
        'delete from portal_sessions where token_hash = $1 returning account_id as "accountId"',
        [tokenHash(token)],
      );
      if (left) tx.emit('portal.access-changed', left);
    });
  }

  @Job('portal.prune', { cron: '17 * * * *' })
  async prune(): Promise<void> {
    const now = this.clock.now();
    await this.db.query('delete from portal_sessions where expires_at < $1 or seen_at < $2', [
      now,
      new Date(now.getTime() - IDLE_MS),
    ]);
    await this.db.query('delete from portal_links where expires_at < $1', [now]);
  }

  private async seen({ sessionId, accountId }: Row, now: Date): Promise<void> {
    await this.db.query('update portal_sessions set seen_at = $2 where id = $1', [sessionId, now]);
    await this.db.query('update portal_accounts set seen_at = $2 where id = $1', [accountId, now]);
  }
}
