import { Injectable } from '@nestjs/common';
import { CompaniesHandler } from '../kinds/companies.handler.js';
import { ContactsHandler } from '../kinds/contacts.handler.js';
import { TicketsHandler } from '../kinds/tickets.handler.js';
import type { Handler } from '../kinds/handler.js';
import type { Kind, Target } from '../kinds/kinds.rules.js';

/** Who makes what of a row. */
@Injectable()
export class Handlers {
  private readonly all: readonly Handler[];

  constructor(companies: CompaniesHandler, contacts: ContactsHandler, tickets: TicketsHandler) {
    this.all = [companies, contacts, tickets];
  }

  get kinds(): Kind[] {
    return this.all.map(({ kind }) => kind);
  }

  of(kind: string): Handler {
    const found = this.all.find((one) => one.kind === kind);
    if (!found) throw new Error(`nobody makes ${kind}`);
    return found;
  }

  ofTarget(target: Target): Handler {
    return this.all.find((one) => one.target === target)!;
  }
}
