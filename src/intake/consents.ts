import { Injectable } from '@nestjs/common';
import type { InboundConsent, InboundMessage, Line } from '../channels/contract.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { OptOuts } from '../conversations/opt-outs.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Identification } from './identification.js';

/** The customer wants nothing more from this line, or wants it again. */
@Injectable()
export class Consents {
  constructor(
    private readonly identification: Identification,
    private readonly optOuts: OptOuts,
    private readonly conversations: ConversationsService,
  ) {}

  /**
   * Returns what is to be recorded: the word itself, where a conversation is open, so that whoever works on it reads why
   * nothing can be answered. Without one it is no work for anybody, and makes no ticket.
   */
  async apply(tx: Tx, line: Line, consent: InboundConsent): Promise<InboundMessage | null> {
    const { state, sender, word, externalId } = consent;
    const customer = await this.identification.identify(tx, line, { sender });
    if (state === 'withdrawn') await this.optOuts.withdraw(tx, line.id, customer.identityId, word);
    else await this.optOuts.give(tx, line.id, customer.identityId, word);
    const open = await this.conversations.findOpen(tx, line.id, customer.identityId);
    return (
      open && {
        type: 'message',
        sender,
        text: word,
        externalId,
        automatic: state === 'withdrawn' ? 'opted-out' : 'opted-in',
        thread: { senderProven: true },
      }
    );
  }
}
