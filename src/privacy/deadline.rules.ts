/** By when whoever asks about themselves must be answered. Pure. */

export const LAWS = ['lgpd', 'gdpr'] as const;
export type Law = (typeof LAWS)[number];

const DAY_MS = 86_400_000;

/** LGPD art. 19: fifteen days. GDPR art. 12: one month, to the same day of the next month, or its last. */
export function dueAfter(received: Date, law: Law): Date {
  if (law === 'lgpd') return new Date(received.getTime() + 15 * DAY_MS);
  const due = new Date(received);
  due.setUTCMonth(due.getUTCMonth() + 1);
  // The 31st of a month without one would be a day of the month after.
  if (due.getUTCDate() !== received.getUTCDate()) due.setUTCDate(0);
  return due;
}
