import { Injectable } from '@nestjs/common';
import { ContractsService } from '../../contracts/contracts.service.js';
import { CompaniesService } from '../../customers/companies.service.js';
import { SitesService } from '../../customers/sites.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { endOf } from '../proposals/proposal.rules.js';
import { DayEnds } from './day-ends.js';
import type { Deal } from './deal.entity.js';
import { DealVisits, type DealPlace } from './deal-visits.service.js';
import type { WonTerms } from './won.rules.js';

export interface Concluded {
  companyId: string;
  contractId: string;
  siteIds: string[];
}

const A_YEAR = 12;

/** Nobody re-enters anything between prospect and support: the firm, its place, its contract and its installation. */
@Injectable()
export class DealConclusion {
  constructor(
    private readonly clock: Clock,
    private readonly days: DayEnds,
    private readonly visits: DealVisits,
    private readonly companies: CompaniesService,
    private readonly sites: SitesService,
    private readonly contracts: ContractsService,
    private readonly tickets: TicketWriter,
  ) {}

  /** On a locked deal. The caller writes down that it was won. `siteIds`: where it is known better than by the visit. */
  async draw(tx: Tx, actor: Actor, deal: Deal, terms: WonTerms, known: string[] = []): Promise<Concluded> {
    const companyId = deal.companyId ?? (await this.company(tx, deal));
    const siteIds = known.length > 0 ? known : await this.placesOf(tx, deal, companyId);
    const { day } = await this.days.today(SYSTEM);
    const startsOn = terms.startsOn && terms.startsOn > day ? terms.startsOn : day;
    const contractId = await this.contracts.draw(tx, actor, {
      companyId,
      packageId: terms.packageId,
      kind: terms.kind,
      term: (terms.months ?? A_YEAR) >= A_YEAR ? 'long' : 'short',
      state: 'active',
      startsOn,
      endsOn: terms.months ? endOf(startsOn, terms.months) : null,
      siteIds,
      reference: terms.reference,
      ...(terms.lines && { lines: terms.lines.map((line) => ({ ...line, currency: deal.currency })) }),
    });
    return { companyId, contractId, siteIds };
  }

  /** One visit for each place; what somebody asked for before is not asked for twice. */
  async install(tx: Tx, deal: Deal, siteIds: readonly string[]): Promise<void> {
    if (!deal.contactId) return;
    for (const siteId of siteIds.length > 0 ? siteIds : [null]) {
      if (await this.visits.openOf(tx, deal.id, 'installation', siteId)) continue;
      await this.visits.want(tx, SYSTEM, deal, { kind: 'installation', ...(siteId && { siteId }) });
    }
  }

  /** The prospect's name is the company's, and its person works there. */
  private async company(tx: Tx, deal: Deal): Promise<string> {
    const [person] = deal.contactId
      ? await tx.query<{ name: string; companyId: string | null }>(
          'select name, company_id as "companyId" from contacts where id = $1 for update',
          [deal.contactId],
        )
      : [];
    if (!deal.prospect && person?.companyId) return person.companyId;
    const name = deal.prospect ?? person?.name ?? deal.title;
    const id = await this.companies.add(tx, { name, segment: deal.segment });
    if (person && !person.companyId) {
      await tx.query('update contacts set company_id = $2, version = version + 1, updated_at = $3 where id = $1', [
        deal.contactId,
        id,
        this.clock.now(),
      ]);
      tx.emit('contact.changed', { contactId: deal.contactId!, changed: ['companyId'] });
    }
    await this.gather(tx, deal.id, id);
    return id;
  }

  /** What was said before it was a customer is theirs as well. */
  private async gather(tx: Tx, dealId: string, companyId: string): Promise<void> {
    const rows = await tx.query<{ id: string }>(
      `select t.id from deal_tickets l join tickets t on t.id = l.ticket_id where l.deal_id = $1 and t.company_id is null order by t.id`,
      [dealId],
    );
    for (const { id } of rows)
      await this.tickets.apply(tx, await this.tickets.lock(tx, id), SYSTEM, { companyId }, null);
  }

  /** Where somebody went to look: a site of theirs, or a place that becomes one. */
  private async placesOf(tx: Tx, deal: Deal, companyId: string): Promise<string[]> {
    const places = await this.visits.placesOf(tx, deal.id);
    const known = await tx.query<{ id: string; address: string }>(
      'select id, address from sites where company_id = $1 and deleted_at is null',
      [companyId],
    );
    const found = new Set<string>();
    for (const { siteId, place } of places) {
      const site =
        known.find(({ id }) => id === siteId) ?? (place && known.find(({ address }) => address === place.address));
      if (site) found.add(site.id);
      else if (place) {
        const { id, address } = await this.sites.add(tx, { companyId, ...siteOf(place, deal) });
        known.push({ id, address });
        found.add(id);
      }
    }
    return [...found];
  }
}

const siteOf = ({ name, address, lat, lng }: DealPlace, { prospect, title }: Deal) => ({
  name: (name?.trim() || prospect || title).slice(0, 200),
  address,
  ...(lat !== undefined && lng !== undefined && { lat, lng }),
});
