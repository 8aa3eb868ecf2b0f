import ical, { ICalEventStatus } from 'ical-generator';

/** Somebody's calendar as other programs read it (RFC 5545). Pure. */
export interface CalendarEntry {
  id: string;
  kind: string;
  subject: string;
  dueAt: Date;
  minutes: number | null;
  place: string | null;
  notes: string | null;
  /** Whom it is with, and what it is about. */
  with: string[];
  updatedAt: Date;
  version: number;
  url: string;
}

const MINUTES = 30;

export function calendarText(name: string, entries: readonly CalendarEntry[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'Frontdesk', product: 'Activities', language: 'EN' },
    ttl: 900,
  });
  for (const one of entries) {
    calendar.createEvent({
      id: `activity-${one.id}@frontdesk`,
      sequence: one.version - 1,
      start: one.dueAt,
      end: new Date(one.dueAt.getTime() + (one.minutes ?? MINUTES) * 60_000),
      stamp: one.updatedAt,
      summary: one.subject,
      description: [one.with.join(', '), one.notes, one.url].filter(Boolean).join('\n'),
      location: one.place ?? undefined,
      url: one.url,
      status: ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
