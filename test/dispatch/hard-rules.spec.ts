import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { signIn, type Person } from '../harness/people.js';
import { Crew, type CrewMember, type TestVisit } from './crew.js';

interface Rule {
  code: string;
  technician: { id: string; name: string } | null;
  visit: { id: string; ref: string } | null;
  other: { id: string; ref: string } | null;
  minutes: number | null;
  count: number | null;
  what: string | null;
  message: string;
}
interface Refused {
  code: string;
  detail: string;
  rules: Rule[];
}
interface Case {
  /** Of the technician, beside office hours in São Paulo, from 8 to 12 and 13 to 17. */
  technician?: object;
  visit?: object;
  /** What the technician has already: where, from when. */
  before?: { at: string; visit?: object }[];
  at: string;
  breaks: (Partial<Rule> & { code: string })[];
}

/** A Wednesday; São Paulo is three hours behind UTC. */
const on = (hour: string, day = '2027-05-12'): string => `${day}T${hour}:00-03:00`;
const BASE = { lat: -23.55, lng: -46.63 };
const at = (lat: number, lng: number): object => ({ place: { address: 'Rua A, 1', lat, lng } });
/** At the technician's door: no journey. */
const NEXT_DOOR = at(BASE.lat, BASE.lng);
/** Some seventeen kilometres by road, 39 minutes. */
const FAR = at(-23.55, -46.5);

describe('planning by hand', () => {
  let app: TestApp;
  let crew: Crew;
  let network: string;
  let north: string;
  let south: string;
  let careful: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    goneTo(app, '2027-05-10T12:00:00Z');
    crew = await Crew.of(app);
    const made = async (path: string, name: string): Promise<string> =>
      (await crew.dispatcher.post<{ id: string }>(path, { name })).body.id;
    network = await made('/skills', 'Network');
    north = await made('/territories', 'North');
    south = await made('/territories', 'South');
    const boss = await signIn(app, 'administrator');
    const role = await boss.post<{ id: string }>('/roles', {
      name: 'Careful planner',
      permissions: ['visits:read', 'visits:write', 'visits:plan', 'tickets:read'],
      ticketScope: 'all',
    });
    careful = await signIn(app, role.body.id);
  });
  afterAll(() => app.close());

  const read = async (id: string): Promise<TestVisit> => (await crew.dispatcher.get<TestVisit>(`/visits/${id}`)).body;

  const cases: [string, () => Case][] = [
    [
      'before the hours',
      () => ({ at: on('07:30'), visit: NEXT_DOOR, breaks: [{ code: 'outside_hours', minutes: 30 }] }),
    ],
    ['on a Sunday', () => ({ at: on('09:00', '2027-05-16'), breaks: [{ code: 'outside_hours', minutes: 90 }] })],
    ['over the break at noon', () => ({ at: on('11:00'), visit: NEXT_DOOR, breaks: [{ code: 'break', minutes: 30 }] })],
    [
      'too late to be home in time',
      () => ({ at: on('15:10'), visit: FAR, breaks: [{ code: 'home_late', minutes: expect.any(Number) as never }] }),
    ],
    ['too early to come from home', () => ({ at: on('08:10'), visit: FAR, breaks: [{ code: 'travel', other: null }] })],
    [
      'without the time for the way from the visit before',
      () => ({
        before: [{ at: on('09:00'), visit: NEXT_DOOR }],
        at: on('10:35'),
        visit: { ...FAR, minutes: 30 },
        breaks: [{ code: 'travel', other: expect.anything() as never }],
      }),
    ],
    [
      'without the time for the way to the visit after',
      () => ({
        before: [{ at: on('10:35'), visit: { ...NEXT_DOOR, minutes: 60 } }],
        at: on('09:00'),
        visit: FAR,
        breaks: [{ code: 'travel' }],
      }),
    ],
    [
      'without the skill',
      () => ({
        at: on('09:00'),
        visit: { skills: [{ skillId: network, level: 2 }] },
        technician: { skills: [{ skillId: network, level: 1 }] },
        breaks: [{ code: 'skill', what: 'Network' }],
      }),
    ],
    [
      'with a certificate that has run out',
      () => ({
        at: on('09:00'),
        visit: { skills: [{ skillId: network, level: 2 }] },
        technician: { skills: [{ skillId: network, level: 2, validUntil: '2027-05-11' }] },
        breaks: [{ code: 'skill_expired', what: 'Network' }],
      }),
    ],
    [
      'in the territory of others',
      () => ({
        at: on('09:00'),
        visit: { territoryId: south },
        technician: { territoryIds: [north] },
        breaks: [{ code: 'territory', what: 'South' }],
      }),
    ],
    [
      'outside the window of the customer',
      () => ({
        at: on('09:00'),
        visit: { windowFrom: on('13:00'), windowTo: on('16:00') },
        breaks: [{ code: 'window', minutes: 240, technician: null }],
      }),
    ],
    [
      'with too few people',
      () => ({ at: on('09:00'), visit: { technicians: 2 }, breaks: [{ code: 'crew_size', count: 1 }] }),
    ],
    [
      'one visit too many for the day',
      () => ({
        before: [{ at: on('09:00') }],
        at: on('14:00'),
        technician: { limits: { visits: 1 } },
        breaks: [{ code: 'limit_visits', count: 1 }],
      }),
    ],
    [
      'more work than a day may have',
      () => ({
        before: [{ at: on('09:00'), visit: NEXT_DOOR }],
        at: on('14:00'),
        visit: NEXT_DOOR,
        technician: { limits: { workMinutes: 120 } },
        breaks: [{ code: 'limit_work', minutes: 60 }],
      }),
    ],
    [
      'more work than a week may have, counted from its Monday',
      () => ({
        before: [{ at: on('15:00', '2027-05-10'), visit: NEXT_DOOR }],
        at: on('14:00', '2027-05-14'),
        visit: NEXT_DOOR,
        technician: { limits: { weekMinutes: 120 } },
        breaks: [{ code: 'limit_week', minutes: 60 }],
      }),
    ],
    [
      'without the rest after the evening before',
      () => ({
        before: [{ at: on('22:00', '2027-05-11'), visit: NEXT_DOOR }],
        at: on('08:00'),
        visit: NEXT_DOOR,
        technician: { hours: { tue: [['14:00', '23:30']], wed: [['08:00', '17:00']] } },
        breaks: [{ code: 'rest', minutes: 150 }],
      }),
    ],
    [
      'too long without a meal',
      () => ({
        before: [{ at: on('08:00'), visit: { ...NEXT_DOOR, minutes: 240 } }],
        at: on('12:10'),
        visit: { ...NEXT_DOOR, minutes: 180 },
        technician: { hours: { wed: [['08:00', '17:00']] } },
        breaks: [{ code: 'meal', minutes: 70 }],
      }),
    ],
    [
      'in the past',
      () => ({
        at: on('08:00', '2027-05-10'),
        visit: NEXT_DOOR,
        breaks: [{ code: 'past', minutes: expect.any(Number) as never }],
      }),
    ],
  ];

  it.each(cases)('does not put a visit %s, unless somebody who may says so', async (_, given) => {
    const { technician = {}, visit: values = {}, before = [], at: from, breaks } = given();
    const bia = await crew.technician(technician, 'Bia Rocha');
    for (const one of before) {
      expect((await crew.schedule(await crew.visit(one.visit), [bia], one.at)).status).toBe(200);
    }
    const visit = await crew.visit(values);

    const refused = await crew.schedule(visit, [bia], from);
    const notAllowed = await careful.post(`/visits/${visit.id}/schedule`, {
      from,
      technicianIds: [bia.id],
      force: true,
    });
    const untouched = await read(visit.id);
    const forced = await crew.schedule(visit, [bia], from, { force: true });

    const { code, rules, detail } = refused.body as unknown as Refused;
    expect([refused.status, code]).toEqual([409, 'rules_broken']);
    expect(rules).toHaveLength(breaks.length);
    expect(rules).toMatchObject(
      breaks.map((one) => ({
        technician: one.code === 'crew_size' || one.code === 'past' ? null : { id: bia.id },
        ...one,
      })),
    );
    expect(detail).toBe(rules.map((rule) => rule.message).join(' '));
    expect(notAllowed.status).toBe(403);
    expect(untouched.state).toBe('proposed');
    expect([forced.status, forced.body.state]).toEqual([200, 'scheduled']);
    const step = forced.body.steps.at(-1) as unknown as { actorName: string; data: { forced: Rule[] } };
    expect(step.actorName).toBe(crew.dispatcher.name);
    expect(step.data.forced).toEqual(rules);
    const { body } = await crew.dispatcher.get<{ items: { type: string; data: { forced?: Rule[] } }[] }>(
      `/tickets/${visit.ticket.id}/events`,
    );
    expect(body.items.find((event) => event.type === 'visit.schedule')?.data.forced).toEqual(rules);
  });

  it('does not plan into an absence or a closed place', async () => {
    const bia = await crew.technician({}, 'Bia Rocha');
    await crew.dispatcher.post(`/technicians/${bia.id}/absences`, { from: on('09:00'), to: on('10:00') });
    const company = await crew.make.company();
    const { body: site } = await crew.dispatcher.post<{ id: string }>('/sites', {
      companyId: company.id,
      name: 'Clinic',
      address: 'Rua B, 2',
      timezone: 'America/Sao_Paulo',
      ...BASE,
    });
    await crew.dispatcher.put(`/sites/${site.id}/opening-hours`, { hours: { wed: [['08:00', '10:00']] } });
    const { id: ticketId } = await crew.make.ticket({ companyId: company.id });

    const away = await crew.schedule(await crew.visit(NEXT_DOOR), [bia], on('09:30'));
    const closed = await crew.schedule(
      await crew.visit({ ticketId, siteId: site.id }),
      [bia],
      on('10:00', '2027-05-19'),
    );

    expect((away.body as unknown as Refused).rules).toMatchObject([{ code: 'absent', minutes: 30 }]);
    expect((closed.body as unknown as Refused).rules).toMatchObject([{ code: 'site_closed', minutes: 90 }]);
  });

  it('does not send somebody without the tools that the kind needs', async () => {
    const tools = async (names: string[]): Promise<void> => {
      const { status } = await crew.dispatcher.patch('/visit-kinds/swap', { tools: names });
      expect(status).toBe(200);
    };
    const bare = await crew.technician({}, 'Bia Rocha');
    const laden = await crew.technician({ vehicle: { name: 'Van', tools: ['Ladder', 'Drill'] } }, 'Rui Tanaka');
    const visit = await crew.visit({ ...NEXT_DOOR, kind: 'swap' });
    await tools(['Ladder']);

    const without = await crew.schedule(visit, [bare], on('09:00'));
    const withIt = await crew.schedule(visit, [laden], on('09:00'));
    await tools([]);
    const afterwards = await crew.schedule(visit, [bare], on('09:00'));

    expect((without.body as unknown as Refused).rules).toMatchObject([{ code: 'tools', what: 'Ladder' }]);
    expect([without.status, withIt.status, afterwards.status]).toEqual([409, 200, 200]);
  });

  it('says nothing of what was broken before and is no worse now', async () => {
    const bia = await crew.technician({}, 'Bia Rocha');
    await crew.schedule(await crew.visit(FAR), [bia], on('15:10'), { force: true });

    const { status } = await crew.schedule(await crew.visit(NEXT_DOOR), [bia], on('09:00'));

    expect(status).toBe(200);
  });

  it('puts nobody into two places, whoever forces it', async () => {
    const bia = await crew.technician({}, 'Bia Rocha');
    await crew.schedule(await crew.visit(), [bia], on('09:00'));

    const { status, body } = await crew.schedule(await crew.visit(), [bia], on('09:30'), { force: true });

    expect([status, (body as unknown as Refused).code]).toEqual([409, 'double_booking']);
  });

  it('writes nothing down where force was not needed', async () => {
    const bia = await crew.technician({}, 'Bia Rocha');

    const { status, body } = await crew.schedule(await crew.visit(), [bia], on('09:00'), { force: true });

    expect(status).toBe(200);
    expect((body.steps.at(-1) as unknown as { data: object }).data).not.toHaveProperty('forced');
  });

  it('is not suggested or proposed what a week may not have either', async () => {
    const bia = await crew.technician({ limits: { weekMinutes: 120 } }, 'Bia Rocha');
    const { body: fibre } = await crew.dispatcher.post<{ id: string }>('/skills', { name: 'Fibre' });
    await crew.dispatcher.patch(`/technicians/${bia.id}`, { skills: [{ skillId: fibre.id, level: 1 }] });
    await crew.schedule(await crew.visit(NEXT_DOOR), [bia], on('15:00', '2027-05-10'));
    const visit = await crew.visit({ ...NEXT_DOOR, skills: [{ skillId: fibre.id, level: 1 }] });
    const slots = async (day: string): Promise<number> => {
      const span = { from: on('00:00', day), to: on('23:59', day) };
      return (await crew.dispatcher.post<{ items: unknown[] }>(`/visits/${visit.id}/suggest`, span)).body.items.length;
    };

    expect(await slots('2027-05-14')).toBe(0);
    expect(await slots('2027-05-17')).toBeGreaterThan(0);
  });

  it('offers customers no time that they could not take', async () => {
    const bia = await crew.technician({}, 'Bia Rocha');
    const visit = await crew.visit();
    const slots = [{ from: on('20:00'), technicianIds: [bia.id] }];

    const { status, body } = await crew.dispatcher.post<Refused>(`/visits/${visit.id}/offer`, { slots });

    expect([status, body.code, body.rules.map((rule) => rule.code)]).toEqual([409, 'rules_broken', ['outside_hours']]);
  });

  describe('of somebody with a calendar', () => {
    let calendarId: string;
    beforeAll(async () => {
      const boss = await signIn(app, 'administrator');
      const { status, body } = await boss.post<{ id: string }>('/sla/calendars', {
        name: 'Crew',
        timezone: 'America/Sao_Paulo',
        hours: { tue: [['09:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '18:00']] },
        holidays: [{ date: '2027-05-26', name: 'Corpus Christi' }],
        exceptions: [
          { date: '2027-05-25', hours: [['13:00', '16:00']] },
          { date: '2027-05-27', hours: [] },
        ],
      });
      expect(status).toBe(201);
      calendarId = body.id;
    });

    const outcome = async (who: CrewMember, from: string): Promise<string[]> => {
      const { status, body } = await crew.schedule(await crew.visit({ ...NEXT_DOOR, minutes: 60 }), [who], from);
      return status === 200 ? [] : (body as unknown as Refused).rules.map((rule) => rule.code);
    };

    it('works by its hours, holidays and exceptions where there are no own hours', async () => {
      const bia = await crew.technician({ calendarId }, 'Bia Rocha');

      expect(await outcome(bia, on('08:00', '2027-05-19'))).toEqual(['outside_hours']);
      expect(await outcome(bia, on('17:00', '2027-05-19'))).toEqual([]);
      expect(await outcome(bia, on('10:00', '2027-05-21'))).toEqual(['outside_hours']);
      expect(await outcome(bia, on('10:00', '2027-05-26'))).toEqual(['outside_hours']);
      expect(await outcome(bia, on('10:00', '2027-05-25'))).toEqual(['outside_hours']);
      expect(await outcome(bia, on('14:00', '2027-05-25'))).toEqual([]);
    });

    it('works by the own hours where there are any, and is off when the calendar is closed by name', async () => {
      const bia = await crew.technician(
        { calendarId, hours: { tue: [['06:00', '12:00']], wed: [['06:00', '12:00']], fri: [['06:00', '12:00']] } },
        'Bia Rocha',
      );

      expect(await outcome(bia, on('06:00', '2027-05-19'))).toEqual([]);
      expect(await outcome(bia, on('06:00', '2027-05-21'))).toEqual([]);
      expect(await outcome(bia, on('06:00', '2027-05-25'))).toEqual([]);
      expect(await outcome(bia, on('06:00', '2027-05-26'))).toEqual(['outside_hours']);
    });

    it('is suggested only then, and so shown on the board', async () => {
      const bia = await crew.technician({ calendarId, skills: [{ skillId: network, level: 5 }] }, 'Bia Rocha');
      const visit = await crew.visit({ ...NEXT_DOOR, skills: [{ skillId: network, level: 5 }] });
      const span = { from: on('00:00', '2027-05-26'), to: on('00:00', '2027-05-28') };

      const none = await crew.dispatcher.post<{ items: unknown[] }>(`/visits/${visit.id}/suggest`, span);
      const board = await crew.dispatcher.get<{ technicians: { id: string; hours: unknown[] }[] }>(
        `/dispatch/board?from=${encodeURIComponent(span.from)}&to=${encodeURIComponent(span.to)}`,
      );

      expect(none.body.items).toEqual([]);
      expect(board.body.technicians.find(({ id }) => id === bia.id)!.hours).toEqual([]);
    });

    it('is not lost while somebody works by it, and must be there', async () => {
      const boss = await signIn(app, 'administrator');
      const bia = await crew.technician({ calendarId });

      const lost = await boss.delete<{ code: string }>(`/sla/calendars/${calendarId}`);
      const unknown = await crew.dispatcher.patch(`/technicians/${bia.id}`, {
        calendarId: '00000000-0000-7000-8000-000000000000',
      });

      expect([lost.status, lost.body.code]).toEqual([409, 'calendar_in_use']);
      expect(unknown.status).toBe(422);
    });
  });
});
