/** Where a place is, as map programs copy it: `-23.5614, -46.6559`. Pure. */
export interface Coordinates {
  lat: number | null;
  lng: number | null;
}

/** Empty: nobody says. Null: what is written is no place on the earth. A decimal comma is understood where it is plain. */
export function coordinatesFrom(written: string): Coordinates | null {
  const text = written.trim();
  if (!text) return { lat: null, lng: null };
  const [first, second, ...more] = /[;\s]/.test(text.replace(/,\s+/g, ', '))
    ? text.split(/\s*;\s*|,\s+|\s+/)
    : text.split(',');
  if (first === undefined || second === undefined || more.length > 0) return null;
  const [lat, lng] = [numberIn(first), numberIn(second)];
  if (lat === null || lng === null || Math.abs(lat) > 90 || Math.abs(lng) > 180) return null;
  return { lat, lng };
}

const numberIn = (text: string): number | null =>
  /^[-+−]?\d{1,3}([.,]\d+)?$/.test(text) ? Number(text.replace('−', '-').replace(',', '.')) : null;

/** As maps write them. The sixth decimal is a hand's breadth; what follows is only how numbers are stored. */
export const coordinatesIn = ({ lat, lng }: { lat?: number | null; lng?: number | null }): string =>
  typeof lat === 'number' && typeof lng === 'number' ? `${Number(lat.toFixed(6))}, ${Number(lng.toFixed(6))}` : '';
