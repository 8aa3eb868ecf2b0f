import { CalendarsService } from '../../src/hours/calendars.service.js';
import type { CalendarView, CalendarYearView } from '../../src/hours/calendar.dto.js';
import type { HolidaySuggestions } from '../../src/hours/holiday.dto.js';
import { Work } from '../../src/platform/database/work.js';
import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';
import { agent, lead, type Person } from '../harness/people.js';

const WEEK = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
    day,
    [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
  ]),
);

describe('calendars', () => {
  let app: TestApp;
  let boss: Person;
  let ana: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    [boss, ana] = [await lead(app), await agent(app)];
  });
  afterAll(() => app.close());

  let made = 0;
  const add = (more: object = {}) =>
    boss.post<CalendarView & { code?: string; errors?: { path: string }[] }>('/sla/calendars', {
      name: `Office ${(made += 1)}`,
      timezone: 'America/Sao_Paulo',
      hours: WEEK,
      ...more,
    });

  it('begin with one that is always open, for whatever has none of its own', async () => {
    const { body } = await ana.get<{ items: CalendarView[] }>('/sla/calendars');

    expect(body.items[0]).toMatchObject({ name: 'Always open', isDefault: true, open: true, version: 1 });
  });

  it('are kept by team leads, and read by everybody', async () => {
    const calendar = await add({ holidays: ['2026-11-20'], exceptions: [{ date: '2026-12-24', hours: [] }] });
    const { id } = calendar.body;
    expect(calendar.status).toBe(201);

    const changed = await boss.patch<CalendarView>(`/sla/calendars/${id}`, { version: 1, timezone: 'Europe/Lisbon' });
    const late = await boss.patch(`/sla/calendars/${id}`, { version: 1, name: 'Late' });

    expect(changed.body).toMatchObject({ timezone: 'Europe/Lisbon', holidays: [{ date: '2026-11-20' }], version: 2 });
    expect(late).toMatchObject({ status: 409, body: { currentVersion: 2 } });
    expect((await ana.get(`/sla/calendars/${id}`)).status).toBe(200);
    expect((await ana.patch(`/sla/calendars/${id}`, { name: 'Mine' })).status).toBe(403);
    expect((await ana.post('/sla/calendars', { name: 'Mine', timezone: 'UTC', hours: WEEK })).status).toBe(403);
    expect((await ana.delete(`/sla/calendars/${id}`)).status).toBe(403);
    expect((await boss.delete(`/sla/calendars/${id}`)).status).toBe(204);
    expect((await boss.get(`/sla/calendars/${id}`)).status).toBe(404);
  });

  it.each([
    ['never open', { hours: {} }, 'never_open', 'hours'],
    [
      'open only in the past',
      { hours: {}, exceptions: [{ date: '2020-01-01', hours: [['09:00', '10:00']] }] },
      'never_open',
      'hours',
    ],
    ['in no zone', { timezone: 'Mars/Olympus' }, 'invalid', 'timezone'],
    [
      'with hours that overlap',
      {
        hours: {
          mon: [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
      'invalid',
      'hours.mon',
    ],
  ])('are refused where they are %s', async (_, more, code, path) => {
    expect(await add(more)).toMatchObject({ status: 422, body: { code, errors: [{ path }] } });
  });

  it('belong to teams, lines, contracts and sites, the nearest first', async () => {
    const [teamId, inboxId, siteId, contractId] = [newId(), newId(), newId(), newId()];
    const team = (await add({ uses: [{ kind: 'team', id: teamId }] })).body;
    const inbox = (await add({ uses: [{ kind: 'inbox', id: inboxId }] })).body;
    const site = (await add({ uses: [{ kind: 'site', id: siteId }] })).body;
    const contract = (await add({ uses: [{ kind: 'contract', id: contractId }] })).body;
    const calendars = app.get(CalendarsService);
    const found = async (of: object): Promise<string> =>
      app.get(Work).run(async (tx) => (await calendars.for(tx, of)).id);

    expect(await found({ teamId })).toBe(team.id);
    expect(await found({ teamId, inboxId })).toBe(inbox.id);
    expect(await found({ teamId, inboxId, siteId })).toBe(site.id);
    expect(await found({ teamId, inboxId, siteId, contractId })).toBe(contract.id);
    expect(await found({ contractCalendarId: team.id, contractId })).toBe(team.id);
    expect((await calendars.for(app.db, { teamId: newId() })).name).toBe('Always open');

    await boss.patch(`/sla/calendars/${inbox.id}`, { uses: [{ kind: 'team', id: teamId }] });

    expect(await found({ teamId })).toBe(inbox.id);
    expect((await boss.get<CalendarView>(`/sla/calendars/${team.id}`)).body.uses).toEqual([]);
  });

  it('always have one default', async () => {
    const first = (await add({ isDefault: true })).body;

    expect(await boss.delete(`/sla/calendars/${first.id}`)).toMatchObject({ status: 409 });
    expect(await boss.patch(`/sla/calendars/${first.id}`, { isDefault: false })).toMatchObject({ status: 409 });
    expect((await app.get(CalendarsService).for(app.db)).id).toBe(first.id);
    const { items } = (await boss.get<{ items: CalendarView[] }>('/sla/calendars')).body;
    expect(items.filter((one) => one.isDefault)).toHaveLength(1);
  });

  it('show a year as it really is', async () => {
    const { body } = await add({
      timezone: 'America/New_York',
      hours: { ...WEEK, sun: [['00:00', '06:00']] },
      holidays: [{ date: '2020-12-25', name: 'Christmas', yearly: true }],
      exceptions: [{ date: '2026-12-24', hours: [['09:00', '12:00']], name: 'Half a day' }],
    });
    const year = (await ana.get<CalendarYearView>(`/sla/calendars/${body.id}/year?year=2026`)).body;
    const day = (date: string) => year.days.find((one) => one.date === date);

    expect(year.days).toHaveLength(365);
    expect(day('2026-12-25')).toMatchObject({ kind: 'holiday', name: 'Christmas', minutes: 0 });
    expect(day('2026-12-24')).toMatchObject({ kind: 'exception', minutes: 180 });
    expect(day('2026-03-08')).toMatchObject({ kind: 'regular', clocks: 'forward', minutes: 300 });
    expect(day('2026-11-01')).toMatchObject({ clocks: 'back', minutes: 420 });
    expect((await ana.get(`/sla/calendars/${body.id}/year?year=1`)).status).toBe(422);
  });
});

describe('holidays are suggested', () => {
  let app: TestApp;
  let ana: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    ana = await agent(app);
  });
  afterAll(() => app.close());

  it('with what the source forgets of a region marked instead of lost', async () => {
    const { body } = await ana.get<HolidaySuggestions>('/sla/holidays?country=BR&region=SP&year=2026&lang=pt');
    const on = (date: string) => body.items.find((one) => one.date === date);

    expect(on('2026-11-20')).toMatchObject({ suggested: true, notListedForRegion: true });
    expect(on('2026-07-09')).toMatchObject({ type: 'public', suggested: true });
    expect(on('2026-02-17')).toMatchObject({ type: 'bank', suggested: false });
    expect(on('2026-12-24')).toMatchObject({ begins: '14:00', suggested: false });
    expect(body.source).toContain('CC BY');
  });

  it('and change nothing until a person takes them over (Zammad 390)', async () => {
    const boss = await lead(app);
    const calendar = await boss.post<CalendarView>('/sla/calendars', {
      name: 'Shop',
      timezone: 'America/Sao_Paulo',
      hours: WEEK,
      country: 'BR',
      region: 'SP',
    });
    const { id } = calendar.body;
    const due = async (): Promise<unknown> =>
      (await boss.post<{ due: string }>('/sla/preview', { calendarId: id, start: '2026-11-19T20:59:00Z', minutes: 60 }))
        .body.due;
    const before = await due();

    const { body } = await boss.get<HolidaySuggestions>('/sla/holidays?country=BR&region=SP&year=2026&lang=pt');
    expect(body.items.some(({ date, suggested }) => date === '2026-11-20' && suggested)).toBe(true);
    await app.settle();
    expect((await boss.get<CalendarView>(`/sla/calendars/${id}`)).body).toEqual(calendar.body);
    expect(calendar.body.holidays).toEqual([]);
    expect(await due()).toBe(before);

    const taken = await boss.patch<CalendarView>(`/sla/calendars/${id}`, { version: 1, holidays: ['2026-11-20'] });
    expect(taken.status).toBe(200);
    expect(Date.parse(String(await due()))).toBeGreaterThan(Date.parse(String(before)));
  });

  it('for places that are known', async () => {
    expect((await ana.get('/sla/holidays?country=XX&year=2026')).status).toBe(422);
    expect((await ana.get('/sla/holidays?country=BR&region=ZZ&year=2026')).status).toBe(422);
    const { body } = await ana.get<{ items: object[] }>('/sla/holidays/places?country=BR');
    expect(body.items).toContainEqual({ code: 'SP', name: 'São Paulo' });
  });

  it('to those who work here', async () => {
    expect((await app.anyone.get('/sla/holidays?country=BR&year=2026')).status).toBe(401);
  });
});
