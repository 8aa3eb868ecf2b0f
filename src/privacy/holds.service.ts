import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page, type PageQuery } from '../platform/http/paging.js';
import { conflict, notFound } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import type { HoldView, NewHold } from './privacy.dto.js';

const ROWS = `
  select h.id, json_build_object('id', c.id, 'name', c.name) as contact, h.reason, h.at, m.name as "madeBy",
    h.released_at as "releasedAt", r.name as "releasedBy"
  from privacy_holds h join contacts c on c.id = h.contact_id
  left join users m on m.id = h.made_by left join users r on r.id = h.released_by`;

/** What must not go, because a court or a claim wants it. Nothing is erased while it stands, and nothing grows too old. */
@Injectable()
export class Holds {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<HoldView>> {
    const [after = null] = decodeCursor(cursor, 1) ?? [];
    const rows = await this.db.query<HoldView[]>(
      `${ROWS} where ($1::uuid is null or h.id < $1) order by h.id desc limit $2`,
      [after, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async of(contactId: string): Promise<HoldView | null> {
    const [row] = await this.db.query<HoldView[]>(`${ROWS} where h.contact_id = $1 and h.released_at is null`, [
      contactId,
    ]);
    return row ?? null;
  }

  async place(actor: Actor, { contactId, reason }: NewHold): Promise<HoldView> {
    const id = newId();
    await this.work.run(async (tx) => {
      // Held, so that an erasure begins before or not at all.
      const [contact] = await tx.query(
        'select id from contacts where id = $1 and deleted_at is null and merged_into_id is null for update',
        [contactId],
      );
      if (!contact) throw notFound('contact');
      const [erasing] = await tx.query(
        `select 1 from privacy_requests where contact_id = $1 and kind = 'erasure' and state = 'working'`,
        [contactId],
      );
      if (erasing) throw conflict('erasing', 'This person is being erased already.');
      const made = await tx.query(
        `insert into privacy_holds (id, contact_id, reason, made_by, at) values ($1, $2, $3, $4, $5)
         on conflict (contact_id) where released_at is null do nothing returning id`,
        [id, contactId, reason, actor.id, this.clock.now()],
      );
      if (made.length === 0) throw conflict('already_held', 'There is a hold on this person already.');
      await this.audit.record(tx, { actor, action: 'privacy.held', target: { kind: 'contact', id: contactId } });
    });
    return (await this.of(contactId))!;
  }

  async release(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const [row] = await tx.query<{ contact_id: string }>(
        `update privacy_holds set released_at = $2, released_by = $3 where id = $1 and released_at is null
         returning contact_id`,
        [id, this.clock.now(), actor.id],
      );
      if (!row) throw notFound('hold');
      await this.audit.record(tx, {
        actor,
        action: 'privacy.hold-released',
        target: { kind: 'contact', id: row.contact_id },
      });
    });
  }
}
