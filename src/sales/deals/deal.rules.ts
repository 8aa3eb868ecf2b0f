/** What holds for deals. Pure. */

export const DEAL_STATES = ['open', 'won', 'lost'] as const;
export type DealState = (typeof DEAL_STATES)[number];

/** What a stage may ask for. */
export const DEAL_FIELDS = [
  'companyId',
  'contactId',
  'valueMinor',
  'expectedClose',
  'ownerId',
  'sourceId',
  'segment',
] as const;
export type DealField = (typeof DEAL_FIELDS)[number];

export type DealFacts = Record<DealField, unknown> & { prospect: string | null };

/** What is still to be said before the deal may stand there. A firm's name is enough where there is no company yet. */
export function missingFor(deal: DealFacts, required: readonly DealField[]): DealField[] {
  return required.filter((field) => {
    if (field === 'companyId') return !deal.companyId && !deal.prospect;
    return deal[field] === null || deal[field] === undefined;
  });
}

/** What the deal brings over its whole term: the only figure in which monthly and single amounts can be added up. */
export const worthOf = (valueMinor: number | null, months: number | null): number => (valueMinor ?? 0) * (months ?? 1);

/** Half a cent goes up. */
export const weighted = (minor: number, probability: number): number => Math.floor((minor * probability + 50) / 100);

const DAY_MS = 86_400_000;

export const isRotting = (
  { state, stageSince }: { state: DealState; stageSince: Date },
  rottingDays: number | null,
  now: Date,
): boolean => state === 'open' && rottingDays !== null && now.getTime() - stageSince.getTime() > rottingDays * DAY_MS;

/** The months from that of `day`, as `2026-11`. */
export function monthsFrom(day: string, count: number): string[] {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_, at) => {
    const months = year * 12 + (month - 1) + at;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  });
}
