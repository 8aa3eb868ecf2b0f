import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { VisitWriter } from '../visits/visit-writer.service.js';
import { VisitLinks } from './visit-links.service.js';

interface Reply {
  method: string;
  uid?: string;
  sequence?: number;
  attendees?: { address: string; status: string }[];
}

interface Answered {
  invitations: Reply[] | null;
  forged: boolean | null;
  sender: { name?: string; address?: string };
}

const ANSWERS = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' } as const;

/**
 * What calendars answer to an invitation. Anybody can write such a mail, so it counts only under the name that we gave the
 * appointment (which nobody guesses), from the address that was invited, with a sender that is not forged, for the
 * state of the appointment that was told last.
 */
@Injectable()
export class CalendarReplies {
  constructor(
    private readonly clock: Clock,
    private readonly writer: VisitWriter,
    private readonly links: VisitLinks,
  ) {}

  @Policy('message.recorded', 5.4)
  async received(tx: Tx, fact: Events['message.recorded']): Promise<void> {
    if (fact.direction !== 'in' || !fact.invitation) return;
    const [mail] = await tx.query<Answered>(
      `select meta -> 'invitations' as invitations, (meta ->> 'forgedSender')::boolean as forged, sender from messages where id = $1`,
      [fact.messageId],
    );
    if (!mail?.invitations || mail.forged) return;
    for (const reply of mail.invitations) {
      // Another time that is proposed is a wish to move, which the desk reads like anything else that is written.
      if (reply.method === 'COUNTER' || (reply.method === 'REPLY' && fact.automatic)) {
        await this.answer(tx, reply, mail);
      }
    }
  }

  private async answer(tx: Tx, reply: Reply, { sender }: Answered): Promise<void> {
    const visitId = this.links.visitOfUid(reply.uid ?? '');
    const address = sender.address?.toLowerCase();
    const attendee = reply.attendees?.find((one) => one.address === address);
    const isCounter = reply.method === 'COUNTER';
    const attendance = isCounter ? attendee && 'declined' : ANSWERS[attendee?.status as keyof typeof ANSWERS];
    if (!visitId || !address || !attendance) return;
    const [invitation] = await tx.query<{ attendee: string; sequence: number }>(
      `select m.meta -> 'calendar' ->> 'attendee' as attendee, (m.meta -> 'calendar' ->> 'sequence')::int as sequence
       from visit_notices n join messages m on m.id = n.message_id
       where n.visit_id = $1 and n.kind in ('scheduled', 'moved') and m.meta ? 'calendar' order by n.at desc, n.key desc limit 1`,
      [visitId],
    );
    if (invitation?.attendee !== address || invitation.sequence !== (reply.sequence ?? 0)) return;
    const held = await this.writer.hold(tx, visitId);
    const { visit, ticket } = held;
    if (!['scheduled', 'confirmed'].includes(visit.state)) return;
    await this.writer.amend(tx, visit, { attendance, attendanceAt: this.clock.now() });
    if (attendance !== 'accepted' || visit.state !== 'scheduled') return;
    const customer: Actor = {
      kind: 'contact',
      id: visit.contactId ?? ticket.contactId,
      name: sender.name ?? address,
      permissions: new Set(),
      ticketScope: 'own',
      teamIds: [],
    };
    await this.writer.step(tx, held, customer, 'confirm', { data: { by: 'calendar' } });
  }
}
