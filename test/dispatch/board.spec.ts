import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { Crew, type TestVisit } from './crew.js';

interface Board {
  technicians: {
    id: string;
    load: { visits: number; visitMinutes: number; capacityMinutes: number; percent: number };
    hours: unknown[];
  }[];
  visits: (TestVisit & { startsAt: string; endsAt: string; risk: string; lateMinutes: number })[];
  travel: { technicianId: string; fromVisitId: string | null; toVisitId: string; minutes: number; tight: boolean }[];
  unplanned: TestVisit[];
  counts: Record<string, number>;
}

describe('the board', () => {
  let app: TestApp;
  let crew: Crew;
  beforeAll(async () => {
    app = await TestApp.boot();
    goneTo(app, '2027-01-04T11:00:00Z');
    crew = await Crew.of(app);
  });
  afterAll(() => app.close());

  it('shows technicians with their load, visits with the way between them, and what waits', async () => {
    const bia = await crew.technician();
    const near = { place: { address: 'Rua A', lat: -23.56, lng: -46.64 } };
    const far = { place: { address: 'Rua B', lat: -23.7, lng: -46.9 } };
    const [first, second] = [await crew.visit(near), await crew.visit(far)];
    const later = await crew.visit({ dueAt: '2027-01-20T12:00:00Z' });
    const sooner = await crew.visit({ dueAt: '2027-01-10T12:00:00Z' });
    await crew.schedule(first, [bia], '2027-01-05T12:00:00Z');
    await crew.schedule(second, [bia], '2027-01-05T13:35:00Z', { force: true });

    const { status, body } = await crew.dispatcher.get<Board>(
      '/dispatch/board?from=2027-01-05T03:00:00Z&to=2027-01-06T03:00:00Z',
    );

    expect(status).toBe(200);
    expect(body.technicians[0]).toMatchObject({
      id: bia.id,
      load: { visits: 2, visitMinutes: 180, capacityMinutes: 480 },
    });
    expect(body.visits.map((visit) => visit.id)).toEqual([first.id, second.id]);
    expect(body.travel.map(({ fromVisitId, toVisitId, tight }) => [fromVisitId, toVisitId, tight])).toEqual([
      [null, first.id, false],
      [first.id, second.id, true],
    ]);
    expect(body.visits[1]).toMatchObject({ risk: 'late', pushedBy: first.id });
    expect(body.unplanned.map((visit) => visit.id)).toEqual([sooner.id, later.id]);
    expect(body.counts).toMatchObject({ visits: 2, unplanned: 2, late: 1 });
  });

  it('is not for technicians', async () => {
    const rui = await crew.technician();

    expect((await rui.person.get('/dispatch/board')).status).toBe(403);
  });
});
