import {
  addDays,
  addMonths,
  firstOf,
  lastOf,
  monthOf,
  nextMonth,
  type ContractBilling,
} from '../../contracts/contract.rules.js';
import type { AllowanceKind, PricePeriod } from '../../contracts/price.rules.js';
import { overlap, proRata, type Span } from '../days.rules.js';

/**
 * What a contract owes for a month. Invoices go by calendar months: what begins or ends in the middle pays by days.
 * Years are those of the contract and are paid in the month in which they begin. What was used beyond the package is
 * paid once its month is over. Pure.
 */

export interface BilledLine {
  id: string;
  text: string;
  period: PricePeriod;
  quantity: number;
  /** Of one. */
  amount: number;
  startsOn: string | null;
  endsOn: string | null;
}

export interface Extra {
  what: AllowanceKind;
  /** The month in which it was used. */
  month: string;
  count: number;
  /** What each one beyond costs. */
  amount: number;
}

export interface BilledContract {
  startsOn: string;
  endsOn: string | null;
  billing: ContractBilling;
  lines: readonly BilledLine[];
  /** Used beyond what is included, and not invoiced yet. */
  extras: readonly Extra[];
}

export interface DueLine {
  kind: 'recurring' | 'setup' | 'one-off' | 'extra';
  /** Of the contract's line; empty for extras, which are worded where they are written. */
  text: string;
  quantity: number;
  unitAmount: number;
  amount: number;
  from: string | null;
  to: string | null;
  contractLineId: string | null;
  what: AllowanceKind | null;
  month: string | null;
}

const FOREVER = '9999-12-31';

/** The months that are to be invoiced by a day, the first one on. The one after the last is for what was used in the last. */
export function monthsDue(contract: BilledContract, first: string, until: string): string[] {
  const months: string[] = [];
  const last =
    contract.endsOn === null ? null : nextMonth(monthOf(contract.endsOn), contract.billing === 'advance' ? 1 : 0);
  for (let month = later(first, monthOf(contract.startsOn)); last === null || month <= last; month = nextMonth(month)) {
    if (dueOn(contract, month) > until) break;
    months.push(month);
  }
  return months;
}

/** The first day on which a month can be invoiced. */
function dueOn({ billing, startsOn, endsOn }: BilledContract, month: string): string {
  if (billing === 'advance') return later(firstOf(month), startsOn);
  const end = lastOf(month);
  return addDays(endsOn !== null && endsOn < end ? endsOn : end, 1);
}

export function linesOf(contract: BilledContract, month: string): DueLine[] {
  const span = { from: firstOf(month), to: lastOf(month) };
  const through = contract.billing === 'advance' ? nextMonth(month, -1) : month;
  return [
    ...contract.lines.flatMap((line) => lineOf(contract, line, span)),
    ...contract.extras.filter((extra) => extra.month <= through && extra.count > 0).map(extraLine),
  ];
}

function lineOf(contract: BilledContract, line: BilledLine, month: Span): DueLine[] {
  const held = overlap(
    { from: contract.startsOn, to: contract.endsOn ?? FOREVER },
    { from: line.startsOn ?? contract.startsOn, to: line.endsOn ?? FOREVER },
  );
  if (held === null) return [];
  const whole = line.amount * line.quantity;
  if (line.period === 'month') {
    const part = overlap(held, month);
    return part ? [due(line, 'recurring', proRata(whole, part, month), part)] : [];
  }
  if (line.period === 'year') {
    return yearsOf(contract.startsOn, held, month).map(({ part, year }) =>
      due(line, 'recurring', proRata(whole, part, year), part),
    );
  }
  const begins = held.from >= month.from && held.from <= month.to;
  return begins ? [due(line, line.period, whole, { from: held.from, to: held.from })] : [];
}

/** The years of the contract of which the line's share begins in this month. */
function yearsOf(startsOn: string, held: Span, month: Span): { part: Span; year: Span }[] {
  const found: { part: Span; year: Span }[] = [];
  for (let at = 0; at <= 100; at += 1) {
    const from = addMonths(startsOn, 12 * at);
    if (from > month.to) break;
    const year = { from, to: addDays(addMonths(startsOn, 12 * (at + 1)), -1) };
    const part = overlap(year, held);
    if (part && part.from >= month.from && part.from <= month.to) found.push({ part, year });
  }
  return found;
}

const due = (line: BilledLine, kind: DueLine['kind'], amount: number, { from, to }: Span): DueLine => ({
  kind,
  text: line.text,
  quantity: line.quantity,
  unitAmount: line.amount,
  amount,
  from,
  to,
  contractLineId: line.id,
  what: null,
  month: null,
});

const extraLine = ({ what, month, count, amount }: Extra): DueLine => ({
  kind: 'extra',
  text: '',
  quantity: count,
  unitAmount: amount,
  amount: count * amount,
  from: null,
  to: null,
  contractLineId: null,
  what,
  month,
});

const later = (a: string, b: string): string => (a > b ? a : b);
