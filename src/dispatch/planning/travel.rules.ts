import type { Place, Travel } from './planning.types.js';

export interface RoadGuess {
  /** Roads are longer than the great circle: 1.3 fits cities. */
  readonly detour: number;
  readonly kilometresPerHour: number;
  /** Parking, doors, stairs: added to every journey between two different places. */
  readonly fixedMinutes: number;
  /** Between places of which one has no coordinates. */
  readonly unknownMinutes: number;
}

export const ROAD_GUESS: RoadGuess = { detour: 1.3, kilometresPerHour: 30, fixedMinutes: 5, unknownMinutes: 45 };

const EARTH_KM = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function greatCircleKilometres(from: Place, to: Place): number | null {
  if (from.lat === null || from.lng === null || to.lat === null || to.lng === null) return null;
  const half = (a: number, b: number): number => Math.sin(radians(b - a) / 2) ** 2;
  const chord =
    half(from.lat, to.lat) + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * half(from.lng, to.lng);
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Needs no map and no network: good enough to rank, honest enough to plan with. Whole minutes, rounded up. */
export function greatCircle(guess: RoadGuess = ROAD_GUESS): Travel {
  const kilometres = (from: Place, to: Place): number => {
    if (from.id === to.id) return 0;
    const straight = greatCircleKilometres(from, to);
    return straight === null ? (guess.unknownMinutes / 60) * guess.kilometresPerHour : straight * guess.detour;
  };
  const minutes = (from: Place, to: Place): number => {
    if (from.id === to.id) return 0;
    const straight = greatCircleKilometres(from, to);
    if (straight === null) return guess.unknownMinutes;
    if (straight === 0) return 0;
    return Math.ceil(guess.fixedMinutes + ((straight * guess.detour) / guess.kilometresPerHour) * 60);
  };
  return { minutes, kilometres };
}

/** A table that somebody else computed (a road router), by the ids of places; what it does not know is guessed. */
export function tableTravel(table: TravelTable, otherwise: Travel): Travel {
  const at = new Map(table.placeIds.map((id, index) => [id, index]));
  const look = (rows: readonly (readonly (number | null)[])[], from: Place, to: Place): number | null => {
    const row = at.get(from.id);
    const column = at.get(to.id);
    return row === undefined || column === undefined ? null : (rows[row]?.[column] ?? null);
  };
  return {
    minutes: (from, to) => (from.id === to.id ? 0 : (look(table.minutes, from, to) ?? otherwise.minutes(from, to))),
    kilometres: (from, to) =>
      from.id === to.id ? 0 : (look(table.kilometres, from, to) ?? otherwise.kilometres(from, to)),
  };
}

export interface TravelTable {
  readonly placeIds: readonly string[];
  /** Rows: from; columns: to; null where there is no road. */
  readonly minutes: readonly (readonly (number | null)[])[];
  readonly kilometres: readonly (readonly (number | null)[])[];
}

/** Every journey between these places, written down: for whoever cannot be given a function. */
export function tabulate(travel: Travel, places: readonly Place[]): TravelTable {
  return {
    placeIds: places.map(({ id }) => id),
    minutes: places.map((from) => places.map((to) => travel.minutes(from, to))),
    kilometres: places.map((from) => places.map((to) => travel.kilometres(from, to))),
  };
}
