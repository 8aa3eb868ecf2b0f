import type { ContractKind } from '../../contracts/contract.rules.js';
import type { PricePeriod, PriceUnit } from '../../contracts/price.rules.js';

/** What a won deal becomes. Pure. */

export interface WonLine {
  text: string;
  quantity: number;
  /** Of one, as it is paid. */
  amount: number;
  period: PricePeriod;
  per: PriceUnit;
}

/** What somebody said when they called it won; all of it may be left out. */
export interface SaidTerms {
  packageId?: string | null;
  kind?: ContractKind;
  months?: number | null;
  startsOn?: string | null;
  installation?: boolean;
}

/** What was offered, or what the contract says that the deal continues. */
export interface KnownTerms {
  packageId: string | null;
  kind: ContractKind;
  months: number | null;
  startsOn: string | null;
  installation: boolean;
  reference: string | null;
  /** Null: as the package says. */
  lines: WonLine[] | null;
}

interface DealFacts {
  title: string;
  valueMinor: number | null;
  months: number | null;
  contactId: string | null;
}

export type WonTerms = Omit<KnownTerms, 'startsOn'> & { startsOn: string | null };

/**
 * What is known already is not asked again: what was said now, else what was offered, else what the deal is worth. A package
 * that was chosen anew brings its own prices. `missing`: what nobody has said yet.
 */
export function wonTerms(
  deal: DealFacts,
  said: SaidTerms,
  known: KnownTerms | null,
): { terms: WonTerms; missing: ('packageId' | 'contactId')[] } {
  const anew = Boolean(said.packageId) && said.packageId !== known?.packageId;
  const packageId = said.packageId === undefined ? (known?.packageId ?? null) : said.packageId;
  const months = said.months === undefined ? (known ? known.months : deal.months) : said.months;
  const worth: WonLine[] | null =
    deal.valueMinor === null
      ? null
      : [
          {
            text: deal.title,
            quantity: 1,
            amount: deal.valueMinor,
            period: deal.months ? 'month' : 'one-off',
            per: 'contract',
          },
        ];
  const lines = anew ? null : (known?.lines ?? (packageId ? null : worth));
  const installation = said.installation ?? known?.installation ?? false;
  return {
    terms: {
      packageId,
      kind: said.kind ?? known?.kind ?? 'service',
      months,
      startsOn: said.startsOn === undefined ? (known?.startsOn ?? null) : said.startsOn,
      installation,
      reference: known?.reference ?? null,
      lines,
    },
    missing: [
      ...(lines === null && !packageId ? (['packageId'] as const) : []),
      ...(installation && !deal.contactId ? (['contactId'] as const) : []),
    ],
  };
}
