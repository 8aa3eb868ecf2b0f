import { Injectable } from '@nestjs/common';
import type {} from '../../conversations/conversation.events.js';
import { international } from '../../customers/phone.rules.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Events } from '../../platform/outbox/events.js';
import { Policy } from '../../platform/outbox/listeners.decorators.js';
import type { Call } from '../calls/call.entity.js';
import { CallsService } from '../calls/calls.service.js';
import type { Line } from '../contract.js';
import { Receiver } from '../receiver.service.js';
import { callText } from './hooks/twilio-call.js';
import type { CallEnvelope } from './voice.envelope.js';

/** A call's place on a ticket: by the same way in as everything else, once for each call. */
@Injectable()
export class CallTickets {
  constructor(
    private readonly receiver: Receiver,
    private readonly calls: CallsService,
  ) {}

  async place(line: Line, call: Call, teamId: string | null = null): Promise<void> {
    if (call.ticketId || call.direction === 'out' || !call.sid) return;
    const from = international(call.from);
    const language = call.facts.language ?? call.language;
    const envelope: CallEnvelope = {
      sid: call.sid,
      from,
      name: call.callerName,
      text: callText(from, language),
      teamId,
      language,
    };
    await this.receiver.receive(line, { key: `call:${call.sid}`, raw: Buffer.from(JSON.stringify(envelope)) });
  }

  /** Before the ticket's work is given to somebody: what is given is a call that is known. */
  @Policy('message.recorded', 4)
  async recorded(tx: Tx, fact: Events['message.recorded']): Promise<void> {
    if (fact.channel !== 'voice' || fact.kind !== 'call' || fact.direction !== 'in') return;
    const [message] = await tx.query<{ external_id: string | null }>('select external_id from messages where id = $1', [
      fact.messageId,
    ]);
    if (message?.external_id) await this.calls.placed(tx, message.external_id, fact);
  }
}
