import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Message } from '../../conversations/message.entity.js';
import { MessagesService } from '../../conversations/messages.service.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, encodeCursor, type PageQuery } from '../../platform/http/paging.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import { ActivityRows } from '../activities/activity-rows.js';
import { Deal, DealEvent } from './deal.entity.js';
import { DealsService } from './deals.service.js';
import type { DealEventView, DealTimelinePage, EntryKind } from './timeline.dto.js';

interface Place {
  kind: EntryKind;
  id: string;
  at: Date;
}

/** All that happened around a deal: what was said, what was done, and how it moved. */
@Injectable()
export class DealTimeline {
  constructor(
    private readonly db: DataSource,
    private readonly deals: DealsService,
    private readonly messages: MessagesService,
    private readonly activities: ActivityRows,
  ) {}

  /** Newest first. Messages as far as the reader sees their tickets. */
  async list(actor: Actor, idOrNumber: string, { limit, cursor }: PageQuery): Promise<DealTimelinePage> {
    const id = await this.deals.idOf(actor, idOrNumber);
    const deal = await this.db.getRepository(Deal).findOneByOrFail({ id });
    const rows = await this.places(actor, deal, limit + 1, decodeCursor(cursor, 2));
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const of = (kind: EntryKind): string[] => shown.filter((row) => row.kind === kind).map((row) => row.id);
    const [messages, activities, events] = await Promise.all([
      this.said(of('message')),
      this.activities.byIds(of('activity')),
      this.history(of('event')),
    ]);
    return {
      items: shown.map(({ kind, id: entryId, at }) => ({
        kind,
        id: entryId,
        at,
        ...(kind === 'message' && { message: messages.get(entryId) }),
        ...(kind === 'activity' && { activity: activities.get(entryId) }),
        ...(kind === 'event' && { event: events.get(entryId) }),
      })),
      nextCursor: rows.length > limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
    };
  }

  private places(actor: Actor, deal: Deal, most: number, after: unknown[] | null): Promise<Place[]> {
    const parameters: unknown[] = [
      deal.id,
      most,
      after ? String(after[0]) : null,
      after ? String(after[1]) : null,
      deal.contactId,
      deal.createdAt,
    ];
    const part = (kind: EntryKind, at: string, alias: string, rest: string): string =>
      `(select '${kind}' as kind, ${alias}.id, date_trunc('milliseconds', ${at}) as at ${rest}
          and ($3::timestamptz is null or (date_trunc('milliseconds', ${at}), ${alias}.id) < ($3::timestamptz, $4::uuid))
        order by 3 desc, 2 desc limit $2)`;
    const parts = [
      part('event', 'e.at', 'e', 'from deal_events e where e.deal_id = $1'),
      part(
        'activity',
        'a.done_at',
        'a',
        'from activities a where a.deal_id = $1 and a.done_at is not null and a.deleted_at is null',
      ),
    ];
    if (can(actor, 'tickets:read')) {
      parts.push(
        part(
          'message',
          'm.at',
          'm',
          `from messages m join tickets t on t.id = m.ticket_id
           where (m.ticket_id in (select ticket_id from deal_tickets where deal_id = $1)
               or (m.at >= $6 and m.ticket_id in (select id from tickets where contact_id = $5)))
             and m.kind <> 'note' and m.state <> 'cancelled' and ${visibleTo(actor, parameters)}`,
        ),
      );
    }
    // Named once where nobody asks for messages: PostgreSQL wants a type for each parameter.
    return this.db.query<Place[]>(
      `select * from (${parts.join(' union all ')}) as x
       where $5::uuid is not distinct from $5 and $6::timestamptz is not distinct from $6
       order by at desc, id desc limit $2`,
      parameters,
    );
  }

  private async said(ids: string[]) {
    const found = ids.length > 0 ? await this.db.getRepository(Message).findBy({ id: In(ids) }) : [];
    return new Map((await this.messages.present(found)).map((view) => [view.id, view]));
  }

  private async history(ids: string[]): Promise<Map<string, DealEventView>> {
    const found = ids.length > 0 ? await this.db.getRepository(DealEvent).findBy({ id: In(ids) }) : [];
    return new Map(
      found.map(({ id, seq, type, at, data, actorKind, actorId, actorName }) => [
        id,
        { id, seq, type, at, data, actor: { kind: actorKind, id: actorId, name: actorName } },
      ]),
    );
  }
}
