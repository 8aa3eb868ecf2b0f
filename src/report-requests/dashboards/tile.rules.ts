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
  'readings',
  'device-alerts',
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

/** What a figure is counted in. `minor:BRL`: the smallest units of a currency; `of:°C`: what a device measures. */
export type TileUnit = 'count' | 'percent' | `minor:${string}` | `of:${string}`;

export interface TilePoint {
  /** A month as `2026-03`, or what it is grouped by. */
  key: string;
  /** For people, where the key is not (a site), or which of several lines of months it is (what is measured). */
  name: string | null;
  /** The same in Portuguese, where it has two names. */
  namePt?: string | null;
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
  readings: 'equipment',
  'device-alerts': 'equipment',
};

const MONTHLY: readonly TileKind[] = [
  'tickets-opened',
  'tickets-closed',
  'promise-kept',
  'visits',
  'spend',
  'readings',
  'device-alerts',
];
/** In these a month without anything was not measured; it is not nothing. */
const MEASURED: readonly TileKind[] = ['promise-kept', 'readings'];
/** More than anybody compares at a glance; those with the longest story stay. */
const MOST_LINES = 8;

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
  const lines = new Map<string, TilePoint[]>();
  for (const point of points) {
    const line = `${point.unit} ${point.name ?? ''}`;
    lines.set(line, [...(lines.get(line) ?? []), point]);
  }
  if (lines.size === 0 && kind === 'readings') return [];
  const shown = [...lines.values()].sort((a, b) => b.length - a.length).slice(0, MOST_LINES);
  const of: Pick<TilePoint, 'name' | 'namePt' | 'unit'>[] = shown.map(([first]) => first!);
  if (of.length === 0) of.push({ name: null, unit: kind === 'promise-kept' ? 'percent' : 'count' });
  return of.flatMap(({ name, namePt, unit }, at) =>
    months.map(
      (key) =>
        shown[at]?.find((point) => point.key === key) ?? {
          ...{ key, name, value: MEASURED.includes(kind) ? null : 0, unit },
          ...(namePt && { namePt }),
        },
    ),
  );
}
