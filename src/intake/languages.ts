import { Injectable } from '@nestjs/common';
import type { InboundMessage } from '../channels/contract.js';
import { ContactsService } from '../customers/contacts.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { Customer } from './identification.js';
import { tagOf, wordsOf } from './language.rules.js';

/** In which language a customer writes: read from the first words that are enough to tell, and kept with the contact. */
@Injectable()
export class Languages {
  private detector: Promise<(words: string) => string | null> | undefined;

  constructor(private readonly contacts: ContactsService) {}

  /** What the words show comes first: a provider only knows the language of a telephone. */
  async hear(tx: Tx, customer: Customer, message: InboundMessage): Promise<void> {
    if (customer.language || message.automatic) return;
    const words = wordsOf(message.text);
    const language = (words ? await this.detect(words) : null) ?? tagOf(message.language);
    if (!language) return;
    customer.language = language;
    this.contacts.learnLanguage(tx, customer.contactId, language);
  }

  private async detect(words: string): Promise<string | null> {
    this.detector ??= loadDetector();
    return (await this.detector)(words);
  }
}

/** Its table of letter groups takes some time and memory, so that a desk to which nobody writes goes without. */
async function loadDetector(): Promise<(words: string) => string | null> {
  const { eld } = await import('eld/extrasmall');
  return (words) => {
    const found = eld.detect(words);
    return found.isReliable() ? found.language : null;
  };
}
