import { Clock } from '../../src/platform/clock.js';
import { TestApp } from '../harness/app.js';
import { goneTo } from '../harness/clock.js';
import { Crew, type CrewMember, type TestVisit } from './crew.js';

interface Slot {
  from: string;
  to: string;
  technicians: { id: string; name: string }[];
  reasons: { code: string }[];
  bumps: { visit: TestVisit; to: string | null; technicians: { id: string }[] }[];
}
interface Proposal {
  id: string;
  state: string;
  before: { unplanned: number; travelMinutes: number };
  after: { unplanned: number; travelMinutes: number };
  changes: { visit: TestVisit; before: object | null; after: { from: string; technicians: { id: string }[] } | null }[];
}

const NORTH = { lat: -23.48, lng: -46.62 };
const SOUTH = { lat: -23.66, lng: -46.7 };
/** A Tuesday, so that everybody works. */
const DAY = '2027-03-02';

describe('planning', () => {
  let app: TestApp;
  let crew: Crew;
  let north: CrewMember;
  let south: CrewMember;
  let network: string;
  beforeAll(async () => {
    app = await TestApp.boot();
    goneTo(app, '2027-02-26T11:00:00Z');
    crew = await Crew.of(app);
    await app.db.query(`update organisation set time_zone = 'America/Sao_Paulo'`);
    network = (await crew.dispatcher.post<{ id: string }>('/skills', { name: 'Network' })).body.id;
    const skills = [{ skillId: network, level: 3, validUntil: null }];
    north = await crew.technician({ baseLat: NORTH.lat, baseLng: NORTH.lng, skills }, 'Nina Norte');
    south = await crew.technician({ baseLat: SOUTH.lat, baseLng: SOUTH.lng }, 'Saulo Sul');
  });
  afterAll(() => app.close());

  const at = (place: { lat: number; lng: number }, more: object = {}) => ({
    place: { address: 'Somewhere', ...place },
    ...more,
  });
  const span = { from: `${DAY}T03:00:00Z`, to: '2027-03-04T03:00:00Z' };

  it('suggests slots that can be taken as they are, with reasons, only to those who can', async () => {
    const visit = await crew.visit(at(SOUTH, { skills: [{ skillId: network, level: 2 }] }));

    const { status, body } = await crew.dispatcher.post<{ items: Slot[] }>(`/visits/${visit.id}/suggest`, span);

    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(0);
    expect(new Set(body.items.flatMap((slot) => slot.technicians.map((one) => one.id)))).toEqual(new Set([north.id]));
    expect(body.items[0]!.reasons.map((reason) => reason.code)).toEqual(expect.arrayContaining(['skill', 'travel']));
    const [best] = body.items as [Slot];
    const taken = await crew.schedule(visit, best.technicians, best.from);
    expect(taken.status).toBe(200);
    await crew.dispatcher.post(`/visits/${visit.id}/cancel`, { reason: 'Enough' });
  });

  it('proposes a day, changes nothing until it is accepted, and then what still holds', async () => {
    const wanted = await Promise.all([
      crew.visit(at(NORTH)),
      crew.visit(at(SOUTH)),
      crew.visit(at(NORTH)),
      crew.visit(at(SOUTH)),
    ]);
    const { status, body: proposal } = await crew.dispatcher.post<Proposal>('/dispatch/optimize', {
      day: DAY,
      budgetMs: 300,
    });
    expect(status).toBe(201);
    expect(proposal.changes.map((change) => change.visit.id).sort()).toEqual(wanted.map((visit) => visit.id).sort());
    expect(proposal.before.unplanned - proposal.after.unplanned).toBe(4);
    const untouched = (await crew.dispatcher.get<TestVisit>(`/visits/${wanted[0]!.id}`)).body;
    expect(untouched.state).toBe('proposed');

    await crew.dispatcher.post(`/visits/${wanted[0]!.id}/cancel`, { reason: 'Works again' });
    const accepted = await crew.dispatcher.post<{ applied: string[]; skipped: string[] }>(
      `/dispatch/proposals/${proposal.id}/accept`,
      {},
    );

    expect(accepted.status).toBe(200);
    expect(accepted.body.skipped).toEqual([wanted[0]!.id]);
    expect(accepted.body.applied.sort()).toEqual(
      wanted
        .slice(1)
        .map((visit) => visit.id)
        .sort(),
    );
    for (const { id } of wanted.slice(1)) {
      expect((await crew.dispatcher.get<TestVisit>(`/visits/${id}`)).body.state).toBe('scheduled');
    }
    const again = await crew.dispatcher.post(`/dispatch/proposals/${proposal.id}/accept`, {});
    expect([again.status, again.body.code]).toEqual([409, 'proposal_ended']);
  });

  it('leaves out of an accepted plan what breaks a rule by now', async () => {
    const day = '2027-03-23';
    const [one, two] = [await crew.visit(at(NORTH)), await crew.visit(at(SOUTH))];
    const { body: proposal } = await crew.dispatcher.post<Proposal>('/dispatch/optimize', { day, budgetMs: 300 });
    const [ill] = proposal.changes.find((change) => change.visit.id === one.id)!.after!.technicians;
    await crew.dispatcher.post(`/technicians/${ill!.id}/absences`, {
      from: `${day}T03:00:00Z`,
      to: '2027-03-24T03:00:00Z',
    });

    const { status, body } = await crew.dispatcher.post<{ applied: string[]; skipped: string[] }>(
      `/dispatch/proposals/${proposal.id}/accept`,
      {},
    );

    const theirs = proposal.changes.filter((change) => change.after?.technicians.some(({ id }) => id === ill!.id));
    expect(status).toBe(200);
    expect(body.skipped.sort()).toEqual(theirs.map((change) => change.visit.id).sort());
    expect((await crew.dispatcher.get<TestVisit>(`/visits/${one.id}`)).body.state).toBe('proposed');
    for (const { id } of [one, two]) await crew.dispatcher.post(`/visits/${id}/cancel`, { reason: 'Enough' });
  });

  it('says the same for the same seed', async () => {
    const [one, two] = [await crew.visit(at(NORTH)), await crew.visit(at(SOUTH))];
    const plan = async (): Promise<unknown> =>
      (
        await crew.dispatcher.post<Proposal>('/dispatch/optimize', { day: '2027-03-09', seed: 7, budgetMs: 4_000 })
      ).body.changes.map((change) => [change.visit.id, change.after]);

    expect(await plan()).toEqual(await plan());
    for (const { id } of [one, two]) await crew.dispatcher.post(`/visits/${id}/cancel`, { reason: 'Enough' });
  }, 30_000);

  describe('an emergency', () => {
    /** A morning that is full, and something that must be done in it. */
    const pressed = async (day: string) => {
      const full: TestVisit[] = [];
      for (const hour of ['11:00', '13:00', '16:00', '18:00']) {
        const visit = await crew.visit(at(NORTH, { minutes: 90, skills: [{ skillId: network, level: 1 }] }));
        full.push((await crew.schedule(visit, [north], `${day}T${hour}:00Z`)).body);
      }
      const urgent = await crew.visit(
        at(NORTH, { minutes: 120, skills: [{ skillId: network, level: 1 }], dueAt: `${day}T15:00:00Z` }),
      );
      const whole = { from: `${day}T03:00:00Z`, to: new Date(Date.parse(`${day}T03:00:00Z`) + 86_400_000) };
      const { status, body } = await crew.dispatcher.post<{ items: Slot[] }>(`/visits/${urgent.id}/emergency`, whole);
      expect([status, body.items[0]!.bumps.length > 0]).toEqual([200, true]);
      return { full, urgent, slot: body.items[0]! };
    };
    const insertion = ({ urgent, slot }: { urgent: TestVisit; slot: Slot }) => ({
      from: slot.from,
      technicianIds: slot.technicians.map((one) => one.id),
      version: urgent.version,
      bumps: slot.bumps.map(({ visit, to, technicians }) => ({
        visitId: visit.id,
        version: visit.version,
        to,
        technicianIds: technicians.map((one) => one.id),
      })),
    });
    const stateOf = async ({ id }: { id: string }) => (await crew.dispatcher.get<TestVisit>(`/visits/${id}`)).body;

    it('shows whom it would push aside, and pushes nobody', async () => {
      const { full } = await pressed('2027-03-16');

      for (const visit of full) expect((await stateOf(visit)).version).toBe(visit.version);
    });

    it('goes in, and those who make room go where was said, at once', async () => {
      const found = await pressed('2027-03-30');

      const { status, body } = await crew.dispatcher.post<TestVisit>(
        `/visits/${found.urgent.id}/emergency/insert`,
        insertion(found),
      );

      expect([status, body.state, body.plannedFrom]).toEqual([200, 'scheduled', found.slot.from]);
      for (const { visit, to } of found.slot.bumps) {
        const now = await stateOf(visit);
        expect([now.plannedFrom, now.state]).toEqual([to, to ? 'scheduled' : 'proposed']);
      }
    });

    it('changes nothing where somebody was quicker, not even in parts', async () => {
      const found = await pressed('2027-04-06');
      const [bumped] = found.slot.bumps;
      await crew.dispatcher.post(`/visits/${bumped!.visit.id}/confirm`, {});

      const { status, body } = await crew.dispatcher.post<{ code: string; visits: string[] }>(
        `/visits/${found.urgent.id}/emergency/insert`,
        insertion(found),
      );

      expect([status, body.code, body.visits]).toEqual([409, 'plan_changed', [bumped!.visit.id]]);
      expect((await stateOf(found.urgent)).state).toBe('proposed');
      for (const { visit } of found.slot.bumps.slice(1)) expect((await stateOf(visit)).version).toBe(visit.version);
    });

    it('goes in once when many press at once', async () => {
      const found = await pressed('2027-04-13');

      const answers = await Promise.all(
        Array.from({ length: 12 }, () =>
          crew.dispatcher.post(`/visits/${found.urgent.id}/emergency/insert`, insertion(found)),
        ),
      );

      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(11).fill(409)]);
    });

    it('keeps the hard rules, and is not for those who do not plan', async () => {
      const found = await pressed('2027-04-20');
      const asked = insertion(found);

      const closed = await crew.dispatcher.post<{ code: string }>(`/visits/${found.urgent.id}/emergency/insert`, {
        ...asked,
        from: '2027-04-20T04:00:00Z',
        bumps: [],
      });
      const stranger = await south.person.post(`/visits/${found.urgent.id}/emergency/insert`, asked);

      expect([closed.status, closed.body.code, stranger.status]).toEqual([409, 'rules_broken', 403]);
    });
  });

  it('is not for those who do not plan', async () => {
    const visit = await crew.visit();

    expect((await south.person.post(`/visits/${visit.id}/suggest`, {})).status).toBe(403);
    expect((await south.person.post('/dispatch/optimize', { day: DAY })).status).toBe(403);
  });

  it('makes visits that come back five weeks ahead, once', async () => {
    const soon = new Date(Math.floor(app.get(Clock).millis() / 86_400_000) * 86_400_000 + 86_400_000 + 15 * 3_600_000);
    const visit = await crew.visit({
      windowFrom: soon.toISOString(),
      windowTo: new Date(soon.getTime() + 3_600_000).toISOString(),
    });

    const { status, body } = await crew.dispatcher.post<{ id: string; next: string[] }>(`/visits/${visit.id}/series`, {
      rrule: 'FREQ=WEEKLY',
    });
    const wrong = await crew.dispatcher.post(`/visits/${visit.id}/series`, { rrule: 'FREQ=HOURLY' });

    expect([status, wrong.status]).toEqual([201, 422]);
    expect(body.next).toHaveLength(5);
    const made = await crew.dispatcher.get<{ items: TestVisit[] }>(`/visits?ticket=${visit.ticket.id}`);
    expect(made.body.items).toHaveLength(5);
    expect(made.body.items.every((one) => one.seriesId === body.id)).toBe(true);
  });
});
