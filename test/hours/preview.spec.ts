import type { CalendarView } from '../../src/hours/calendar.dto.js';
import type { PreviewView } from '../../src/hours/preview.dto.js';
import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';
import { agent, lead, type Person } from '../harness/people.js';

const office = {
  timezone: 'America/Sao_Paulo',
  hours: {
    fri: [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
    mon: [['09:00', '18:00']],
  },
  holidays: ['2026-11-20'],
};

describe('a preview of working time', () => {
  let app: TestApp;
  let ana: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    ana = await agent(app);
  });
  afterAll(() => app.close());

  const preview = (body: object) =>
    ana.post<PreviewView & { code?: string; errors?: { path: string }[] }>('/sla/preview', body);

  it('says when so many minutes are over, and which stretches count', async () => {
    const { status, body } = await preview({
      calendar: office,
      start: '2026-11-27T14:00:00Z',
      minutes: 120,
      pauses: [{ from: '2026-11-27T16:30:00Z', to: '2026-11-27T17:00:00Z' }],
    });

    expect(status).toBe(200);
    expect(body).toEqual({
      due: '2026-11-27T17:30:00.000Z',
      segments: [
        { from: '2026-11-27T14:00:00.000Z', to: '2026-11-27T15:00:00.000Z', minutes: 60 },
        { from: '2026-11-27T16:00:00.000Z', to: '2026-11-27T16:30:00.000Z', minutes: 30 },
        { from: '2026-11-27T17:00:00.000Z', to: '2026-11-27T17:30:00.000Z', minutes: 30 },
      ],
    });
  });

  it('says how many minutes there are until an end', async () => {
    const { body } = await preview({ calendar: office, start: '2026-11-19T12:00:00Z', end: '2026-11-23T13:00:00Z' });

    expect(body).toEqual({
      minutes: 60,
      segments: [{ from: '2026-11-23T12:00:00.000Z', to: '2026-11-23T13:00:00.000Z', minutes: 60 }],
    });
  });

  it('works on a calendar of the desk', async () => {
    const boss = await lead(app);
    const { id } = (await boss.post<CalendarView>('/sla/calendars', { name: 'Office', ...office })).body;

    const named = await preview({ calendarId: id, start: '2026-11-23T12:00:00Z', minutes: 30 });

    expect(named.body.due).toBe('2026-11-23T12:30:00.000Z');
    expect((await preview({ calendar: id, start: '2026-11-23T12:00:00Z', minutes: 30 })).body).toEqual(named.body);
    expect((await preview({ calendarId: newId(), start: '2026-11-23T12:00:00Z', minutes: 30 })).status).toBe(422);
  });

  const start = '2026-11-23T12:00:00Z';
  it.each([
    [
      'a calendar with no open minute',
      { calendar: { timezone: 'UTC', hours: {} }, start, minutes: 1 },
      'calendar.hours',
    ],
    ['no calendar', { start, minutes: 1 }, 'calendar'],
    ['neither minutes nor end', { calendar: office, start }, 'minutes'],
    ['both', { calendar: office, start, minutes: 1, end: start }, 'minutes'],
    ['an end before the start', { calendar: office, start, end: '2026-11-22T12:00:00Z' }, 'end'],
    [
      'hours that are none',
      { calendar: { ...office, hours: { mon: [['9', '10']] } }, start, minutes: 1 },
      'calendar.hours.mon[0]',
    ],
    [
      'a pause that ends before it begins',
      { calendar: office, start, minutes: 1, pauses: [{ from: start, to: '2026-11-22T12:00:00Z' }] },
      'pauses[0].to',
    ],
    ['negative minutes', { calendar: office, start, minutes: -1 }, 'minutes'],
  ])('is refused with %s', async (_, body, path) => {
    expect(await preview(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it('is for those who work here', async () => {
    expect((await app.anyone.post('/sla/preview', { calendar: office, start, minutes: 1 })).status).toBe(401);
  });
});
