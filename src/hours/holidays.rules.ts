import type { HolidaysTypes } from 'date-holidays';

/** What may be free in a year, as suggestions: people decide. Pure. */

export interface Suggestion {
  date: string;
  name: string;
  type: 'public' | 'bank' | 'optional' | 'school';
  suggested: boolean;
  begins?: string;
  notListedForRegion?: boolean;
}

const DAY = 86_400_000;

/**
 * The region's list and what only the country's has. The source leaves national holidays out of some regions (of
 * São Paulo, 20 November), so what is missing there is shown and marked instead of lost.
 */
export function suggestions(country: HolidaysTypes.Holiday[], region: HolidaysTypes.Holiday[] | null): Suggestion[] {
  const own = (region ?? country).flatMap(suggestionsOf);
  const known = new Set(own.map((one) => one.date));
  const missing = region ? country.flatMap(suggestionsOf).filter((one) => !known.has(one.date)) : [];
  return [...own, ...missing.map((one) => ({ ...one, notListedForRegion: true }))].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  );
}

function suggestionsOf({ date, start, end, name, type }: HolidaysTypes.Holiday): Suggestion[] {
  if (type === 'observance') return [];
  const [day = '', time = '00:00:00'] = date.split(' ');
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY));
  const begins = time.startsWith('00:00') ? undefined : time.slice(0, 5);
  return Array.from({ length: days }, (_, at) => ({
    date: new Date(Date.parse(day) + at * DAY).toISOString().slice(0, 10),
    name,
    type,
    suggested: type === 'public' && begins === undefined,
    ...(begins && at === 0 && { begins }),
  }));
}
