import { shortDate, type Reader } from '../time/time';

/** A day without a time, `2026-03-15`, as the reader writes days: it is the same day in every zone. */
export const dayWordsOf = (day: string, { language }: Pick<Reader, 'language'>): string =>
  shortDate(`${day}T12:00:00Z`, new Date(0), { language, timeZone: 'UTC' });
