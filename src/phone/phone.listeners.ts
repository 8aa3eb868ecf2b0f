import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type {} from '../channels/calls/call.events.js';
import { CallsService } from '../channels/calls/calls.service.js';
import { Extensions } from '../channels/calls/extensions.service.js';
import { UsersService } from '../identity/people/users.service.js';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM, type Actor } from '../platform/http/access.decorators.js';
import { Job } from '../platform/jobs/job.decorators.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { CallBacks } from './call-backs.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'phone.wrap-up': Record<string, never>;
  }
}

/** Who forgets to say that they are done is free again after this. */
const WRAP_UP_MS = 180_000;

@Injectable()
export class PhoneListeners {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly calls: CallsService,
    private readonly users: UsersService,
    private readonly writer: TicketWriter,
    private readonly callBacks: CallBacks,
    private readonly extensions: Extensions,
  ) {}

  /** Somebody spoke with the customer: that is the answer that was promised. An outbound call is one by itself. */
  @Subscribe('call.answered', { name: 'phone.answered', lane: 'near' })
  async answered({ callId, ticketId, userId }: Events['call.answered']): Promise<void> {
    const call = await this.calls.find(callId);
    if (!call?.conversationId) return;
    const name = (await this.users.briefs([userId])).get(userId)?.name ?? '';
    const person: Actor = { ...SYSTEM, kind: 'user', id: userId, name };
    await this.work.run(async (tx) => {
      const reached = () => this.callBacks.reached(tx, call.direction === 'in' ? call.from : call.to, userId);
      if (call.direction === 'out') return reached();
      const ticket = await this.writer.lock(tx, ticketId);
      const clientId = `answered:${callId}`;
      // At a telephone of theirs nobody has taken the ticket.
      if (ticket.assigneeId === null && ticket.mergedIntoId === null)
        await this.writer.apply(tx, ticket, person, { assigneeId: userId }, { call: callId });
      const said = await tx.query('select 1 from messages where conversation_id = $1 and client_id = $2', [
        call.conversationId,
        clientId,
      ]);
      if (said.length > 0) return reached();
      await this.writer.say(
        tx,
        ticket,
        person,
        { id: call.conversationId!, channel: call.channel },
        {
          kind: 'call',
          direction: 'out',
          author: { kind: 'user', id: userId },
          sender: { name },
          text: call.language === 'pt' ? `Atendida por ${name}` : `Answered by ${name}`,
          state: 'sent',
          clientId,
          meta: { callAnswered: callId },
        },
      );
      // The ticket first: whoever takes a call holds it before the call.
      await reached();
    });
  }

  /** What was said to somebody's voicemail is theirs to answer. */
  @Subscribe('call.ended', { name: 'phone.voicemail', when: ({ ticketId }) => ticketId !== null })
  async voicemail({ callId, ticketId }: Events['call.ended']): Promise<void> {
    const call = await this.calls.find(callId);
    const box = call?.facts.mailbox ? await this.extensions.one(call.facts.mailbox) : null;
    if (!box?.userId) return;
    await this.work.run(async (tx) => {
      const ticket = await this.writer.lock(tx, ticketId!);
      if (ticket.assigneeId === null && ticket.mergedIntoId === null)
        await this.writer.apply(tx, ticket, SYSTEM, { assigneeId: box.userId }, { call: callId });
    });
  }

  @Job('phone.wrap-up', { every: 30_000 })
  async wrapUp(): Promise<void> {
    const before = new Date(this.clock.millis() - WRAP_UP_MS);
    const rows = await this.db.query<{ id: string }[]>(
      `select id from calls where state = 'ended' and wrapped_at is null and ended_at < $1 limit 100`,
      [before],
    );
    for (const { id } of rows) {
      await this.work.run(async (tx) => {
        const call = await this.calls.lock(tx, id);
        if (call) await this.calls.wrap(tx, call);
      });
    }
  }
}
