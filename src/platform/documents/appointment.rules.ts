import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

/** What calendar programs need to show, move and take away an appointment (RFC 5545, 5546). Pure. */
export interface Appointment {
  /** Which part of ours made it: the second word of PRODID. */
  product: string;
  uid: string;
  /** 0 for the first invitation; raised with every change that the customer is told. */
  sequence: number;
  cancelled: boolean;
  from: Date;
  to: Date;
  summary: string;
  description: string;
  location: string | null;
  url: string | null;
  /** The mailbox that sends, because answers go to it. */
  organizer: { name: string; email: string };
  /** One, so that nobody sees who else was invited. */
  attendee: { name: string; email: string };
  stamp: Date;
}

/** Instants in UTC: a zone's name would need the zone's rules beside it, and a program that lacks them shows a wrong time. */
export function calendarOf(one: Appointment): { method: 'REQUEST' | 'CANCEL'; content: string } {
  const method = one.cancelled ? 'CANCEL' : 'REQUEST';
  const calendar = ical({
    prodId: { company: 'Frontdesk', product: one.product, language: 'EN' },
    method: one.cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  const event = calendar.createEvent({
    id: one.uid,
    sequence: one.sequence,
    start: one.from,
    end: one.to,
    stamp: one.stamp,
    summary: one.summary,
    description: one.description,
    location: one.location ?? undefined,
    url: one.url ?? undefined,
    status: one.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: one.organizer.name || one.organizer.email, email: one.organizer.email },
  });
  event.createAttendee({
    name: one.attendee.name || undefined,
    email: one.attendee.email,
    role: ICalAttendeeRole.REQ,
    rsvp: !one.cancelled,
    status: ICalAttendeeStatus.NEEDSACTION,
  });
  return { method, content: calendar.toString() };
}
