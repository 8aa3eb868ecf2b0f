import fc from 'fast-check';
import {
  ASK_AGAIN_AFTER_MS,
  decide,
  highest,
  idleSince,
  languageSkill,
  requiredAfter,
  shippedWeight,
  skillsOfTags,
  waitAt,
  weightOf,
  type Candidate,
  type Demand,
  type Terms,
} from './assignment.rules.js';

const at = new Date('2026-11-25T12:00:00Z');
const ago = (minutes: number) => new Date(at.getTime() - minutes * 60_000);
const person = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id,
  online: true,
  onlineSince: ago(600),
  lastAssignedAt: null,
  freedAt: null,
  load: 0,
  most: 100,
  skills: {},
  ...more,
});
const demand = (more: Partial<Demand> = {}): Demand => ({
  weight: 10,
  required: {},
  waitingSince: at,
  asked: {},
  knownTo: null,
  ...more,
});
const terms = (more: Partial<Terms> = {}): Terms => ({
  strategy: 'round_robin',
  sticky: true,
  relaxSeconds: 60,
  acceptSeconds: null,
  ...more,
});

describe('who gets it', () => {
  it.each<[string, Candidate[], Partial<Demand>, Partial<Terms>, string | null]>([
    ['nobody, where nobody is there', [person('ana', { online: false })], {}, {}, null],
    [
      'in turn: whose last was longest ago',
      [person('ana', { lastAssignedAt: ago(5) }), person('bia', { lastAssignedAt: ago(9) })],
      {},
      {},
      'bia',
    ],
    [
      'in turn: who never had one comes first',
      [person('ana', { lastAssignedAt: ago(500) }), person('bia')],
      {},
      {},
      'bia',
    ],
    [
      'the least busy, by what they can take and not by number',
      [person('ana', { load: 40, most: 100 }), person('bia', { load: 50, most: 200 })],
      {},
      { strategy: 'least_busy' },
      'bia',
    ],
    [
      'of two as busy, who is idle longer',
      [person('ana', { load: 10, freedAt: ago(3) }), person('bia', { load: 10, freedAt: ago(8) })],
      {},
      { strategy: 'least_busy' },
      'bia',
    ],
    [
      'who is idle longest, counted from the last thing that happened',
      [person('ana', { freedAt: ago(30), lastAssignedAt: ago(2) }), person('bia', { freedAt: ago(10) })],
      {},
      { strategy: 'longest_idle' },
      'bia',
    ],
    [
      'whom the customer knows',
      [person('ana'), person('bia', { lastAssignedAt: ago(1) })],
      { knownTo: 'bia' },
      {},
      'bia',
    ],
    [
      'not whom the customer knows, if the team does not care',
      [person('ana'), person('bia', { lastAssignedAt: ago(1) })],
      { knownTo: 'bia' },
      { sticky: false },
      'ana',
    ],
    [
      'not whom the customer knows, if they are away',
      [person('ana'), person('bia', { online: false })],
      { knownTo: 'bia' },
      {},
      'ana',
    ],
    ['nobody who is full', [person('ana', { load: 95 })], {}, {}, null],
    ['who has nothing, even what is heavier than they take', [person('ana', { most: 50 })], { weight: 100 }, {}, 'ana'],
    ['nobody who takes nothing', [person('ana', { most: 0 })], {}, {}, null],
    [
      'who knows it well enough',
      [person('ana', { skills: { vpn: 2 } }), person('bia', { skills: { vpn: 3 } })],
      { required: { vpn: 3 } },
      {},
      'bia',
    ],
    ['nobody, where nobody knows it', [person('ana')], { required: { vpn: 1 } }, {}, null],
    [
      'who knows less, after a wait',
      [person('ana', { skills: { vpn: 2 } })],
      { required: { vpn: 3 }, waitingSince: ago(1) },
      {},
      'ana',
    ],
    [
      'still nobody, where it never relaxes',
      [person('ana', { skills: { vpn: 2 } })],
      { required: { vpn: 3 }, waitingSince: ago(60) },
      { relaxSeconds: 0 },
      null,
    ],
    [
      'not who just let it pass',
      [person('ana'), person('bia', { lastAssignedAt: ago(1) })],
      { asked: { ana: ago(1) } },
      {},
      'bia',
    ],
    [
      'who let it pass a while ago',
      [person('ana')],
      { asked: { ana: new Date(at.getTime() - ASK_AGAIN_AFTER_MS) } },
      {},
      'ana',
    ],
    [
      'not who is asked about another ticket, where people are asked',
      [person('ana', { offered: true }), person('bia', { lastAssignedAt: ago(1) })],
      {},
      { acceptSeconds: 30 },
      'bia',
    ],
    ['who is asked about another ticket, where nobody is asked', [person('ana', { offered: true })], {}, {}, 'ana'],
    [
      'not whom another team gives something',
      [person('ana', { held: true }), person('bia', { lastAssignedAt: ago(1) })],
      {},
      {},
      'bia',
    ],
  ])('%s', (_, people, wanted, how, expected) => {
    expect(decide(people, demand(wanted), terms(how), at).chosen?.id ?? null).toBe(expected);
  });

  it('says of each person why, or why not, the chosen one first', () => {
    const people = [
      person('away', { online: false }),
      person('full', { load: 100 }),
      person('unskilled'),
      person('chosen', { skills: { vpn: 5 } }),
      person('other', { skills: { vpn: 1 }, lastAssignedAt: ago(1) }),
    ].map((one) => (one.id === 'full' || one.id === 'away' ? { ...one, skills: { vpn: 1 } } : one));

    const { candidates, how, required } = decide(people, demand({ required: { vpn: 1 } }), terms(), at);

    expect(how).toBe('round_robin');
    expect(required).toEqual({ vpn: 1 });
    expect(candidates.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['chosen', 'chosen'],
      ['other', 'later'],
      ['full', 'full'],
      ['unskilled', 'skill'],
      ['away', 'away'],
    ]);
    expect(candidates.find(({ id }) => id === 'unskilled')).toMatchObject({ lacks: ['vpn'] });
  });

  it('looks again when time alone may change the answer, and not otherwise', () => {
    const nobody = [person('ana', { skills: { vpn: 1 } })];

    const relaxing = decide(nobody, demand({ required: { vpn: 3 }, waitingSince: ago(0.5) }), terms(), at);
    expect(relaxing.lookAgainAt).toEqual(new Date(at.getTime() + 30_000));
    const asked = decide(nobody, demand({ asked: { ana: ago(1) } }), terms(), at);
    expect(asked.lookAgainAt).toEqual(new Date(at.getTime() + 60_000));
    const full = decide([person('ana', { load: 100 })], demand(), terms(), at);
    expect(full.lookAgainAt).toBeNull();
  });
});

describe('whatever the people and the ticket', () => {
  const anybody = fc.record({
    online: fc.boolean(),
    load: fc.integer({ min: 0, max: 150 }),
    most: fc.integer({ min: 0, max: 200 }),
    idle: fc.integer({ min: 0, max: 500 }),
    turn: fc.option(fc.integer({ min: 0, max: 500 })),
    vpn: fc.integer({ min: 0, max: 5 }),
  });
  const team = fc.array(anybody, { maxLength: 12 }).map((all) =>
    all.map(({ idle, turn, vpn, ...rest }, index) =>
      person(`p${String(index).padStart(2, '0')}`, {
        ...rest,
        onlineSince: ago(idle + 500),
        freedAt: ago(idle),
        lastAssignedAt: turn === null ? null : ago(turn),
        skills: vpn > 0 ? { vpn } : {},
      }),
    ),
  );
  const wanted = fc
    .record({ weight: fc.integer({ min: 0, max: 100 }), vpn: fc.integer({ min: 0, max: 5 }), waited: fc.nat(600) })
    .map(({ weight, vpn, waited }) =>
      demand({ weight, required: vpn > 0 ? { vpn } : {}, waitingSince: new Date(at.getTime() - waited * 1000) }),
    );
  const strategy = fc.constantFrom('round_robin' as const, 'least_busy' as const, 'longest_idle' as const);

  it('only somebody who can take it gets it, somebody gets it if anybody can, and everybody is explained', () => {
    fc.assert(
      fc.property(team, wanted, strategy, (people, ticket, how) => {
        const { chosen, candidates, required } = decide(people, ticket, terms({ strategy: how }), at);
        const able = people.filter(
          (one) =>
            one.online &&
            one.most > 0 &&
            (one.load === 0 || one.load + ticket.weight <= one.most) &&
            Object.entries(required).every(([skill, level]) => (one.skills[skill] ?? 0) >= level),
        );
        expect(chosen !== null).toBe(able.length > 0);
        if (chosen) expect(able).toContain(chosen);
        expect(candidates).toHaveLength(people.length);
        expect(candidates.filter(({ verdict }) => verdict === 'chosen')).toHaveLength(chosen ? 1 : 0);
      }),
    );
  });

  it('the order in which people are listed does not matter', () => {
    fc.assert(
      fc.property(team, wanted, strategy, (people, ticket, how) => {
        const one = decide(people, ticket, terms({ strategy: how }), at).chosen?.id;
        expect(decide(people.toReversed(), ticket, terms({ strategy: how }), at).chosen?.id).toBe(one);
      }),
    );
  });

  it('in turn, nobody gets a second before everybody had a first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 }), (size, tickets) => {
        const people = Array.from({ length: size }, (_, index) => person(`p${index}`, { most: 1000 }));
        const given = new Map<string, number>();
        for (let n = 0; n < tickets; n += 1) {
          const now = new Date(at.getTime() + n * 1000);
          const { chosen } = decide(people, demand({ waitingSince: now }), terms(), now);
          chosen!.lastAssignedAt = now;
          given.set(chosen!.id, (given.get(chosen!.id) ?? 0) + 1);
        }
        const counts = people.map(({ id }) => given.get(id) ?? 0);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('what a ticket asks for', () => {
  it.each([
    [['billing'], {}],
    [['skill:vpn'], { vpn: 1 }],
    [['skill:vpn:3', 'skill:vpn'], { vpn: 3 }],
    [['skill:cold storage:2', 'vip'], { 'cold storage': 2 }],
    [['skill:vpn:9'], { 'vpn:9': 1 }],
  ])('by the tags %j', (tags, skills) => {
    expect(skillsOfTags(tags)).toEqual(skills);
  });

  it('by several sources: the highest holds', () => {
    expect(highest([{ vpn: 1, pt: 1 }, { vpn: 4 }, {}])).toEqual({ vpn: 4, pt: 1 });
    expect(languageSkill('pt-BR')).toBe('language:pt');
  });

  it.each([
    [0, { vpn: 3, pt: 1 }],
    [59_999, { vpn: 3, pt: 1 }],
    [60_000, { vpn: 2 }],
    [180_000, {}],
    [-5, { vpn: 3, pt: 1 }],
  ])('less after %d ms', (waited, left) => {
    expect(requiredAfter({ vpn: 3, pt: 1 }, waited, 60)).toEqual(left);
  });

  it('by its most demanding channel', () => {
    const weights = new Map([
      ['letters', 10],
      ['talk', 25],
    ]);
    expect(weightOf(['letters', 'talk'], weights)).toBe(25);
    expect(weightOf([], weights)).toBe(10);
    expect(shippedWeight({ calls: true, live: true })).toBe(100);
    expect(shippedWeight({ calls: false, live: true })).toBe(25);
    expect(shippedWeight({ calls: false, live: false })).toBe(10);
  });

  it('waits at the pace of late', () => {
    const takings = [ago(1), ago(4), ago(6)];
    expect(waitAt(3, takings, at)).toBe(6);
    expect(waitAt(1, takings.slice(0, 2), at)).toBeNull();
    expect(idleSince(person('ana', { onlineSince: ago(1), freedAt: ago(5) }))).toEqual(ago(1));
  });
});
