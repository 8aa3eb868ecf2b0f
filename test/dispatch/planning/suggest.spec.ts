import { emergency } from '../../../src/dispatch/planning/emergency.rules.js';
import { suggest } from '../../../src/dispatch/planning/suggest.rules.js';
import { aProblem, at, aTechnician, aVisit, by, spot } from './problems.js';

const options = { days: [], limit: 5 };

describe('a suggestion', () => {
  it('goes between two visits nearby rather than to another van, and says why', () => {
    const around = [
      aVisit('before', { place: spot(3, 0), current: by(at(8, 30), 'tina') }),
      aVisit('after', { place: spot(3, 0), current: by(at(13), 'tina') }),
    ];
    const visit = aVisit('new', {
      place: spot(3, 0),
      due: at(16),
      skills: { all: [{ skill: 'lift', level: 1 }], any: [] },
    });
    const technicians = ['tina', 'tom'].map((id) =>
      aTechnician({ id, skills: [{ skill: 'lift', level: 2, until: null }] }),
    );

    const [best] = suggest(visit, aProblem({ technicians, visits: [...around, visit], now: at(7) }), options);

    expect(best).toMatchObject({
      technicianIds: ['tina'],
      start: at(9, 30),
      end: at(10, 30),
      latestStart: at(11),
      bumps: [],
    });
    expect(best!.reasons).toEqual([
      { code: 'before_promise', minutes: 390 },
      { code: 'skill', skill: 'lift', level: 2 },
      { code: 'travel', minutes: 0, before: 0, after: 0 },
      { code: 'full_day', minutes: 60 },
      { code: 'moves_nobody' },
    ]);
  });

  it('prefers who knows the site, and warns of who runs late today', () => {
    const technicians = [aTechnician({ id: 'tina', lateNow: 50 }), aTechnician({ id: 'tom' })];
    const visit = aVisit('new', { knownTo: ['tom'] });

    const found = suggest(visit, aProblem({ technicians, visits: [visit], now: at(7) }), options);

    expect(found[0]).toMatchObject({ technicianIds: ['tom'] });
    expect(found[0]!.reasons).toContainEqual({ code: 'knows_site' });
    const tina = found.find(({ technicianIds }) => technicianIds[0] === 'tina');
    expect(tina!.reasons).toContainEqual({ code: 'late_now', minutes: 50 });
  });

  it('is empty when nobody may do it', () => {
    const visit = aVisit('new', { skills: { all: [{ skill: 'lift', level: 3 }], any: [] } });

    expect(suggest(visit, aProblem({ visits: [visit] }), options)).toEqual([]);
  });

  it('brings two people at the same time', () => {
    const technicians = [aTechnician({ id: 'tina' }), aTechnician({ id: 'tom' })];
    const busy = aVisit('busy', { current: by(at(9), 'tom'), locked: true });
    const visit = aVisit('new', { crew: 2 });

    const [best] = suggest(visit, aProblem({ technicians, visits: [busy, visit] }), options);

    expect(best!.technicianIds.toSorted()).toEqual(['tina', 'tom']);
    expect(best!.start).toBeGreaterThanOrEqual(at(10));
  });
});

describe('an emergency', () => {
  const morning = (id: string, hour: number, locked: boolean) =>
    aVisit(id, {
      duration: 120,
      windows: [{ from: at(hour), to: at(hour, 30) }],
      current: by(at(hour), 'tina'),
      locked,
    });

  it('pushes aside what nobody has confirmed, and says whom', () => {
    const standing = [morning('loose', 9, false), morning('confirmed', 14, true)];
    const urgent = aVisit('urgent', { priority: 'urgent', duration: 150, due: at(9, 30) });

    const [best] = emergency(urgent, aProblem({ visits: [...standing, urgent] }), { ...options, bumps: 2 });

    expect(best!.start).toBeLessThanOrEqual(at(9, 30));
    expect(best!.bumps).toEqual([{ visitId: 'loose', from: by(at(9), 'tina'), to: null }]);
    expect(best!.reasons).toContainEqual({ code: 'unplans', count: 1 });
  });

  it('leaves a confirmed visit alone even if it comes late itself', () => {
    const urgent = aVisit('urgent', { priority: 'urgent', duration: 150, due: at(9, 30) });

    const [best] = emergency(urgent, aProblem({ visits: [morning('confirmed', 9, true), urgent] }), {
      ...options,
      bumps: 2,
    });

    expect(best!.bumps).toEqual([]);
    expect(best!.start).toBeGreaterThanOrEqual(at(13));
    expect(best!.reasons).toContainEqual({ code: 'moves_nobody' });
  });
});
