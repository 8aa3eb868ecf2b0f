import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Inbox } from '../../conversations/inbox.entity.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { WayOutView } from '../ticket.dto.js';
import { Ticket } from '../ticket.entity.js';
import { VisibleTickets } from '../visible-tickets.js';
import { reachOf } from './reply.rules.js';

/** A line that can begin a conversation with the customer of a ticket, and at which address of theirs. */
export interface WayOut {
  inbox: Inbox;
  identityId: string;
  to: string;
  threaded: boolean;
}

type Standing = Pick<WayOutView, 'optedOut' | 'lastInboundAt' | 'ticket'>;

/** By which lines a customer can be written to: the ticket's own before the oldest other. */
@Injectable()
export class WaysOut {
  constructor(
    private readonly db: DataSource,
    private readonly visible: VisibleTickets,
  ) {}

  async of(
    manager: EntityManager,
    ticket: Pick<Ticket, 'contactId' | 'inboxId'>,
    { channel, inboxId }: { channel?: string; inboxId?: string } = {},
  ): Promise<WayOut[]> {
    const inboxes = await manager
      .createQueryBuilder(Inbox, 'i')
      .where(`i.deleted_at is null and i.address is not null and i.state <> 'paused'`)
      .andWhere('(:channel::text is null or i.channel = :channel)', { channel: channel ?? null })
      .andWhere('(:inboxId::uuid is null or i.id = :inboxId)', { inboxId: inboxId ?? null })
      .orderBy('i.id = :own', 'DESC')
      .addOrderBy('i.id')
      .setParameter('own', ticket.inboxId)
      .getMany();
    const addresses = await this.addressesOf(manager, ticket.contactId);
    return inboxes.flatMap((inbox) => {
      const reach = reachOf(inbox.address);
      const address = reach && addresses.get(reach.identityKind);
      return address ? [{ inbox, identityId: address.id, to: address.display, threaded: reach.threaded }] : [];
    });
  }

  /** Those on which nothing was said on this ticket; what was said has its conversation. */
  async unused(actor: Actor, idOrNumber: string): Promise<WayOutView[]> {
    const { manager } = this.db;
    const ticket = await manager.findOneByOrFail(Ticket, { id: await this.visible.idOf(actor, idOrNumber) });
    const [all, used] = await Promise.all([this.of(manager, ticket), this.usedLines(ticket.id)]);
    const ways = all.filter(({ inbox }) => !used.has(inbox.id));
    const standing = await this.standing(ticket.id, ways);
    return ways.map(({ inbox: { id, name, address, channel }, to }) => ({
      inbox: { id, name, address },
      channel,
      to,
      optedOut: null,
      lastInboundAt: null,
      ticket: null,
      ...standing.get(id),
    }));
  }

  /** Their best address of each kind. */
  private async addressesOf(
    manager: EntityManager,
    contactId: string,
  ): Promise<Map<string, { id: string; display: string }>> {
    const rows = await manager.query<{ id: string; kind: string; display: string }[]>(
      `select distinct on (kind) id, kind, display from contact_identities where contact_id = $1 and valid_to is null
       order by kind, undeliverable_at is null desc, verified desc, valid_from`,
      [contactId],
    );
    return new Map(rows.map((row) => [row.kind, row]));
  }

  private async usedLines(ticketId: string): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }[]>(
      `select distinct c.inbox_id as id from conversations c where c.inbox_id is not null and not c.third_party
         and c.id in (select id from conversations where ticket_id = $1
                      union select conversation_id from messages where ticket_id = $1)`,
      [ticketId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** What stands between us and them there already: a conversation, or that they want no more of it. */
  private async standing(ticketId: string, ways: WayOut[]): Promise<Map<string, Standing>> {
    const rows = await this.db.query<({ inboxId: string } & Standing)[]>(
      `select way.inbox_id as "inboxId", said.at as "lastInboundAt", t.number::int as ticket,
         case when o.id is not null then json_build_object('word', o.word, 'at', o.at) end as "optedOut"
       from unnest($2::uuid[], $3::uuid[]) as way(inbox_id, identity_id)
       left join conversations c on c.inbox_id = way.inbox_id and c.identity_id = way.identity_id and c.state = 'open'
         and not c.threaded
       left join tickets t on t.id = c.ticket_id and t.id <> $1 and t.category not in ('solved', 'closed')
       left join lateral (select m.at from messages m where m.conversation_id = c.id and m.direction = 'in'
         order by m.seq desc limit 1) said on true
       left join opt_outs o on o.inbox_id = way.inbox_id and o.identity_id = way.identity_id and o.ended_at is null
         and o.scope = 'everything'`,
      [ticketId, ways.map(({ inbox }) => inbox.id), ways.map(({ identityId }) => identityId)],
    );
    return new Map(rows.map(({ inboxId, ...standing }) => [inboxId, standing]));
  }
}
