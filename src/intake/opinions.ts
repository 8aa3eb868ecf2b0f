import { Injectable } from '@nestjs/common';
import type { InboundFeedback, Line } from '../channels/contract.js';
import type { Envelope } from '../channels/envelope.entity.js';
import { FeedbackService } from '../conversations/feedback/feedback.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { Outcome } from './ending.js';
import { Identification } from './identification.js';
import { NotYet } from './not-yet.js';

/** What is taken back can overtake what was given: it is looked for again this often. */
const LOOKS = 5;

/** What somebody thinks of us, said to everybody: no work, but part of what is known of them. */
@Injectable()
export class Opinions {
  constructor(
    private readonly identification: Identification,
    private readonly feedback: FeedbackService,
  ) {}

  async hear(
    tx: Tx,
    envelope: Envelope,
    line: Line,
    { sender, externalId, given, at }: InboundFeedback,
  ): Promise<Outcome> {
    const { contactId, identityId } = await this.identification.identify(tx, line, { sender });
    const giver = { inboxId: line.id, channel: line.channel, contactId, identityId };
    const heard = await this.feedback.hear(tx, giver, externalId, given, at ?? envelope.receivedAt);
    if (heard === 'unknown' && envelope.attempts < LOOKS - 1) throw new NotYet('what is taken back is not here yet');
    if (heard === 'unknown') return { state: 'ignored', reason: 'feedback-of-nobody' };
    if (heard === 'repeat' || heard === 'overtaken') return { state: 'ignored', reason: heard };
    return { state: 'processed', reason: `feedback-${heard}` };
  }
}
