import { Injectable } from '@nestjs/common';
import type { InboundMessage, Line } from '../channels/contract.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ContactsService } from '../customers/contacts.service.js';
import type { Tx } from '../platform/database/tx.js';

export interface Customer {
  contactId: string;
  identityId: string;
  companyId: string | null;
  name: string;
  /** Null until it is known. */
  language: string | null;
}

/** Who says this: the contact behind the address, number or visitor, made where nobody is known by it. */
@Injectable()
export class Identification {
  constructor(
    private readonly contacts: ContactsService,
    private readonly conversations: ConversationsService,
  ) {}

  /** Holds the identity's row until the commit: two first messages in one millisecond come one after the other. */
  async identify(tx: Tx, line: Line, { sender }: Pick<InboundMessage, 'sender'>): Promise<Customer> {
    const found = await this.contacts.identify(tx, {
      kind: sender.kind,
      channel: line.channel,
      // A visitor's or provider's id means something only within its line; an address or number means the same anywhere.
      scope: sender.kind === 'visitor' || sender.kind === 'external' ? line.id : '',
      value: sender.value,
      display: sender.value,
      name: sender.name,
      verified: sender.verified,
      also: sender.also,
      // What a stranger entered proves nothing; but who answers from it is whom we wrote to.
      answers: async (identityId) => (await this.conversations.findOpen(tx, line.id, identityId)) !== null,
    });
    const { contactId, identityId, companyId, name, language } = found;
    return { contactId, identityId, companyId, name, language };
  }
}
