import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import { DealWriter } from '../deals/deal-writer.service.js';
import { activityOfUid, answerCounts, ANSWERS } from './invitation.rules.js';

interface Reply {
  method: string;
  uid?: string;
  sequence?: number;
  stamp?: string | null;
  attendees?: { address: string; status: string }[];
}

interface Answered {
  invitations: Reply[] | null;
  forged: boolean | null;
  sender: { name?: string; address?: string };
  at: Date;
}

/**
 * What calendars answer to an invitation to a meeting. Anybody can write such a mail, so it counts only under the name that
 * we gave the meeting, from the address that was invited, with a sender that is not forged.
 */
@Injectable()
export class InvitationReplies {
  private readonly key: Buffer;

  constructor(
    private readonly clock: Clock,
    private readonly deals: DealWriter,
    vault: Vault,
  ) {
    this.key = vault.key('meeting invitations');
  }

  @Policy('message.recorded', 5.5)
  async received(tx: Tx, fact: Events['message.recorded']): Promise<void> {
    if (fact.direction !== 'in' || !fact.automatic || !fact.invitation) return;
    const [mail] = await tx.query<Answered>(
      `select meta -> 'invitations' as invitations, (meta ->> 'forgedSender')::boolean as forged, sender, at from messages where id = $1`,
      [fact.messageId],
    );
    if (!mail?.invitations || mail.forged) return;
    for (const reply of mail.invitations) if (reply.method === 'REPLY') await this.answer(tx, reply, mail);
  }

  private async answer(tx: Tx, reply: Reply, { sender, at }: Answered): Promise<void> {
    const activityId = activityOfUid(reply.uid ?? '', this.key);
    const address = sender.address?.toLowerCase();
    const status = reply.attendees?.find((one) => one.address === address)?.status;
    const answer = ANSWERS[status as keyof typeof ANSWERS];
    if (!activityId || !address || !answer) return;
    const [meeting] = await tx.query<{ dealId: string | null; subject: string }>(
      'select deal_id as "dealId", subject from activities where id = $1 and deleted_at is null',
      [activityId],
    );
    if (!meeting) return;
    // The deal first, as everybody takes them.
    const deal = meeting.dealId ? await this.deals.hold(tx, meeting.dealId) : null;
    const [held] = await tx.query<{
      state: 'invited' | 'cancelled';
      sequence: number;
      answer: string | null;
      answerStamp: Date | null;
    }>(
      `select state, sequence, answer, answer_stamp as "answerStamp" from activity_invitations
       where activity_id = $1 and address = $2 for update`,
      [activityId, address],
    );
    const stamp = stampOf(reply.stamp) ?? at;
    if (!held || !answerCounts({ sequence: reply.sequence ?? 0, at: stamp }, held)) return;
    await tx.query(
      `update activity_invitations set answer = $3, answered_at = $4, answer_stamp = $5 where activity_id = $1 and address = $2`,
      [activityId, address, answer, this.clock.now(), stamp],
    );
    if (!deal || held.answer === answer) return;
    const name = sender.name ?? address;
    await this.deals.apply(tx, { ...SYSTEM, kind: 'contact', name }, deal, {}, [
      { type: 'deal.meeting-answered', data: { activityId, answer, name, text: meeting.subject } },
    ]);
  }
}

/** A calendar's own clock; what is no moment says nothing. */
function stampOf(text: string | null | undefined): Date | null {
  const at = text && /Z$/.test(text) ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}
