import { Injectable } from '@nestjs/common';
import { Reading } from '../platform/database/reading.js';
import type {} from '../conversations/conversation.events.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { Notices } from './notices.service.js';
import { beginningOf } from './notification.rules.js';

interface Said {
  text: string;
  name: string | null;
  first: boolean;
}

/** Whoever has a ticket, or follows it, hears what its customer says, also while another page is open. */
@Injectable()
export class AnswerNotices {
  constructor(
    private readonly reading: Reading,
    private readonly notices: Notices,
  ) {}

  @Subscribe('message.recorded', {
    name: 'notifications.answer',
    // Of everything that comes in. Told again, or by two processes at once, it stays one notice.
    lane: 'near',
    when: ({ direction, kind, automatic }) => direction === 'in' && kind === 'message' && !automatic,
  })
  async answered({ ticketId, messageId }: Events['message.recorded']): Promise<void> {
    const userIds = await this.listeners(ticketId);
    if (userIds.length === 0) return;
    const said = await this.said(messageId);
    // With its first message a ticket is new: whoever is given it hears that.
    if (!said || said.first) return;
    await this.notices.tell({
      kind: 'answer',
      ticketId,
      // One for each ticket: the newest takes the place of what was told before.
      key: `answer:${ticketId}`,
      userIds,
      actorId: null,
      data: { messageId, text: beginningOf(said.text), ...(said.name && { name: said.name }) },
    });
  }

  private async listeners(ticketId: string): Promise<string[]> {
    const rows = await this.reading.query<{ id: string }>(
      `select assignee_id as id from tickets where id = $1 and assignee_id is not null
       union select user_id from ticket_followers where ticket_id = $1`,
      [ticketId],
    );
    return rows.map(({ id }) => id);
  }

  private async said(messageId: string): Promise<Said | undefined> {
    const [row] = await this.reading.query<Said>(
      `select m.text, coalesce(c.name, m.sender ->> 'name', m.sender ->> 'address') as name, m.ticket_seq = 1 as first
       from messages m left join contacts c on c.id = m.author_id where m.id = $1`,
      [messageId],
    );
    return row;
  }
}
