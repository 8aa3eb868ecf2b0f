import { allocate, ratio } from './money.rules.js';

/** Taxes as lines: each a name and a rate in hundredths of a percent, in the prices already or on top of them. Pure. */

export interface TaxRule {
  name: string;
  rateBp: number;
  included: boolean;
}

export interface TaxLine extends TaxRule {
  /** On what it was reckoned. */
  base: number;
  amount: number;
}

export interface Taxed {
  /** Without any tax. */
  net: number;
  taxes: TaxLine[];
  total: number;
  /** The tax of each line, in their order: together they are all taxes. */
  lineTaxes: number[];
}

const WHOLE = 10_000;

/**
 * What is included is taken out of the sum once, for all included rates together, and shared between them; what is on top
 * is reckoned on what is left without any tax. Rounded on the sum and not on each line, as the invoice is read.
 */
export function taxed(amounts: readonly number[], rules: readonly TaxRule[]): Taxed {
  const sum = amounts.reduce((all, amount) => all + amount, 0);
  const included = rules.filter((rule) => rule.included);
  const rate = included.reduce((all, { rateBp }) => all + rateBp, 0);
  const net = ratio(sum, WHOLE, WHOLE + rate);
  const parts = allocate(
    sum - net,
    included.map(({ rateBp }) => rateBp),
  );
  const taxes = rules.map((rule) => ({
    ...rule,
    base: net,
    amount: rule.included ? parts[included.indexOf(rule)]! : ratio(net, rule.rateBp, WHOLE),
  }));
  const all = taxes.reduce((together, { amount }) => together + amount, 0);
  return { net, taxes, total: net + all, lineTaxes: allocate(all, amounts) };
}
