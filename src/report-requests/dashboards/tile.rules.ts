/** Live figures over one company's own data. Pure. */

export const TILE_KINDS = [
  'tickets-opened',
  'tickets-closed',
  'promise-kept',
  'visits',
  'tickets-by-priority',
  'tickets-by-channel',
  'tickets-by-site',
  'equipment-by-state',
  'spend',
] as const;
export type TileKind = (typeof TILE_KINDS)[number];

export const TILE_MONTHS = [1, 3, 6, 12, 24] as const;

export interface Tile {
  id: string;
  kind: TileKind;
  /** In the words of whoever composed it; empty: the kind's own. */
  title: string;
  /** How far back it looks: this month and those before. */
  months: number;
}

/** What a figure is counted in. `minor:BRL`: the smallest units of a currency. */
export type TileUnit = 'count' | 'percent' | `minor:${string}`;

export interface TilePoint {
  /** A month as `2026-03`, or what it is grouped by. */
  key: string;
  /** For people, where the key is not (a site). */
  name: string | null;
  value: number | null;
  unit: TileUnit;
}

/** What of the customer's data it shows: somebody who may not see that does not see the tile. */
export type TileNeeds = 'tickets' | 'equipment' | 'money';

export const NEEDS: Record<TileKind, TileNeeds> = {
  'tickets-opened': 'tickets',
  'tickets-closed': 'tickets',
  'promise-kept': 'tickets',
  visits: 'tickets',
  'tickets-by-priority': 'tickets',
  'tickets-by-channel': 'tickets',
  'tickets-by-site': 'tickets',
  'equipment-by-state': 'equipment',
  spend: 'money',
};

const MONTHLY: readonly TileKind[] = ['tickets-opened', 'tickets-closed', 'promise-kept', 'visits', 'spend'];

export const isMonthly = (kind: TileKind): boolean => MONTHLY.includes(kind);

/** `2026-03` and the months before it, the oldest first. */
export function monthsUntil(today: string, months: number): string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return Array.from({ length: months }, (_, at) => {
    const one = new Date(Date.UTC(year, month - 1 - (months - 1 - at), 1));
    return one.toISOString().slice(0, 7);
  });
}

/** Months in which nothing happened stand there as well: a line with holes tells another story. */
export function filled(points: readonly TilePoint[], months: readonly string[], kind: TileKind): TilePoint[] {
  if (!isMonthly(kind)) return [...points];
  const units = [...new Set(points.map(({ unit }) => unit))];
  if (units.length === 0) units.push(kind === 'promise-kept' ? 'percent' : 'count');
  return units.flatMap((unit) =>
    months.map(
      (key) =>
        points.find((point) => point.key === key && point.unit === unit) ?? {
          key,
          name: null,
          value: kind === 'promise-kept' ? null : 0,
          unit,
        },
    ),
  );
}
