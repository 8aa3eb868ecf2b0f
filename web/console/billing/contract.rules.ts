import type { Contract, ContractLine } from '../../api/rules.types';

/** Of the lines of a contract, what counts on a day. Pure. */

export const runsOn = (line: ContractLine, day: string): boolean =>
  (line.startsOn === null || line.startsOn <= day) && (line.endsOn === null || day <= line.endsOn);

/** What it brings in a month, years in twelve parts; null where nothing is paid again and again. */
export function monthlyOf(
  contract: Pick<Contract, 'lines' | 'startsOn'>,
  today: string,
): { amount: number; currency: string } | null {
  const day = today < contract.startsOn ? contract.startsOn : today;
  const running = contract.lines.filter((line) => ['month', 'year'].includes(line.period) && runsOn(line, day));
  const [first] = running;
  if (!first) return null;
  const amount = running.reduce(
    (sum, line) => sum + (line.amount * line.quantity) / (line.period === 'year' ? 12 : 1),
    0,
  );
  return { amount: Math.round(amount), currency: first.currency };
}
