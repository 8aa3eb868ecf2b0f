import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { newId } from '../../platform/ids.js';
import type { Ticket } from '../ticket.entity.js';
import { isOpen } from '../ticket.rules.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { restorable, revived, snapshot, traces } from '../undo.rules.js';
import { MessageMoves } from './message-moves.js';
import { added, earliest, interleave, latest } from './merge.rules.js';
import type { MergeJournal } from './ticket-merge.entity.js';

/** Makes one ticket of two and two of one. Callers hold the locks of both and keep the journal. */
@Injectable()
export class TicketUnion {
  constructor(
    private readonly clock: Clock,
    private readonly writer: TicketWriter,
    private readonly moves: MessageMoves,
  ) {}

  async unite(tx: Tx, actor: Actor, winner: Ticket, loser: Ticket): Promise<MergeJournal> {
    const [before, loserBefore] = [snapshot(winner), snapshot(loser)];
    const [own, others] = [await this.moves.inOrder(tx, winner.id), await this.moves.inOrder(tx, loser.id)];
    await this.moves.place(tx, winner, interleave(own, others));
    await this.moves.place(tx, loser, []);
    const gains = {
      messageIds: others.map((message) => message.id),
      conversationIds: await this.takeConversations(tx, winner, loser),
      followerIds: await this.takeFollowers(tx, winner, loser),
      linkIds: await this.takeLinks(tx, winner, loser),
      equipmentIds: await this.takeEquipment(tx, winner, loser),
      tags: added(winner.tags, loser.tags),
      channels: added(winner.channels, loser.channels),
    };
    await this.changeWinner(tx, actor, winner, loser, gains);
    await this.writer.restore(
      tx,
      loser,
      actor,
      { mergedIntoId: winner.id, snoozedUntil: null, waitingSince: null },
      null,
    );
    // Tags and channels are united, so they are taken apart as lists and not as values.
    const after = { ...snapshot(winner), tags: before.tags, channels: before.channels };
    return { ...gains, winner: traces(before, after), loser: traces(loserBefore, snapshot(loser)) };
  }

  private async changeWinner(
    tx: Tx,
    actor: Actor,
    winner: Ticket,
    loser: Ticket,
    { tags, channels }: Pick<MergeJournal, 'tags' | 'channels'>,
  ): Promise<void> {
    // What still waits for an answer must not vanish behind a solved ticket.
    if (!isOpen(winner.category) && isOpen(loser.category)) {
      await this.writer.apply(tx, winner, actor, { category: 'open' }, { merged: loser.id });
    }
    await this.writer.restore(
      tx,
      winner,
      actor,
      {
        tags: [...winner.tags, ...tags],
        channels: [...winner.channels, ...channels],
        waitingSince: earliest(winner.waitingSince, loser.waitingSince),
        firstResponseAt: earliest(winner.firstResponseAt, loser.firstResponseAt),
        lastMessageAt: latest(winner.lastMessageAt, loser.lastMessageAt),
        ...(!winner.siteId && loser.companyId === winner.companyId && { siteId: loser.siteId }),
      },
      { merged: loser.id },
    );
  }

  /** The one that holds a ticket's notes stays behind, empty: each ticket has one of its own. */
  private async takeConversations(tx: Tx, winner: Ticket, loser: Ticket): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'update conversations set ticket_id = $1 where ticket_id = $2 and inbox_id is not null returning id',
      [winner.id, loser.id],
    );
    return rows.map((row) => row.id);
  }

  private async takeFollowers(tx: Tx, winner: Ticket, loser: Ticket): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `insert into ticket_followers (ticket_id, user_id, at) select $1, user_id, at from ticket_followers where ticket_id = $2
       on conflict do nothing returning user_id as id`,
      [winner.id, loser.id],
    );
    return rows.map((row) => row.id);
  }

  /** Copies: the loser keeps its own, for the day it stands alone again. */
  private async takeLinks(tx: Tx, winner: Ticket, loser: Ticket): Promise<string[]> {
    const links = await tx.query<{ ticketId: string; otherId: string; kind: string }>(
      `select case when ticket_id = $2 then $1 else ticket_id end as "ticketId",
              case when other_id = $2 then $1 else other_id end as "otherId", kind
       from ticket_links where ticket_id = $2 or other_id = $2`,
      [winner.id, loser.id],
    );
    const taken: string[] = [];
    for (const { ticketId, otherId, kind } of links.filter((link) => link.ticketId !== link.otherId)) {
      const rows = await tx.query<{ id: string }>(
        `insert into ticket_links (id, ticket_id, other_id, kind, at) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning id`,
        [newId(), ticketId, otherId, kind, this.clock.now()],
      );
      taken.push(...rows.map((row) => row.id));
    }
    return taken;
  }

  /** Copies, as of links. */
  private async takeEquipment(tx: Tx, winner: Ticket, loser: Ticket): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `insert into ticket_equipment (ticket_id, equipment_id, by_id, at)
       select $1, equipment_id, by_id, at from ticket_equipment where ticket_id = $2
       on conflict do nothing returning equipment_id as id`,
      [winner.id, loser.id],
    );
    return rows.map((row) => row.id);
  }

  /** What came since the union stays with the winner. */
  async part(tx: Tx, actor: Actor, winner: Ticket, loser: Ticket, journal: MergeJournal): Promise<void> {
    const all = await this.moves.inOrder(tx, winner.id);
    const moved = new Set(journal.messageIds);
    const idsOf = (back: boolean): string[] => all.filter((m) => moved.has(m.id) === back).map((m) => m.id);
    await this.moves.place(tx, loser, idsOf(true));
    await this.moves.place(tx, winner, idsOf(false));
    await tx.query('update conversations set ticket_id = $1 where ticket_id = $2 and id = any($3::uuid[])', [
      loser.id,
      winner.id,
      journal.conversationIds,
    ]);
    await tx.query('delete from ticket_followers where ticket_id = $1 and user_id = any($2::uuid[])', [
      winner.id,
      journal.followerIds,
    ]);
    await tx.query('delete from ticket_links where id = any($1::uuid[])', [journal.linkIds]);
    await tx.query('delete from ticket_equipment where ticket_id = $1 and equipment_id = any($2::uuid[])', [
      winner.id,
      journal.equipmentIds ?? [],
    ]);
    await this.writer.restore(tx, winner, actor, await this.winnerBefore(tx, winner, journal), { unmerged: loser.id });
    await this.writer.restore(tx, loser, actor, revived(restorable(snapshot(loser), journal.loser)), {
      unmerged: winner.id,
    });
  }

  private async winnerBefore(tx: Tx, winner: Ticket, journal: MergeJournal): Promise<Partial<Ticket>> {
    const now = snapshot(winner);
    const back = restorable(now, journal.winner);
    const marks = await this.moves.marksOf(tx, winner.id);
    // Where something was said since, the old times no longer hold: the messages that are left say the new ones.
    const changedSince = (key: keyof Ticket): boolean => key in journal.winner.after && !(key in back);
    return {
      ...revived(back),
      ...(changedSince('firstResponseAt') && { firstResponseAt: marks.first }),
      ...(changedSince('lastMessageAt') && { lastMessageAt: marks.last }),
      ...(changedSince('waitingSince') && { waitingSince: isOpen(winner.category) ? marks.waiting : null }),
      tags: winner.tags.filter((tag) => !journal.tags.includes(tag)),
      channels: winner.channels.filter(
        (channel) => !journal.channels.includes(channel) || marks.channels.includes(channel),
      ),
    };
  }
}
