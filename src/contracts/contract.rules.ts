export const CONTRACT_KINDS = ['rental', 'service'] as const;
export type ContractKind = (typeof CONTRACT_KINDS)[number];
export const CONTRACT_TERMS = ['short', 'long'] as const;
export type ContractTerm = (typeof CONTRACT_TERMS)[number];
export const CONTRACT_STATES = ['draft', 'active', 'ended', 'cancelled'] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];
export const CONTRACT_RENEWALS = ['auto', 'ask', 'none'] as const;
/** What happens when its end comes near: it goes on by itself, somebody asks the customer, or it ends. */
export type ContractRenewal = (typeof CONTRACT_RENEWALS)[number];
export const CONTRACT_BILLINGS = ['advance', 'arrears'] as const;
/** Whether a month is paid when it begins or once it is over. */
export type ContractBilling = (typeof CONTRACT_BILLINGS)[number];

/** What may follow what. Ended ran its course; cancelled was called off. Both are final: a new agreement is a new contract. */
export const CONTRACT_MOVES: Readonly<Record<ContractState, readonly ContractState[]>> = {
  draft: ['active', 'cancelled'],
  active: ['ended', 'cancelled'],
  ended: [],
  cancelled: [],
};

export const mayBecome = (from: ContractState, to: ContractState): boolean =>
  from === to || CONTRACT_MOVES[from].includes(to);

export interface Dated {
  state: ContractState;
  /** Days as `2026-03-15`. */
  startsOn: string;
  endsOn: string | null;
}

/** Whether the contract holds on a day; both its first and its last day count. */
export const holdsOn = ({ state, startsOn, endsOn }: Dated, day: string): boolean =>
  state === 'active' && startsOn <= day && (endsOn === null || day <= endsOn);

/** Where several hold at once, the one that began last was signed in the knowledge of the others. */
export function prevailing<T extends Dated>(contracts: readonly T[], day: string): T | undefined {
  return contracts
    .filter((contract) => holdsOn(contract, day))
    .sort((a, b) => (a.startsOn < b.startsOn ? 1 : a.startsOn > b.startsOn ? -1 : 0))[0];
}

export type NextStep = 'renew' | 'ask' | 'end' | null;

/** What time asks of a contract today. */
export function dueStep(
  contract: Dated & { renewal: ContractRenewal; noticeDays: number; askedFor: string | null },
  today: string,
): NextStep {
  const { state, endsOn, renewal, noticeDays, askedFor } = contract;
  if (state !== 'active' || endsOn === null) return null;
  const near = today >= addDays(endsOn, -noticeDays);
  if (renewal === 'auto' && near) return 'renew';
  if (endsOn < today) return 'end';
  if (renewal === 'ask' && near && askedFor !== endsOn) return 'ask';
  return null;
}

const DAY_MS = 86_400_000;
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (day: string, count: number): string => dayOf(new Date(at(day).getTime() + count * DAY_MS));

/** The same day of a later month; the last one where that month is shorter. */
export function addMonths(day: string, count: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))));
}

export const monthOf = (day: string): string => day.slice(0, 7);
export const firstOf = (month: string): string => `${month}-01`;
export const lastOf = (month: string): string => addDays(addMonths(firstOf(month), 1), -1);
export const nextMonth = (month: string, by = 1): string => monthOf(addMonths(firstOf(month), by));
