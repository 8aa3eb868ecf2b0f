import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SendFailure, type PageBy } from '../channels/contract.js';
import { Paging, type PagedBy } from '../channels/paging.service.js';
import type { Language } from '../identity/people/user.entity.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { dueIn, pageOf } from './notification.letters.js';
import type { NotificationData } from './notification.rules.js';

interface Unpaged {
  ticketId: string;
  data: NotificationData;
  number: number;
  subject: string;
  userId: string;
  name: string;
  phone: string | null;
  language: Language;
  timeZone: string;
}

/** Why somebody was not paged, as the ticket's history tells it. The mail and the console say it to them all the same. */
type Hindrance = 'no-number' | 'no-line' | 'refused';
type Outcome = PagedBy | { hindrance: Hindrance; detail?: string };

/**
 * Pages who was to be paged, by text or call. What failed in passing is tried again as the job that it is: a page twice
 * harms nobody, a page lost does. What became of it stands in the ticket's history.
 */
@Injectable()
export class NotificationPages {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly paging: Paging,
    private readonly tickets: TicketWriter,
  ) {}

  @Subscribe('notification.made', { name: 'notifications.page-out', when: ({ kind }) => kind === 'page' })
  async send({ notificationId }: Events['notification.made']): Promise<void> {
    const unpaged = await this.unpaged(notificationId);
    if (!unpaged) return;
    const outcome = await this.outcomeOf(notificationId, unpaged);
    await this.work.run(async (tx) => {
      const rows = await tx.query(
        'update notifications set paged_at = $2 where id = $1 and paged_at is null returning id',
        [notificationId, this.clock.now()],
      );
      if (rows.length > 0) await this.writeDown(tx, unpaged, outcome);
    });
  }

  /** They have heard it, or did not answer. Once; who confirms late has confirmed. */
  @Subscribe('page.ended', { name: 'notifications.page-ended' })
  async ended({ reference, outcome, tries }: Events['page.ended']): Promise<void> {
    await this.work.run(async (tx) => {
      const [row] = await tx.query<{ ticketId: string; userId: string; name: string }>(
        `update notifications n set page_answer = $2, read_at = case when $2 = 'confirmed' then coalesce(n.read_at, $3) else n.read_at end
         from users u where n.id::text = $1 and u.id = n.user_id and n.page_answer is distinct from $2
           and n.page_answer is distinct from 'confirmed'
         returning n.ticket_id as "ticketId", u.id as "userId", u.name`,
        [reference, outcome, this.clock.now()],
      );
      if (!row) return;
      const ticket = await this.tickets.lock(tx, row.ticketId);
      const data = { userId: row.userId, name: row.name, tries };
      await this.tickets.apply(tx, ticket, SYSTEM, {}, null, [{ type: `person.page-${outcome}`, data }]);
      if (outcome === 'confirmed') tx.emit('notification.read', { userId: row.userId });
    });
  }

  private async outcomeOf(reference: string, { phone, data, language, ...unpaged }: Unpaged): Promise<Outcome> {
    if (!phone) return { hindrance: 'no-number' };
    const text = pageOf(language, {
      kind: 'page',
      data,
      actor: null,
      ticket: unpaged,
      due: dueIn(language, unpaged.timeZone, data.dueAt),
      link: '',
      choices: '',
    });
    try {
      const by: PageBy = data.by ?? 'text';
      return (await this.paging.page(by, { to: phone, text, language, reference })) ?? { hindrance: 'no-line' };
    } catch (error) {
      if (error instanceof SendFailure && error.kind !== 'passing')
        return { hindrance: 'refused', detail: error.message };
      throw error;
    }
  }

  private async writeDown(tx: Tx, { ticketId, userId, name }: Unpaged, outcome: Outcome): Promise<void> {
    const ticket = await this.tickets.lock(tx, ticketId);
    const type = 'hindrance' in outcome ? `person.not-paged-${outcome.hindrance}` : `person.paged-${outcome.by}`;
    await this.tickets.apply(tx, ticket, SYSTEM, {}, null, [{ type, data: { userId, name, ...outcome } }]);
  }

  private async unpaged(id: string): Promise<Unpaged | undefined> {
    const [row] = await this.db.query<Unpaged[]>(
      `select n.ticket_id as "ticketId", n.data, t.number::float8 as number, t.subject, u.id as "userId", u.name, u.phone,
              u.language, u.time_zone as "timeZone"
       from notifications n join users u on u.id = n.user_id join tickets t on t.id = n.ticket_id
       where n.id = $1 and u.active and n.paged_at is null`,
      [id],
    );
    return row;
  }
}
