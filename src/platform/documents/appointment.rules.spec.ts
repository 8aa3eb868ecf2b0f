import ICAL from 'ical.js';
import { calendarOf, type Appointment } from './appointment.rules.js';

const appointment: Appointment = {
  product: 'Visits',
  uid: 'visit-1@desk.example',
  sequence: 2,
  cancelled: false,
  from: new Date('2026-11-18T17:00:00Z'),
  to: new Date('2026-11-18T18:30:00Z'),
  summary: 'Visita técnica; conserto, Loja 12',
  description: 'Olá Ana,\no técnico chega entre 14:00 e 15:00. '.repeat(5),
  location: 'Rua Domingos de Morais, 2187, Vila Mariana',
  url: 'https://desk.example/v/token',
  organizer: { name: 'Suporte', email: 'support@desk.example' },
  attendee: { name: 'Ana Souza', email: 'ana@client.example' },
  stamp: new Date('2026-11-17T10:00:00Z'),
};

const eventOf = (text: string): ICAL.Component =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getFirstSubcomponent('vevent')!;
const value = (text: string, name: string): string => String(eventOf(text).getFirstPropertyValue(name));

describe('an invitation', () => {
  it('names both ends, the time in UTC, and which state of the appointment is meant', () => {
    const { method, content } = calendarOf(appointment);

    expect(method).toBe('REQUEST');
    expect(content).toContain('METHOD:REQUEST\r\n');
    expect(content).toContain('DTSTART:20261118T170000Z\r\n');
    expect(content).toContain('DTEND:20261118T183000Z\r\n');
    expect(content).not.toContain('TZID');
    expect([value(content, 'uid'), value(content, 'sequence'), value(content, 'status')]).toEqual([
      'visit-1@desk.example',
      '2',
      'CONFIRMED',
    ]);
    expect(value(content, 'organizer')).toMatch(/^mailto:support@desk\.example$/i);
    const [attendee, ...others] = eventOf(content).getAllProperties('attendee');
    expect(String(attendee!.getFirstValue())).toMatch(/^mailto:ana@client\.example$/i);
    expect(attendee!.getFirstParameter('rsvp')).toBe('TRUE');
    expect(others).toEqual([]);
  });

  it('survives commas, accents and length: folded at 75 octets, and the same when it is read', () => {
    const { content } = calendarOf(appointment);

    expect(content.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(value(content, 'summary')).toBe(appointment.summary);
    expect(value(content, 'description')).toBe(appointment.description);
  });

  it('is taken away under the same name', () => {
    const { method, content } = calendarOf({ ...appointment, cancelled: true, sequence: 3 });

    expect(method).toBe('CANCEL');
    expect(content).toContain('METHOD:CANCEL\r\n');
    expect([value(content, 'uid'), value(content, 'sequence'), value(content, 'status')]).toEqual([
      'visit-1@desk.example',
      '3',
      'CANCELLED',
    ]);
  });
});
