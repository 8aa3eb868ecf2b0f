import type { Board, VisitRow } from '../../api/dispatch.types';

/** A map without tiles: where people and work are to each other. Pure; the box is the unit square, north up. */
export interface Point {
  x: number;
  y: number;
}

export interface Places {
  technicians: (Point & { id: string; name: string })[];
  visits: (Point & { id: string; label: string; isLate: boolean })[];
}

const MARGIN = 0.1;

export function placesOf(board: Board, selected: VisitRow): Places {
  const where = (technician: Board['technicians'][number]) => technician.position ?? technician.base;
  const open = [...board.visits.filter(({ state }) => state !== 'done' && state !== 'cancelled'), ...board.unplanned];
  const shown = open.some(({ id }) => id === selected.id) ? open : [...open, selected];
  const points = [...board.technicians.map(where), ...shown.map(({ place }) => place)].filter(isPlaced);
  const project = projection(points);
  return {
    technicians: board.technicians.flatMap((technician) => {
      const at = where(technician);
      return isPlaced(at) ? [{ id: technician.id, name: technician.name, ...project(at) }] : [];
    }),
    visits: shown.flatMap((visit) =>
      isPlaced(visit.place)
        ? [
            {
              id: visit.id,
              label: visit.place.name || visit.ref,
              isLate: visit.dueAt !== null && visit.dueAt < board.now,
              ...project(visit.place),
            },
          ]
        : [],
    ),
  };
}

type Placed = { lat: number; lng: number };
const isPlaced = <T extends { lat: number | null; lng: number | null } | null>(at: T): at is T & Placed =>
  at !== null && at.lat !== null && at.lng !== null;

/** Longitudes are narrower away from the equator; without that a city looks squeezed. */
function projection(points: readonly Placed[]): (at: Placed) => Point {
  if (points.length === 0) return () => ({ x: 0.5, y: 0.5 });
  const lats = points.map(({ lat }) => lat);
  const lngs = points.map(({ lng }) => lng);
  const middle = { lat: (Math.min(...lats) + Math.max(...lats)) / 2, lng: (Math.min(...lngs) + Math.max(...lngs)) / 2 };
  const narrow = Math.cos((middle.lat * Math.PI) / 180);
  const span = Math.max(Math.max(...lats) - Math.min(...lats), (Math.max(...lngs) - Math.min(...lngs)) * narrow, 0.01);
  const scale = (1 - 2 * MARGIN) / span;
  return ({ lat, lng }) => ({ x: 0.5 + (lng - middle.lng) * narrow * scale, y: 0.5 - (lat - middle.lat) * scale });
}
