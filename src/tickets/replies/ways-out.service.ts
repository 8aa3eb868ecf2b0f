import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Inbox } from '../../conversations/inbox.entity.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { WayOutView } from '../ticket.dto.js';
import { Ticket } from '../ticket.entity.js';
import { VisibleTickets } from '../visible-tickets.js';
import { reachOf } from './reply.rules.js';

/** A line that can begin a conversation with the customer of a ticket, or go on with one, and at which address of theirs. */
export interface WayOut {
  inbox: Inbox;
  identityId: string;
  /** For people to see: an address or a number; their name, where the line knows them by an id of its own. */
  to: string;
  threaded: boolean;
}

interface KnownAs {
  id: string;
  kind: string;
  /** The line on which alone it means something; empty: everywhere. */
  scope: string;
  display: string;
  works: boolean;
  name: string;
}

type Standing = Pick<WayOutView, 'optedOut' | 'lastInboundAt' | 'ticket'>;

/**
 * By which lines a customer can be written to: those that have an address of the same kind as theirs, and those on which
 * they have written to us, at the name under which they did. The ticket's own before the oldest other; those that may only
 * go on with what the customer began after those that can begin.
 */
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
      .where(`i.deleted_at is null and i.state <> 'paused'`)
      .andWhere('(:channel::text is null or i.channel = :channel)', { channel: channel ?? null })
      .andWhere('(:inboxId::uuid is null or i.id = :inboxId)', { inboxId: inboxId ?? null })
      .orderBy('i.id')
      .getMany();
    const known = await this.knownAs(manager, ticket.contactId);
    return inboxes
      .flatMap((inbox) => wayBy(inbox, known) ?? [])
      .toSorted((a, b) => isOwn(ticket, b) - isOwn(ticket, a) || Number(b.begins) - Number(a.begins));
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

  /** Their addresses, the best first, and what the lines call them on which they have written to us alone. */
  private knownAs(manager: EntityManager, contactId: string): Promise<KnownAs[]> {
    return manager.query<KnownAs[]>(
      `select i.id, i.kind, i.scope, i.display, i.undeliverable_at is null as works, k.name
       from contact_identities i join contacts k on k.id = i.contact_id
       where i.contact_id = $1 and i.valid_to is null and (i.scope = '' or i.kind = 'external' and exists (
         select 1 from conversations c where c.inbox_id::text = i.scope and c.identity_id = i.id and not c.public and not c.threaded))
       order by i.undeliverable_at is null desc, i.verified desc, i.valid_from`,
      [contactId],
    );
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

const isOwn = ({ inboxId }: Pick<Ticket, 'inboxId'>, { inbox }: WayOut): number => Number(inbox.id === inboxId);

/** Where they have written to us goes before their address: what is said there is one conversation. */
function wayBy(inbox: Inbox, known: readonly KnownAs[]): (WayOut & { begins: boolean }) | null {
  const reach = reachOf(inbox.address);
  const address = reach && known.find(({ kind, scope }) => scope === '' && kind === reach.identityKind);
  const own = known.find(({ scope, works }) => scope === inbox.id && (works || !address));
  const begins = Boolean(address);
  if (own) return { inbox, identityId: own.id, to: address?.display ?? own.name, threaded: false, begins };
  return address ? { inbox, identityId: address.id, to: address.display, threaded: reach.threaded, begins } : null;
}
