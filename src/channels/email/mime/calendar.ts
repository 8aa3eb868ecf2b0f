import ICAL from 'ical.js';
import type { MailInvitation } from './parsed-mail.js';
import { storable } from './storable.js';

/** What the invitation says. A broken calendar is an attachment like any other, not a reason to lose the mail. */
export function readInvitation(content: Uint8Array): MailInvitation | null {
  try {
    const calendar = new ICAL.Component(ICAL.parse(Buffer.from(content).toString('utf8')) as unknown[]);
    const component = calendar.getFirstSubcomponent('vevent');
    if (!component) return null;
    const event = new ICAL.Event(component);
    return {
      method: storable(String(calendar.getFirstPropertyValue('method') ?? '').toUpperCase()),
      summary: storable(event.summary ?? ''),
      start: instant(component.getFirstPropertyValue('dtstart')),
      end: instant(component.getFirstPropertyValue('dtend')),
      location: storable(event.location ?? ''),
      organizer: storable((event.organizer ?? '').replace(/^mailto:/i, '')),
      uid: storable(event.uid ?? ''),
      stamp: instant(component.getFirstPropertyValue('dtstamp')),
      sequence: Number.isInteger(event.sequence) ? event.sequence : 0,
      attendees: component.getAllProperties('attendee').slice(0, MOST_ATTENDEES).map(attendee),
    };
  } catch {
    return null;
  }
}

const MOST_ATTENDEES = 50;

const attendee = (property: ICAL.Property): MailInvitation['attendees'][number] => ({
  address: storable(
    String(property.getFirstValue() ?? '')
      .replace(/^mailto:/i, '')
      .toLowerCase(),
  ),
  status: storable(String(property.getFirstParameter('partstat') ?? 'NEEDS-ACTION').toUpperCase()),
});

/** Local times keep their wall clock where the calendar does not define the zone: better than a wrong instant. */
function instant(value: unknown): string | null {
  if (!(value instanceof ICAL.Time)) return null;
  return value.zone === ICAL.Timezone.utcTimezone ? value.toJSDate().toISOString() : value.toString();
}
