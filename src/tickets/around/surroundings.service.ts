import { Injectable } from '@nestjs/common';
import { UsersService } from '../../identity/people/users.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { VisibleTickets } from '../visible-tickets.js';
import type { CreateLink } from './link.dto.js';

/** Who follows a ticket, and which tickets belong together. */
@Injectable()
export class SurroundingsService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly writer: TicketWriter,
    private readonly users: UsersService,
  ) {}

  async follow(actor: Actor, idOrNumber: string, userId: string): Promise<string> {
    const user = await this.users.find(userId);
    if (!user?.active) throw notFound('user');
    return this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      const added = await tx.query(
        'insert into ticket_followers (ticket_id, user_id, at) values ($1, $2, $3) on conflict do nothing returning user_id',
        [ticket.id, userId, this.clock.now()],
      );
      if (added.length > 0) await this.note(tx, ticket, actor, 'ticket.followed', { userId });
      return ticket.id;
    });
  }

  async unfollow(actor: Actor, idOrNumber: string, userId: string): Promise<void> {
    await this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      const gone = await tx.query(
        'delete from ticket_followers where ticket_id = $1 and user_id = $2 returning user_id',
        [ticket.id, userId],
      );
      if (gone.length > 0) await this.note(tx, ticket, actor, 'ticket.unfollowed', { userId });
    });
  }

  /** Both tickets must be the actor's to see: a link tells that the other exists. */
  async link(actor: Actor, idOrNumber: string, { otherId, kind }: CreateLink): Promise<string> {
    return this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      const other = await this.visible.idWithin(tx, actor, otherId);
      if (other === ticket.id) throw invalid('otherId', 'is the same ticket');
      const added = await tx.query(
        `insert into ticket_links (id, ticket_id, other_id, kind, at) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning id`,
        [newId(), ticket.id, other, kind, this.clock.now()],
      );
      if (added.length > 0) await this.note(tx, ticket, actor, 'ticket.linked', { otherId: other, kind });
      return ticket.id;
    });
  }

  async unlink(actor: Actor, idOrNumber: string, linkId: string): Promise<void> {
    await this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      const [gone] = await tx.query<{ other: string }>(
        `delete from ticket_links where id = $1 and (ticket_id = $2 or other_id = $2)
         returning case when ticket_id = $2 then other_id else ticket_id end as other`,
        [linkId, ticket.id],
      );
      if (!gone) throw notFound('link');
      await this.note(tx, ticket, actor, 'ticket.unlinked', { otherId: gone.other });
    });
  }

  private async note(tx: Tx, ticket: Ticket, actor: Actor, type: string, data: Record<string, unknown>): Promise<void> {
    await this.writer.apply(tx, ticket, actor, {}, null, [{ type, data }]);
  }
}
