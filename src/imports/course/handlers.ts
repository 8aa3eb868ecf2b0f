import { Injectable } from '@nestjs/common';
import { ArticlesHandler } from '../kinds/articles.handler.js';
import { CompaniesHandler } from '../kinds/companies.handler.js';
import { ContactsHandler } from '../kinds/contacts.handler.js';
import { SitesHandler } from '../kinds/sites.handler.js';
import { DealsHandler } from '../kinds/deals.handler.js';
import { EquipmentHandler } from '../kinds/equipment.handler.js';
import { ContractsHandler } from '../kinds/contracts.handler.js';
import { TicketsHandler } from '../kinds/tickets.handler.js';
import type { Handler } from '../kinds/handler.js';
import type { Kind, Target } from '../kinds/kinds.rules.js';

/** Who makes what of a row. */
@Injectable()
export class Handlers {
  private readonly all: readonly Handler[];

  constructor(
    contacts: ContactsHandler,
    companies: CompaniesHandler,
    sites: SitesHandler,
    deals: DealsHandler,
    equipment: EquipmentHandler,
    contracts: ContractsHandler,
    tickets: TicketsHandler,
    articles: ArticlesHandler,
  ) {
    this.all = [contacts, companies, sites, deals, equipment, contracts, tickets, articles];
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
