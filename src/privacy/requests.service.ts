import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM, type Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { conflict, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { Policy } from '../platform/outbox/listeners.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { dueAfter } from './deadline.rules.js';
import { PrivacyRequest, type CameBy } from './privacy-request.entity.js';
import { REQUEST_ROWS, presentRequest, type RequestRow } from './privacy-request.sql.js';
import type { NewRequest, RequestEnd, RequestsQuery, RequestView } from './privacy.dto.js';
import { PrivacySettings } from './privacy-settings.service.js';

type Fresh = Pick<NewRequest, 'kind'> & Partial<Omit<NewRequest, 'contactId'>>;

/** What people asked about their data, each with its deadline. */
@Injectable()
export class PrivacyRequests {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: PrivacySettings,
    private readonly audit: AuditService,
  ) {}

  async list({ state, kind, contact, limit, cursor }: RequestsQuery): Promise<Page<RequestView>> {
    const [due = null, id = null] = decodeCursor(cursor, 2) ?? [];
    // What is open comes first, by its deadline; then what ended, the last first.
    const rows = await this.db.query<(RequestRow & { place: string })[]>(
      `select * from (${REQUEST_ROWS}) r
       where ($1::text is null or ($1 = 'open' and r."endedAt" is null) or ($1 = 'ended' and r."endedAt" is not null))
         and ($2::text is null or r.kind = $2) and ($3::uuid is null or r."contactId" = $3)
         and ($4::text is null or (r.place, r.id) > ($4::bigint, $5::uuid))
       order by r.place, r.id limit $6`,
      [state ?? null, kind ?? null, contact ?? null, due, id, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.place, row.id], presentRequest);
  }

  async one(id: string): Promise<RequestView> {
    const [row] = await this.db.query<RequestRow[]>(`select * from (${REQUEST_ROWS}) r where r.id = $1`, [id]);
    if (!row) throw notFound('request');
    return presentRequest(row);
  }

  create(actor: Actor, { contactId, ...fresh }: NewRequest): Promise<string> {
    return this.work.run(async (tx) => {
      const id = await this.add(tx, actor, contactId, fresh, 'staff');
      await this.audit.record(tx, {
        actor,
        action: 'privacy.requested',
        target: { kind: 'contact', id: contactId },
        data: { requestId: id, kind: fresh.kind },
      });
      return id;
    });
  }

  @Policy('contact.asked-about-data', 7)
  async asked(tx: Tx, { contactId, kind, language }: Events['contact.asked-about-data']): Promise<void> {
    const [open] = await tx.query(
      'select 1 from privacy_requests where contact_id = $1 and kind = $2 and ended_at is null',
      [contactId, kind],
    );
    if (!open) await this.add(tx, SYSTEM, contactId, { kind, language: language ?? undefined }, 'portal');
  }

  /** Refused with a reason, or answered by hand. */
  end(actor: Actor, id: string, { outcome, reason, version }: RequestEnd): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.lock(tx, id);
      if (row.version !== version) throw stale(row.version);
      if (row.state === 'working') throw conflict('working', 'It is being worked on; wait for its end.');
      await tx.save(
        Object.assign(row, {
          state: outcome,
          reason: reason ?? row.reason,
          endedAt: this.clock.now(),
          updatedAt: this.clock.now(),
          version: row.version + 1,
        }),
      );
      await this.audit.record(tx, {
        actor,
        action: outcome === 'refused' ? 'privacy.refused' : 'privacy.answered',
        target: { kind: 'contact', id: row.contactId },
        data: { requestId: id, kind: row.kind },
      });
    });
  }

  /** An open one, held until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<PrivacyRequest> {
    const row = await tx.lock(PrivacyRequest, { id });
    if (!row) throw notFound('request');
    if (row.endedAt) throw conflict('request_ended', 'This request has ended. Write down a new one.');
    return row;
  }

  /** Of a merged contact it is a request of the one that it became part of. */
  async add(tx: Tx, actor: Actor, contactId: string, fresh: Fresh, cameBy: CameBy): Promise<string> {
    const [contact] = await tx.query<{ id: string }>(
      `with recursive above as (
         select id, merged_into_id, deleted_at from contacts where id = $1
         union all select c.id, c.merged_into_id, c.deleted_at from contacts c join above on c.id = above.merged_into_id
       ) select id from above where merged_into_id is null and (deleted_at is null or $2)`,
      // Who was deleted can still ask for the rest to go.
      [contactId, fresh.kind === 'erasure' || fresh.kind === 'export'],
    );
    if (!contact) throw notFound('contact');
    const law = fresh.law ?? (await this.settings.current()).law;
    const now = this.clock.now();
    const received = fresh.receivedAt ?? now;
    const id = newId();
    const made = await tx.query(
      `insert into privacy_requests (id, contact_id, kind, law, state, came_by, verified_by, reason, received_at, due_at, made_by,
         language, created_at, updated_at)
       values ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9, $10, $11, $12, $12)
       on conflict (contact_id, kind) where ended_at is null do nothing returning id`,
      [
        id,
        contact.id,
        fresh.kind,
        law,
        cameBy,
        fresh.verifiedBy ?? null,
        fresh.reason ?? null,
        received,
        dueAfter(received, law),
        actor.kind === 'user' ? actor.id : null,
        fresh.language ?? null,
        now,
      ],
    );
    if (made.length === 0) throw conflict('already_asked', 'There is an open request of this kind already.');
    return id;
  }
}
