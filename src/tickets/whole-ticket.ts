import { Injectable } from '@nestjs/common';
import { Reading } from '../platform/database/reading.js';
import { notFound } from '../platform/http/refusal.js';
import type { NamedView } from '../platform/http/named.dto.js';
import type {
  ConversationView,
  LinkView,
  MergedTicket,
  NumberedTicket,
  PrivateAnswer,
  TicketPlaceView,
  TicketView,
} from './ticket.dto.js';
import { TicketContributions } from './ticket-contributions.service.js';
import { TicketParticipants } from './ticket-participants.js';
import { TicketRows } from './ticket-rows.js';

interface Details {
  site: TicketPlaceView | null;
  fields: Record<string, unknown>;
  firstResponseAt: Date | null;
  solvedAt: Date | null;
  closedAt: Date | null;
  mergedInto: NumberedTicket | null;
}

/** A ticket with all that stands around it, as its page shows it. Whether the reader may see it was asked before. */
@Injectable()
export class WholeTicket {
  constructor(
    private readonly reading: Reading,
    private readonly rows: TicketRows,
    private readonly participants: TicketParticipants,
    private readonly contributions: TicketContributions,
  ) {}

  async read(id: string): Promise<TicketView> {
    const [placed, details, conversations, participants, followers, links, merged, clocks, visits] = await Promise.all([
      this.rows.byIds([id]),
      this.details(id),
      this.conversations(id),
      this.participants.of(id),
      this.followers(id),
      this.links(id),
      this.merged(id),
      this.contributions.part('clocks', id),
      this.contributions.part('visits', id),
    ]);
    const row = placed.get(id)?.row;
    if (!row || !details) throw notFound('ticket');
    return { ...row, ...details, conversations, participants, followers, clocks, visits, links, merged };
  }

  private async details(id: string): Promise<Details | undefined> {
    const [row] = await this.reading.query<Details>(
      `select t.fields, t.first_response_at as "firstResponseAt", t.solved_at as "solvedAt", t.closed_at as "closedAt",
         case when w.id is not null then json_build_object('id', w.id, 'number', w.number) end as "mergedInto",
         case when s.id is not null then json_build_object('id', s.id, 'name', s.name, 'address', s.address) end as site
       from tickets t left join tickets w on w.id = t.merged_into_id left join sites s on s.id = t.site_id
       where t.id = $1`,
      [id],
    );
    return row;
  }

  private async conversations(id: string): Promise<ConversationView[]> {
    const rows = await this.reading.query<Omit<ConversationView, 'privateAnswer'>>(
      `select c.id, c.channel, c.inbox_id as "inboxId", c.subject, c.state, c.last_seq as "lastSeq",
         c.read_seq as "readSeq", c.rating, c.rating_comment as "ratingComment", c.third_party as "thirdParty", c.public,
         case when i.id is not null then json_build_object('id', i.id, 'name', i.name, 'address', i.address) end as inbox,
         case when i.deleted_at is not null or i.state = 'paused' then 'inbox_inactive'
           when o.id is not null then 'opted_out' end as "closedReason",
         case when o.id is not null then json_build_object('word', o.word, 'at', o.at) end as "optedOut",
         (select m.at from messages m where m.conversation_id = c.id and m.direction = 'in' order by m.seq desc limit 1) as "lastInboundAt"
       from conversations c left join inboxes i on i.id = c.inbox_id
       left join opt_outs o on o.inbox_id = c.inbox_id and o.identity_id = c.identity_id and o.ended_at is null
         and o.scope = 'everything'
       where c.inbox_id is not null
         and c.id in (select id from conversations where ticket_id = $1
                      union select conversation_id from messages where ticket_id = $1)
       order by c.id`,
      [id],
    );
    const answers = await this.privateAnswers(
      id,
      rows.filter((row) => row.public).map((row) => row.id),
    );
    return rows.map((row) => ({ ...row, privateAnswer: answers.get(row.id) ?? null }));
  }

  /** Apart, because few tickets have anything that was said in public, and planning this for every ticket takes longer than reading it. */
  private async privateAnswers(ticketId: string, publicIds: string[]): Promise<Map<string, PrivateAnswer>> {
    if (publicIds.length === 0) return new Map();
    const rows = await this.reading.query<{ id: string; publicOnly: boolean | null; ticket: number | null }>(
      `select c.id,
         (select m.meta ? 'publicOnly' from messages m
          where m.conversation_id = c.id and m.direction = 'in' order by m.seq desc limit 1) as "publicOnly",
         (select t.number::int from conversations p join tickets t on t.id = p.ticket_id
          where p.inbox_id = c.inbox_id and p.identity_id = c.identity_id and p.state = 'open' and not p.threaded
            and t.id <> $1 and t.category not in ('solved', 'closed') limit 1) as ticket
       from conversations c where c.id = any($2::uuid[])`,
      [ticketId, publicIds],
    );
    return new Map(
      rows.map(({ id, publicOnly, ticket }) => [
        id,
        { closedReason: publicOnly ? 'public_only' : ticket === null ? null : 'private_elsewhere', ticket },
      ]),
    );
  }

  private followers(id: string): Promise<NamedView[]> {
    return this.reading.query(
      `select u.id, u.name from ticket_followers f join users u on u.id = f.user_id
       where f.ticket_id = $1 order by f.at, u.id`,
      [id],
    );
  }

  /** A link is stored once and read from both ends. */
  private links(id: string): Promise<LinkView[]> {
    return this.reading.query(
      `select l.id,
         case when l.ticket_id = $1 then l.kind when l.kind = 'parent' then 'child' when l.kind = 'child' then 'parent'
           else l.kind end as kind,
         json_build_object('id', o.id, 'number', o.number, 'subject', o.subject,
           'status', json_build_object('id', s.id, 'name', s.name, 'category', s.category)) as ticket
       from ticket_links l
       join tickets o on o.id = case when l.ticket_id = $1 then l.other_id else l.ticket_id end
       join statuses s on s.id = o.status_id
       where l.ticket_id = $1 or l.other_id = $1 order by l.id`,
      [id],
    );
  }

  private merged(id: string): Promise<MergedTicket[]> {
    return this.reading.query(
      `select m.id as "mergeId", l.id, l.number::int as number, l.subject
       from ticket_merges m join tickets l on l.id = m.loser_id
       where m.winner_id = $1 and m.undone_at is null order by m.id`,
      [id],
    );
  }
}
