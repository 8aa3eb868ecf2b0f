import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { administrator } from '../harness/people.js';
import { Crew, type CrewMember, type TestVisit } from './crew.js';

interface Slot {
  from: string;
  technicians: { id: string }[];
  reasons: { code: string; minutes?: number }[];
}
interface Board {
  visits: (TestVisit & { risk: string })[];
  unplanned: TestVisit[];
}

/** Wednesday noon by UTC, nine in São Paulo. */
const NOW = '2027-05-12T12:00:00Z';
const WEDNESDAY = 'from=2027-05-12T03:00:00Z&to=2027-05-13T03:00:00Z';

describe('a promise that somebody comes', () => {
  let app: TestApp;
  let crew: Crew;
  let bia: CrewMember;
  beforeAll(async () => {
    app = await TestApp.boot();
    goneTo(app, NOW);
    crew = await Crew.of(app);
    bia = await crew.technician({}, 'Bia Rocha');
    const boss = await administrator(app);
    const { status } = await boss.post('/sla/policies', {
      name: 'On site',
      targets: [
        { target: 'first_response', hours: 'calendar', minutes: { normal: 15, high: 15 } },
        { target: 'on_site', hours: 'calendar', minutes: { high: 120, normal: 300 } },
      ],
    });
    expect(status).toBe(201);
  });
  afterAll(() => app.close());

  const due = (visit: TestVisit): number => Math.round((Date.parse(String(visit.dueAt)) - Date.parse(NOW)) / 60_000);
  const board = async (): Promise<Board> => (await crew.dispatcher.get<Board>(`/dispatch/board?${WEDNESDAY}`)).body;

  it('orders what waits, also while another deadline of the ticket is nearer', async () => {
    const later = await crew.visit({ ticketId: (await crew.make.ticket({ priority: 2 })).id });
    const sooner = await crew.visit({ ticketId: (await crew.make.ticket({ priority: 3 })).id });

    const waiting = (await board()).unplanned;

    expect(waiting.map(({ id }) => id)).toEqual([sooner.id, later.id]);
    expect(waiting.map(due)).toEqual([120, 300]);
    for (const { id } of waiting) await crew.dispatcher.post(`/visits/${id}/cancel`, { reason: 'Works again' });
  });

  it('is kept by the suggestions that come first, and said of those that come too late', async () => {
    const visit = await crew.visit({ ticketId: (await crew.make.ticket({ priority: 3 })).id });

    const { body } = await crew.dispatcher.post<{ items: Slot[] }>(`/visits/${visit.id}/suggest`, { limit: 20 });

    const promised = ({ from }: Slot): boolean => Date.parse(from) <= Date.parse(NOW) + 121 * 60_000;
    const codes = body.items.map((slot) => slot.reasons.map(({ code }) => code));
    expect(body.items.map(promised)).toEqual(body.items.map(promised).toSorted((a, b) => Number(b) - Number(a)));
    expect(promised(body.items[0]!)).toBe(true);
    expect(codes[0]).toContain('before_promise');
    expect(codes.at(-1)).toContain('after_promise');
  });

  it('is shown on the board as broken where the visit is planned later, and holds once somebody has come', async () => {
    const visit = await crew.visit({ ticketId: (await crew.make.ticket({ priority: 3 })).id });
    await crew.schedule(visit, [bia], '2027-05-12T17:00:00Z');

    const shown = (await board()).visits.find(({ id }) => id === visit.id)!;
    await bia.person.post(`/visits/${visit.id}/arrive`, {});
    const come = (await board()).visits.find(({ id }) => id === visit.id)!;

    expect([shown.risk, due(shown)]).toEqual(['promise', 120]);
    expect([come.risk, come.dueAt]).toEqual(['none', null]);
    expect(await app.db.query('select on_site_due_at as due from tickets where id = $1', [visit.ticket.id])).toEqual([
      { due: null },
    ]);
  });
});
