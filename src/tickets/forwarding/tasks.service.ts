import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { newId } from '../../platform/ids.js';
import { RepliesService } from '../replies/replies.service.js';
import { TicketChanges } from '../ticket-changes.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { VisibleTickets } from '../visible-tickets.js';
import type { NewTask } from './task.dto.js';

/** Tasks: tickets of their own that hang on the one whose work they are part of. The customer hears nothing of them. */
@Injectable()
export class TasksService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly changes: TicketChanges,
    private readonly writer: TicketWriter,
    private readonly replies: RepliesService,
  ) {}

  /** Returns the id of the task. */
  async make(actor: Actor, idOrNumber: string, { subject, text, ...wanted }: NewTask): Promise<string> {
    const change = await this.changes.read(actor, wanted);
    return this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      const task = await this.writer.open(
        tx,
        actor,
        {
          subject: subject.trim(),
          type: 'task',
          contactId: ticket.contactId,
          companyId: ticket.companyId,
          siteId: ticket.siteId,
          inboxId: null,
          teamId: change.teamId === undefined ? ticket.teamId : change.teamId,
          assigneeId: change.assigneeId,
          priority: change.priority ?? ticket.priority,
        },
        { taskOf: ticket.id },
      );
      if (text) await this.replies.record(tx, actor, task, { kind: 'note', text });
      await tx.query('insert into ticket_links (id, ticket_id, other_id, kind, at) values ($1, $2, $3, $4, $5)', [
        newId(),
        ticket.id,
        task.id,
        'child',
        this.clock.now(),
      ]);
      await this.writer.apply(tx, ticket, actor, {}, null, [
        { type: 'ticket.linked', data: { otherId: task.id, kind: 'child' } },
      ]);
      return task.id;
    });
  }
}
