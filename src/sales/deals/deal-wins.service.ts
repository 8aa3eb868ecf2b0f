import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { invalid, Refusal } from '../../platform/http/refusal.js';
import { Proposal } from '../proposals/proposal.entity.js';
import { discounted, proposalNumber, sumsOf } from '../proposals/proposal.rules.js';
import { DayEnds } from './day-ends.js';
import type { WinDeal, WonContract } from './deal.dto.js';
import type { Deal } from './deal.entity.js';
import { DealConclusion } from './deal-conclusion.service.js';
import { DealCourse, mustBeOpen } from './deal-course.service.js';
import { DealWriter } from './deal-writer.service.js';
import { wonTerms, type KnownTerms } from './won.rules.js';

/** Won by hand: on paper, by phone, by handshake. It becomes a contract just as one that is accepted by its link. */
@Injectable()
export class DealWins {
  constructor(
    private readonly work: Work,
    private readonly days: DayEnds,
    private readonly writer: DealWriter,
    private readonly course: DealCourse,
    private readonly conclusion: DealConclusion,
  ) {}

  async win(actor: Actor, idOrNumber: string, { version, contract }: WinDeal): Promise<string> {
    return this.work.run(async (tx) => {
      const deal = await this.writer.lock(tx, actor, idOrNumber, version);
      if (deal.state === 'won') return deal.id;
      mustBeOpen(deal);
      const offer = contract === null ? null : await this.offerOf(tx, deal, contract?.proposalId);
      // Nobody said what is paid: that it was won is all there is to say.
      if (contract === null || (!contract && !offer)) {
        await this.course.setWon(tx, actor, deal);
        return deal.id;
      }
      await this.become(tx, actor, deal, contract ?? {}, offer);
      return deal.id;
    });
  }

  private async become(tx: Tx, actor: Actor, deal: Deal, said: WonContract, offer: Proposal | null): Promise<void> {
    const { known, siteIds } = offer
      ? { known: termsOf(offer, deal), siteIds: [] }
      : { known: await this.renewed(tx, deal), siteIds: await this.sitesOf(tx, deal) };
    const { terms, missing } = wonTerms(deal, said, known);
    if (missing.length > 0) {
      throw new Refusal('win_asks', 422, 'The contract asks for more.', {
        errors: missing.map((path) => ({
          path: `contract.${path}`,
          message:
            path === 'packageId' ? 'say what is paid: a package, or a value of the deal' : 'somebody must be there',
        })),
        extra: { missing },
      });
    }
    const {
      companyId,
      contractId,
      siteIds: at,
    } = await this.conclusion.draw(tx, actor, deal, terms, said.siteIds ?? siteIds);
    if (offer) {
      await tx.query('update proposals set contract_id = $2, version = version + 1 where id = $1', [
        offer.id,
        contractId,
      ]);
    }
    await this.writer.apply(tx, actor, deal, { companyId, prospect: null, contractId, ...(offer && valueOf(offer)) }, [
      { type: 'deal.contract-made', data: { contractId, companyId, prospect: null } },
    ]);
    await this.course.setWon(tx, actor, deal);
    if (terms.installation) await this.conclusion.install(tx, deal, at);
  }

  /** The one that was named, else the one that is out. */
  private async offerOf(tx: Tx, deal: Deal, id?: string): Promise<Proposal | null> {
    if (!id) return tx.find(Proposal, { dealId: deal.id, state: 'sent' });
    const offer = await tx.find(Proposal, { id, dealId: deal.id });
    if (!offer || offer.lines.length === 0) throw invalid('contract.proposalId', 'is no proposal of this deal');
    return offer;
  }

  /** What goes on is as it was, from the day after. */
  private async renewed(tx: Tx, { renewsContractId, renewsEndsOn, valueMinor }: Deal): Promise<KnownTerms | null> {
    if (!renewsContractId) return null;
    const [row] = await tx.query<{ packageId: string | null; kind: 'rental' | 'service'; months: number; day: string }>(
      `select package_id as "packageId", kind, renewal_months as months,
         to_char(coalesce($2::date, ends_on, $3::date - 1) + 1, 'YYYY-MM-DD') as day
       from contracts where id = $1`,
      [renewsContractId, renewsEndsOn, (await this.days.today(SYSTEM)).day],
    );
    if (!row) return null;
    const lines = await tx.query<NonNullable<KnownTerms['lines']>[number]>(
      `select text, quantity, amount::float8 as amount, period, per from contract_lines
       where contract_id = $1 and period in ('month', 'year') and (ends_on is null or ends_on >= $2::date - 1) order by place`,
      [renewsContractId, row.day],
    );
    const { packageId, kind, months, day } = row;
    const worth = lines.reduce((n, one) => n + (one.period === 'month' ? one.quantity * one.amount : 0), 0);
    // Agreed at another price, it is the deal that says it.
    const same = lines.length > 0 && (valueMinor === null || valueMinor === worth);
    return { packageId, kind, months, startsOn: day, installation: false, reference: null, lines: same ? lines : null };
  }

  private async sitesOf(tx: Tx, { renewsContractId }: Deal): Promise<string[]> {
    if (!renewsContractId) return [];
    const rows = await tx.query<{ id: string }>('select site_id as id from contract_sites where contract_id = $1', [
      renewsContractId,
    ]);
    return rows.map(({ id }) => id);
  }
}

export function termsOf(offer: Proposal, { number }: Pick<Deal, 'number'>): KnownTerms {
  return {
    packageId: offer.lines.find((line) => line.packageId)?.packageId ?? null,
    kind: offer.kind,
    months: offer.months,
    startsOn: offer.startsOn,
    installation: offer.installation,
    reference: proposalNumber({ number }, offer.edition),
    lines: offer.lines.map(({ text, quantity, amount, period, per }) => ({
      text,
      quantity,
      amount: discounted(amount, offer.discount),
      period,
      per,
    })),
  };
}

export function valueOf({ lines, discount, months }: Proposal): { valueMinor: number; months: number | null } {
  const { month, total } = sumsOf(lines, discount, months);
  return month > 0 ? { valueMinor: month, months } : { valueMinor: total, months: null };
}
