import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, pageOf } from '../platform/http/paging.js';
import { notFound } from '../platform/http/refusal.js';
import type {
  BroadcastFigures,
  RecipientPage,
  RecipientQuery,
  RecipientState,
  RecipientView,
} from './broadcast.dto.js';

/** What became of it for recipient `r` with message `m`: read from the message itself, so it can never be wrong. */
const STATE = `case
    when r.state <> 'told' then r.state
    when m.state in ('queued', 'sending', 'scheduled') then 'queued'
    when m.state = 'cancelled' then 'stopped'
    else m.state
  end`;

const NOTHING: BroadcastFigures = {
  total: 0,
  waiting: 0,
  queued: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  unknown: 0,
  left_out: 0,
  stopped: 0,
  replied: 0,
  optedOut: 0,
};

type RecipientRow = Omit<RecipientView, 'contact' | 'ticket'> & {
  place: number;
  contactId: string;
  name: string;
  ticketId: string | null;
  ticketNumber: string | null;
};

/** How far messages to many have come, in figures and one by one. */
@Injectable()
export class BroadcastProgress {
  constructor(private readonly db: DataSource) {}

  async figures(ids: string[]): Promise<Map<string, BroadcastFigures>> {
    const rows = await this.db.query<
      { id: string; state: RecipientState; count: number; replied: number; optedOut: number }[]
    >(
      `select r.broadcast_id as id, ${STATE} as state, count(*)::int as count, count(r.replied_at)::int as replied,
              count(r.opted_out_at)::int as "optedOut"
       from broadcast_recipients r left join messages m on m.id = r.message_id
       where r.broadcast_id = any($1::uuid[]) group by 1, 2`,
      [ids],
    );
    const figures = new Map(ids.map((id) => [id, { ...NOTHING }]));
    for (const { id, state, count, replied, optedOut } of rows) {
      const of = figures.get(id)!;
      of[state] += count;
      of.total += count;
      of.replied += replied;
      of.optedOut += optedOut;
    }
    return figures;
  }

  /** In the order in which they get it. */
  async recipients(broadcastId: string, { state, limit, cursor }: RecipientQuery): Promise<RecipientPage> {
    const [known] = await this.db.query<object[]>('select 1 from broadcasts where id = $1', [broadcastId]);
    if (!known) throw notFound('message to many');
    const after = decodeCursor(cursor, 1);
    const rows = await this.db.query<RecipientRow[]>(
      `select r.id, r.place, r.contact_id as "contactId", c.name, r.address, ${STATE} as state, coalesce(r.reason, m.error) as reason,
              t.id as "ticketId", t.number as "ticketNumber", r.told_at as "toldAt", r.replied_at as "repliedAt",
              r.opted_out_at as "optedOutAt"
       from broadcast_recipients r join contacts c on c.id = r.contact_id
       left join messages m on m.id = r.message_id left join tickets t on t.id = m.ticket_id
       where r.broadcast_id = $1 and ($2::int is null or r.place > $2)
         and ($3::text is null or ($3 = 'replied' and r.replied_at is not null) or ${STATE} = $3)
       order by r.place limit $4`,
      [broadcastId, after ? Number(after[0]) : null, state ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.place],
      (row) => ({
        id: row.id,
        contact: { id: row.contactId, name: row.name },
        address: row.address,
        state: row.state,
        reason: row.reason,
        ticket: row.ticketId ? { id: row.ticketId, number: Number(row.ticketNumber) } : null,
        toldAt: row.toldAt,
        repliedAt: row.repliedAt,
        optedOutAt: row.optedOutAt,
      }),
    );
  }
}
