export const CONTRACT_KINDS = ['rental', 'service'] as const;
export type ContractKind = (typeof CONTRACT_KINDS)[number];
export const CONTRACT_TERMS = ['short', 'long'] as const;
export type ContractTerm = (typeof CONTRACT_TERMS)[number];
export const CONTRACT_STATES = ['draft', 'active', 'ended'] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];

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
