import { Injectable } from '@nestjs/common';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { VisibleTickets } from '../visible-tickets.js';
import { TicketMerge } from './ticket-merge.entity.js';
import { TicketUnion } from './ticket-union.js';

/** Merges tickets, and undoes it exactly: what moved and changed is noted, row by row. */
@Injectable()
export class MergesService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly writer: TicketWriter,
    private readonly union: TicketUnion,
    private readonly audit: AuditService,
  ) {}

  /** Merges the other ticket into this one. */
  async merge(actor: Actor, idOrNumber: string, otherId: string): Promise<{ mergeId: string; ticketId: string }> {
    const winnerId = await this.visible.idOf(actor, idOrNumber);
    const loserId = await this.visible.idOf(actor, otherId);
    if (winnerId === loserId) throw invalid('otherId', 'is the same ticket');
    return this.work.run(async (tx) => {
      const held = await this.lock(tx, [winnerId, loserId], (id) => this.visible.lockForWork(tx, actor, id));
      const [winner, loser] = [held.get(winnerId)!, held.get(loserId)!];
      const mergeId = newId();
      const journal = await this.union.unite(tx, actor, winner, loser);
      await tx.query(
        'insert into ticket_merges (id, winner_id, loser_id, by_id, by_name, at, journal) values ($1, $2, $3, $4, $5, $6, $7)',
        [mergeId, winnerId, loserId, actor.id, actor.name, this.clock.now(), JSON.stringify(journal)],
      );
      const messages = journal.messageIds.length;
      await this.tell(tx, actor, winner, 'ticket.merged', { otherId: loserId, number: loser.number, messages });
      await this.tell(tx, actor, loser, 'ticket.merged-into', { to: winnerId, number: winner.number });
      tx.emit('ticket.merged', { mergeId, winnerId, loserId });
      await this.record(tx, actor, 'ticket.merged', { mergeId, winnerId, loserId });
      return { mergeId, ticketId: winnerId };
    });
  }

  /**
   * The loser comes back as it was; the winner is what it would be if this merge had never been. For that the merges
   * after it are undone too, from the last to this one, and made again without it: each stands on the one before.
   */
  async unmerge(actor: Actor, idOrNumber: string, mergeId?: string): Promise<{ winnerId: string; loserId: string }> {
    return this.work.run(async (tx) => {
      const { id, winnerId, loserId } = await this.find(
        tx,
        await this.visible.idWithin(tx, actor, idOrNumber),
        mergeId,
      );
      for (const ticketId of [winnerId, loserId]) await this.visible.idWithin(tx, actor, ticketId);
      const { merges, held } = await this.lockFrom(tx, id, winnerId);
      const [winner, loser] = [held.get(winnerId)!, held.get(loserId)!];
      if (winner.mergedIntoId) {
        throw conflict('merged_on', 'The ticket was itself merged later. Undo that first.', {
          mergedIntoId: winner.mergedIntoId,
        });
      }
      for (const merge of [...merges].reverse()) {
        await this.union.part(tx, actor, winner, held.get(merge.loserId)!, merge.journal);
      }
      for (const merge of merges.slice(1)) {
        const journal = await this.union.unite(tx, actor, winner, held.get(merge.loserId)!);
        await tx.query('update ticket_merges set journal = $2 where id = $1', [merge.id, JSON.stringify(journal)]);
      }
      await tx.query('update ticket_merges set undone_at = $2 where id = $1', [id, this.clock.now()]);
      await this.tell(tx, actor, winner, 'ticket.unmerged', { otherId: loserId, number: loser.number });
      await this.tell(tx, actor, loser, 'ticket.unmerged', { otherId: winnerId, number: winner.number });
      tx.emit('ticket.unmerged', { mergeId: id, winnerId, loserId });
      await this.record(tx, actor, 'ticket.unmerged', { mergeId: id, winnerId, loserId });
      return { winnerId, loserId };
    });
  }

  /** In the order of their ids, whoever wins: two opposite merges at once must not wait for each other. */
  private async lock(
    tx: Tx,
    ids: string[],
    one: (id: string) => Promise<Ticket> = (id) => this.writer.lock(tx, id),
  ): Promise<Map<string, Ticket>> {
    const held = new Map<string, Ticket>();
    for (const id of [...new Set(ids)].sort()) held.set(id, await one(id));
    return held;
  }

  /** This merge and those of the same winner after it, read under the lock: of two who undo at once, one does. */
  private async lockFrom(
    tx: Tx,
    mergeId: string,
    winnerId: string,
  ): Promise<{ merges: TicketMerge[]; held: Map<string, Ticket> }> {
    const from = (): Promise<TicketMerge[]> =>
      tx.manager
        .createQueryBuilder(TicketMerge, 'm')
        .where('m.winner_id = :winnerId and m.id >= :mergeId and m.undone_at is null', { winnerId, mergeId })
        .orderBy('m.id')
        .getMany();
    const held = await this.lock(tx, [winnerId, ...(await from()).map((merge) => merge.loserId)]);
    const merges = await from();
    if (merges[0]?.id !== mergeId || merges.some((merge) => !held.has(merge.loserId))) {
      throw conflict('changed_meanwhile', 'Somebody merged or undid a merge here in the meantime. Look again.');
    }
    return { merges, held };
  }

  /** Of the ticket that won, or of the one that is gone: both pages offer to undo it. */
  private async find(tx: Tx, ticketId: string, mergeId: string | undefined): Promise<TicketMerge> {
    const merge = await tx.manager
      .createQueryBuilder(TicketMerge, 'm')
      .where('m.undone_at is null and (m.winner_id = :ticketId or m.loser_id = :ticketId)', { ticketId })
      .andWhere('(:mergeId::uuid is null or m.id = :mergeId)', { mergeId: mergeId ?? null })
      .orderBy('m.id', 'DESC')
      .limit(1)
      .getOne();
    if (!merge) throw notFound('merge');
    return merge;
  }

  private async tell(tx: Tx, actor: Actor, ticket: Ticket, type: string, data: Record<string, unknown>): Promise<void> {
    await this.writer.apply(tx, ticket, actor, {}, null, [{ type, data }]);
  }

  private async record(
    tx: Tx,
    actor: Actor,
    action: string,
    { winnerId, ...data }: { mergeId: string; winnerId: string; loserId: string },
  ): Promise<void> {
    await this.audit.record(tx, { actor, action, target: { kind: 'ticket', id: winnerId }, data });
  }
}
