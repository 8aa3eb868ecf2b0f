import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Consents } from '../conversations/consents.service.js';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page, type PageQuery } from '../platform/http/paging.js';
import { invalid, notFound } from '../platform/http/refusal.js';
import { Holds } from './holds.service.js';
import type { ConsentView, ContactPrivacyView, ContactViewView, NewConsentBody, RequestsQuery } from './privacy.dto.js';
import { PrivacyRequests } from './requests.service.js';

/** Of one person: what may be done with what is known, what they agreed to, and who looked. */
@Injectable()
export class ContactPrivacy {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly requests: PrivacyRequests,
    private readonly holds: Holds,
    private readonly consents: Consents,
    private readonly audit: AuditService,
  ) {}

  async of(contactId: string): Promise<ContactPrivacyView> {
    const [row] = await this.db.query<{ restrictedAt: Date | null; special: boolean }[]>(
      `select restricted_at as "restrictedAt", special from contacts where id = $1 and merged_into_id is null`,
      [contactId],
    );
    if (!row) throw notFound('contact');
    const { items } = await this.requests.list({ contact: contactId, limit: 10 } as RequestsQuery);
    const hold = await this.holds.of(contactId);
    return { contactId, ...row, restricted: row.restrictedAt !== null, hold, requests: items };
  }

  async restrict(actor: Actor, contactId: string, on: boolean, requestId?: string): Promise<ContactPrivacyView> {
    await this.work.run(async (tx) => {
      await this.change(tx, contactId, 'restricted_at', on ? this.clock.now() : null);
      await this.audit.record(tx, {
        actor,
        action: on ? 'contact.restricted' : 'contact.unrestricted',
        target: { kind: 'contact', id: contactId },
        data: requestId ? { requestId } : {},
      });
    });
    return this.of(contactId);
  }

  async mark(actor: Actor, contactId: string, special: boolean): Promise<ContactPrivacyView> {
    await this.work.run(async (tx) => {
      await this.change(tx, contactId, 'special', special);
      await this.audit.record(tx, {
        actor,
        action: special ? 'contact.marked-special' : 'contact.unmarked-special',
        target: { kind: 'contact', id: contactId },
      });
    });
    return this.of(contactId);
  }

  async views(contactId: string, { limit, cursor }: PageQuery): Promise<Page<ContactViewView>> {
    await this.require(this.db, contactId);
    const [last = null, user = null] = decodeCursor(cursor, 2) ?? [];
    const rows = await this.db.query<ContactViewView[]>(
      `select json_build_object('id', u.id, 'name', u.name) as user, v.place, v.hour, v.times, v.last_at as "lastAt"
       from contact_views v join users u on u.id = v.user_id
       where v.contact_id = $1 and ($2::timestamptz is null or (v.last_at, v.user_id) < ($2, $3::uuid))
       order by v.last_at desc, v.user_id desc limit $4`,
      [contactId, last, user, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.lastAt.toISOString(), row.user.id],
      (row) => row,
    );
  }

  /** Of the whole person and of single addresses, the last word first. */
  async consentsOf(contactId: string): Promise<ConsentView[]> {
    await this.require(this.db, contactId);
    return this.db.query<ConsentView[]>(
      `select * from (
         select s.id, 'person' as of, s.purpose, s.state, s.channel, null as "where", s.wording,
           s.wording_version as "wordingVersion", s.proof, u.name as by, s.at, s.superseded_at is null as current
         from consents s left join users u on u.id = s.by_id where s.contact_id = $1
         union all
         select o.id, 'address', o.scope, 'withdrawn', b.channel, b.name || ' · ' || i.display, o.word, null, o.word, null, o.at,
           o.ended_at is null
         from opt_outs o join inboxes b on b.id = o.inbox_id join contact_identities i on i.id = o.identity_id
         where i.contact_id = $1
         union all
         select o.id, 'address', o.scope, 'given', b.channel, b.name || ' · ' || i.display, o.ended_word, null, o.ended_word, null,
           o.ended_at, true
         from opt_outs o join inboxes b on b.id = o.inbox_id join contact_identities i on i.id = o.identity_id
         where i.contact_id = $1 and o.ended_at is not null
       ) said order by at desc, id limit 500`,
      [contactId],
    );
  }

  async addConsent(actor: Actor, contactId: string, { channel, at, ...said }: NewConsentBody): Promise<ConsentView[]> {
    const now = this.clock.now();
    if (at && at > now) throw invalid('at', 'must not be in the future');
    await this.work.run(async (tx) => {
      await this.require(tx, contactId);
      const consent = { ...said, channel: channel ?? null, at: at ?? now, byId: actor.id };
      await this.consents.record(tx, contactId, consent);
      await this.audit.record(tx, {
        actor,
        action: said.state === 'given' ? 'consent.given' : 'consent.withdrawn',
        target: { kind: 'contact', id: contactId },
        data: { purpose: said.purpose, channel: channel ?? null },
      });
    });
    return this.consentsOf(contactId);
  }

  private async change(tx: Tx, contactId: string, column: 'restricted_at' | 'special', value: unknown): Promise<void> {
    const [row] = await tx.query(
      `update contacts set ${column} = $2, version = version + 1, updated_at = $3
       where id = $1 and deleted_at is null and merged_into_id is null returning id`,
      [contactId, value, this.clock.now()],
    );
    if (!row) throw notFound('contact');
    tx.emit('contact.changed', { contactId, changed: [column === 'special' ? 'special' : 'restricted'] });
  }

  private async require(db: Pick<Tx, 'query'>, contactId: string): Promise<void> {
    const [row] = await db.query(
      'select 1 from contacts where id = $1 and deleted_at is null and merged_into_id is null',
      [contactId],
    );
    if (!row) throw notFound('contact');
  }
}
