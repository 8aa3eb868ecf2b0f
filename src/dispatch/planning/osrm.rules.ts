import type { Place } from './planning.types.js';
import type { TravelTable } from './travel.rules.js';

/** What OSRM's table service answers (its HTTP API, version 1): seconds and metres, null where there is no road. */
export interface OsrmAnswer {
  readonly code: string;
  readonly message?: string;
  readonly durations?: readonly (readonly (number | null)[])[];
  readonly distances?: readonly (readonly (number | null)[])[];
}

export interface OsrmBlock {
  readonly path: string;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** OSRM's own default is 100 coordinates a request. */
const MOST = 100;

/** Which requests fill the whole table, each small enough for a router with default settings. */
export function osrmBlocks(places: readonly Place[], most: number = MOST): OsrmBlock[] {
  const all = places.map((_, index) => index);
  if (all.length <= most) return all.length > 1 ? [block(places, all, all)] : [];
  const half = Math.floor(most / 2);
  const parts = Array.from({ length: Math.ceil(all.length / half) }, (_, at) => all.slice(at * half, (at + 1) * half));
  return parts.flatMap((rows) => parts.map((columns) => block(places, rows, columns)));
}

function block(places: readonly Place[], rows: readonly number[], columns: readonly number[]): OsrmBlock {
  const asked = [...new Set([...rows, ...columns])];
  const coordinates = asked.map((index) => `${round(places[index]!.lng!)},${round(places[index]!.lat!)}`).join(';');
  const positions = (list: readonly number[]): string => list.map((index) => asked.indexOf(index)).join(';');
  const whole = rows === columns ? '' : `&sources=${positions(rows)}&destinations=${positions(columns)}`;
  return { path: `/table/v1/driving/${coordinates}?annotations=duration,distance${whole}`, rows, columns };
}

/** A metre is near enough, and nobody's log needs more of where customers live. */
const round = (degrees: number): string => degrees.toFixed(5);

export function emptyTable(
  places: readonly Place[],
): TravelTable & { minutes: (number | null)[][]; kilometres: (number | null)[][] } {
  const blank = (): (number | null)[][] => places.map(() => places.map(() => null));
  return { placeIds: places.map(({ id }) => id), minutes: blank(), kilometres: blank() };
}

export function fillTable(
  table: ReturnType<typeof emptyTable>,
  { rows, columns }: OsrmBlock,
  answer: OsrmAnswer,
): void {
  for (const [at, row] of rows.entries()) {
    for (const [to, column] of columns.entries()) {
      const seconds = answer.durations?.[at]?.[to] ?? null;
      const metres = answer.distances?.[at]?.[to] ?? null;
      table.minutes[row]![column] = seconds === null ? null : Math.ceil(seconds / 60);
      table.kilometres[row]![column] = metres === null ? null : metres / 1_000;
    }
  }
}
