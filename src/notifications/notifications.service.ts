import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Reading } from '../platform/database/reading.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { notFound } from '../platform/http/refusal.js';
import { decodeCursor, pageOf } from '../platform/http/paging.js';
import { visibleTo } from '../tickets/ticket.access.js';
import type { NotificationPage, NotificationQuery, NotificationView } from './notification.dto.js';
import type { NotificationData, NotificationKind } from './notification.rules.js';

interface Row {
  id: string;
  kind: NotificationKind;
  ticketId: string | null;
  number: number;
  subject: string;
  actorId: string | null;
  actorName: string | null;
  data: NotificationData;
  createdAt: Date;
  readAt: Date | null;
}

/** What somebody was told, as far as they may still see the tickets that it is about. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  async list(me: Actor, { limit, cursor, unread }: NotificationQuery): Promise<NotificationPage> {
    const after = decodeCursor(cursor, 1)?.[0];
    const parameters: unknown[] = [me.id, limit + 1];
    const conditions = [mine(me, parameters)];
    if (unread) conditions.push('n.read_at is null');
    if (after) conditions.push(`n.id < $${parameters.push(String(after))}::uuid`);
    const rows = await this.reading.query<Row>(
      `select n.id, n.kind, n.ticket_id as "ticketId", t.number::float8 as number, t.subject, n.actor_id as "actorId",
              a.name as "actorName", n.data, n.created_at as "createdAt", n.read_at as "readAt"
       from notifications n left join tickets t on t.id = n.ticket_id left join users a on a.id = n.actor_id
       where ${conditions.join(' and ')} order by n.id desc limit $2`,
      parameters,
    );
    return pageOf(rows, limit, (row) => [row.id], present);
  }

  async unread(me: Actor): Promise<number> {
    const parameters: unknown[] = [me.id];
    const [row] = await this.reading.query<{ unread: number }>(
      `select count(*)::int as unread from notifications n left join tickets t on t.id = n.ticket_id
       where ${mine(me, parameters)} and n.read_at is null`,
      parameters,
    );
    return row?.unread ?? 0;
  }

  async read(me: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const parameters: unknown[] = [me.id, id];
      const [found] = await tx.query<{ read: boolean }>(
        `select n.read_at is not null as read from notifications n left join tickets t on t.id = n.ticket_id
         where n.id = $2 and ${mine(me, parameters)}`,
        parameters,
      );
      if (!found) throw notFound('notification');
      if (found.read) return;
      await tx.query('update notifications set read_at = $2 where id = $1 and read_at is null', [id, this.clock.now()]);
      tx.emit('notification.read', { userId: me.id! });
    });
  }

  /** All of them, or those of one ticket, which somebody looks at. */
  async readAll(me: Actor, ticketId: string | undefined): Promise<void> {
    await this.work.run(async (tx) => {
      const read = await tx.query(
        `update notifications set read_at = $2
         where user_id = $1 and read_at is null and ($3::uuid is null or ticket_id = $3) returning id`,
        [me.id, this.clock.now(), ticketId ?? null],
      );
      if (read.length > 0) tx.emit('notification.read', { userId: me.id! });
    });
  }
}

/** The reader's id is the first parameter. Whose ticket moved out of their sight hears no more of it. */
const mine = (me: Actor, parameters: unknown[]): string =>
  `n.user_id = $1 and (n.ticket_id is null or ${visibleTo(me, parameters)})`;

const present = (row: Row): NotificationView => ({
  id: row.id,
  kind: row.kind,
  ticket: row.ticketId ? { id: row.ticketId, number: row.number, subject: row.subject } : null,
  actor: row.actorId ? { id: row.actorId, name: row.actorName ?? '' } : null,
  data: row.data,
  at: row.createdAt,
  readAt: row.readAt,
});
