import { check } from '../../../src/dispatch/planning/check.rules.js';
import type { Problem, Stop, Technician, Visit } from '../../../src/dispatch/planning/planning.types.js';
import { aProblem, at, aTechnician, aVisit, by, spot } from './problems.js';

const stop = (visitId: string, start: number, ...technicianIds: string[]): Stop => ({
  visitId,
  start,
  technicianIds: technicianIds.length > 0 ? technicianIds : ['tina'],
});

function problemOf(
  technician: Partial<Technician> & { days?: number },
  visits: Visit[],
  more: Partial<Problem> = {},
): Problem {
  return aProblem({ technicians: [aTechnician(technician)], visits, ...more });
}

/** Per rule: the least that breaks it, and what is said. The home is at 0,0; a block takes five minutes. */
const CASES: [string, Problem, Stop[], object][] = [
  ['a visit nobody knows', problemOf({}, []), [stop('ghost', at(9))], { code: 'unknown_visit' }],
  [
    'a technician nobody knows',
    problemOf({}, [aVisit('a')]),
    [stop('a', at(9), 'zoe')],
    { code: 'unknown_technician' },
  ],
  ['a visit twice', problemOf({}, [aVisit('a')]), [stop('a', at(9)), stop('a', at(14))], { code: 'planned_twice' }],
  [
    'one where two are needed',
    problemOf({}, [aVisit('a', { crew: 2 })]),
    [stop('a', at(9))],
    { code: 'crew_size', by: -1 },
  ],
  ['before the day', problemOf({}, [aVisit('a')]), [stop('a', at(7))], { code: 'outside_hours', by: 60 }],
  ['home too late', problemOf({}, [aVisit('a')]), [stop('a', at(16, 5))], { code: 'outside_hours', by: 10 }],
  [
    'during an absence',
    problemOf({ absences: [{ from: at(9), to: at(10) }] }, [aVisit('a')]),
    [stop('a', at(9, 30))],
    { code: 'absent', by: 30 },
  ],
  ['over lunch', problemOf({}, [aVisit('a')]), [stop('a', at(11, 30))], { code: 'break', by: 30 }],
  [
    'two at once',
    problemOf({}, [aVisit('a'), aVisit('b')]),
    [stop('a', at(9)), stop('b', at(9, 45))],
    { code: 'overlap', visitId: 'b', otherVisitId: 'a', by: 15 },
  ],
  [
    'no time for the road',
    problemOf({}, [aVisit('a'), aVisit('b', { place: spot(4, 0) })]),
    [stop('a', at(9)), stop('b', at(10, 10))],
    { code: 'travel', by: 5 },
  ],
  [
    'no time to get there from home',
    problemOf({}, [aVisit('a', { place: spot(4, 0) })]),
    [stop('a', at(8, 10))],
    { code: 'travel', otherVisitId: null, by: 10 },
  ],
  [
    'a journey through lunch',
    problemOf({}, [aVisit('a'), aVisit('b', { place: spot(7, 0) })]),
    [stop('a', at(10, 50)), stop('b', at(13, 15))],
    { code: 'travel', by: 5 },
  ],
  [
    'outside the window',
    problemOf({}, [aVisit('a', { windows: [{ from: at(10), to: at(11) }] })]),
    [stop('a', at(9))],
    { code: 'window', by: 60 },
  ],
  [
    'a closed site',
    problemOf({}, [aVisit('a', { open: [{ from: at(8), to: at(9, 30) }] })]),
    [stop('a', at(9))],
    { code: 'site_closed', by: 30 },
  ],
  [
    'a missing skill',
    problemOf({}, [aVisit('a', { skills: { all: [{ skill: 'lift', level: 1 }], any: [] } })]),
    [stop('a', at(9))],
    { code: 'skill', what: 'lift' },
  ],
  [
    'too low a level',
    problemOf({ skills: [{ skill: 'lift', level: 1, until: null }] }, [
      aVisit('a', { skills: { all: [], any: [{ skill: 'lift', level: 2 }] } }),
    ]),
    [stop('a', at(9))],
    { code: 'skill', what: 'lift' },
  ],
  [
    'a certificate that runs out on the way',
    problemOf({ skills: [{ skill: 'lift', level: 1, until: at(9, 30) }] }, [
      aVisit('a', { skills: { all: [{ skill: 'lift', level: 1 }], any: [] } }),
    ]),
    [stop('a', at(9))],
    { code: 'skill_expired' },
  ],
  [
    'another territory',
    problemOf({ territories: ['south'] }, [aVisit('a', { territory: 'north' })]),
    [stop('a', at(9))],
    { code: 'territory', what: 'north' },
  ],
  ['somebody barred', problemOf({}, [aVisit('a', { barred: ['tina'] })]), [stop('a', at(9))], { code: 'barred' }],
  [
    'no ladder',
    problemOf({}, [aVisit('a', { tools: ['ladder'] })]),
    [stop('a', at(9))],
    { code: 'tools', what: 'ladder' },
  ],
  [
    'too much on board',
    problemOf({ vehicle: { tools: [], capacity: { boxes: 1 }, stock: null } }, [aVisit('a', { load: { boxes: 2 } })]),
    [stop('a', at(9))],
    { code: 'load', by: 1, what: 'boxes' },
  ],
  [
    'a part too few',
    problemOf({ vehicle: { tools: [], capacity: {}, stock: { fan: 1 } } }, [aVisit('a', { parts: { fan: 3 } })]),
    [stop('a', at(9))],
    { code: 'parts', by: 2, what: 'fan' },
  ],
  [
    'too many visits',
    problemOf({ limits: { ...aTechnician().limits, visits: 1 } }, [aVisit('a'), aVisit('b')]),
    [stop('a', at(9)), stop('b', at(14))],
    { code: 'limit_visits', by: 1 },
  ],
  [
    'too much work',
    problemOf({ limits: { ...aTechnician().limits, workMinutes: 60 } }, [aVisit('a')]),
    [stop('a', at(9))],
    { code: 'limit_work', by: 10 },
  ],
  [
    'too much road',
    problemOf({ limits: { ...aTechnician().limits, travelMinutes: 5 } }, [aVisit('a')]),
    [stop('a', at(9))],
    { code: 'limit_travel', by: 5 },
  ],
  [
    'too long a week',
    problemOf({ limits: { ...aTechnician().limits, weekMinutes: 100 }, worked: { '2026-W06': 50 } }, [aVisit('a')]),
    [stop('a', at(9))],
    { code: 'limit_week', by: 20 },
  ],
  ['too short a night', problemOf({ lastReturn: at(-1) }, [aVisit('a')]), [stop('a', at(9))], { code: 'rest', by: 65 }],
  [
    'seven hours without a meal',
    problemOf({ shifts: [{ ...aTechnician().shifts[0]!, breaks: [] }] }, [
      aVisit('a', { duration: 240 }),
      aVisit('b', { duration: 180 }),
    ]),
    [stop('a', at(8, 5)), stop('b', at(12, 5))],
    { code: 'meal', by: 65 },
  ],
  [
    'before what must come first',
    problemOf({}, [aVisit('a'), aVisit('b', { after: [{ visitId: 'a', gap: 30 }] })]),
    [stop('a', at(9)), stop('b', at(10, 15))],
    { code: 'order', visitId: 'b', otherVisitId: 'a', by: 15 },
  ],
  [
    'a confirmed visit elsewhere',
    problemOf({}, [aVisit('a', { current: by(at(9), 'tina'), locked: true })]),
    [stop('a', at(10))],
    { code: 'locked_moved', by: 60 },
  ],
  [
    'a confirmed visit nowhere',
    problemOf({}, [aVisit('a', { current: by(at(9), 'tina'), locked: true })]),
    [],
    { code: 'locked_moved' },
  ],
  ['in the past', problemOf({}, [aVisit('a')], { now: at(10) }), [stop('a', at(9))], { code: 'past', by: 60 }],
  [
    'after the promise',
    problemOf({}, [aVisit('a', { due: at(9) })]),
    [stop('a', at(9, 20))],
    { code: 'late', hard: false, by: 20 },
  ],
];

describe('the checker', () => {
  it.each(CASES)('finds %s', (_, problem, stops, expected) => {
    expect(check({ stops }, problem)).toEqual([expect.objectContaining({ hard: true, ...expected })]);
  });

  it('finds nothing in a day that keeps the rules', () => {
    const problem = problemOf({}, [aVisit('a'), aVisit('b', { duration: 180 })]);

    expect(check({ stops: [stop('a', at(9)), stop('b', at(13))] }, problem)).toEqual([]);
  });

  it('lets a confirmed visit stay in the past', () => {
    const problem = problemOf({}, [aVisit('a', { current: by(at(9), 'tina'), locked: true })], { now: at(10) });

    expect(check({ stops: [stop('a', at(9))] }, problem)).toEqual([]);
  });
});
