export interface Point {
  lat: number;
  lng: number;
}
export interface Circle extends Point {
  km: number;
}

const EARTH_KM = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along the great circle. */
export function kilometres(a: Point, b: Point): number {
  const [dLat, dLng] = [radians(b.lat - a.lat), radians(b.lng - a.lng)];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The territory a place is in: of several the one whose circle holds it most narrowly; null outside of all. */
export function territoryOf(place: Point, territories: readonly { id: string; areas: Circle[] }[]): string | null {
  let found: { id: string; km: number } | null = null;
  for (const { id, areas } of territories) {
    for (const area of areas) {
      if (kilometres(place, area) <= area.km && (!found || area.km < found.km)) found = { id, km: area.km };
    }
  }
  return found?.id ?? null;
}
