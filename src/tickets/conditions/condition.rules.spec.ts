import fc from 'fast-check';
import {
  ALWAYS,
  conditionProblems,
  fieldsIn,
  judge,
  type Condition,
  type TicketFacts,
  type Test,
} from './condition.rules.js';
import { FIELDS, OPS_OF } from './field.rules.js';

const FACTS: TicketFacts = {
  priority: 'high',
  type: 'incident',
  tags: ['router', 'vip'],
  team: null,
  subject: 'Router Offline na Loja 12',
  words: 'Bom dia, os roteadores da filial pararam. Mandem um tecnico, please!',
  segment: 'it-rental-short',
  'waiting.minutes': 45,
  automatic: false,
  'company.fields.floor': 3,
  'previous.priority': 'low',
};

const holds = (test: Test): boolean => judge(test, FACTS).matched;

describe('a test on a ticket', () => {
  it.each<[boolean, Test]>([
    [true, { field: 'priority', op: 'is', value: 'high' }],
    [false, { field: 'priority', op: 'is_not', value: 'high' }],
    [true, { field: 'priority', op: 'in', value: ['high', 'urgent'] }],
    [true, { field: 'priority', op: 'at_least', value: 'normal' }],
    [false, { field: 'priority', op: 'at_least', value: 'urgent' }],
    [true, { field: 'priority', op: 'less_than' as never, value: 'urgent' }],
    [true, { field: 'segment', op: 'at_least', value: 'iot-analytics' }],
    [false, { field: 'segment', op: 'at_most', value: 'iot-analytics' }],
    [true, { field: 'tags', op: 'has_any', value: ['VIP', 'x'] }],
    [false, { field: 'tags', op: 'has_all', value: ['vip', 'x'] }],
    [true, { field: 'tags', op: 'has_none', value: ['x'] }],
    [true, { field: 'team', op: 'unknown' }],
    [true, { field: 'team', op: 'is', value: null }],
    [false, { field: 'team', op: 'known' }],
    [true, { field: 'assignee', op: 'unknown' }],
    [true, { field: 'subject', op: 'contains', value: 'offline' }],
    [true, { field: 'subject', op: 'starts_with', value: 'router' }],
    [true, { field: 'words', op: 'mentions', value: ['roteador'] }],
    [true, { field: 'words', op: 'mentions', value: 'técnico' }],
    [true, { field: 'words', op: 'mentions_all', value: ['técnicos', 'filiais'] }],
    [false, { field: 'words', op: 'mentions_all', value: ['técnico', 'fatura'] }],
    [true, { field: 'words', op: 'mentions_none', value: ['fatura', 'invoice'] }],
    [true, { field: 'waiting.minutes', op: 'more_than', value: 30 }],
    [false, { field: 'waiting.minutes', op: 'less_than', value: 45 }],
    [false, { field: 'age.minutes', op: 'less_than', value: 45 }],
    [true, { field: 'automatic', op: 'is', value: false }],
    [true, { field: 'company.fields.floor', op: 'at_least', value: 3 }],
    [true, { field: 'company.fields.floor', op: 'is', value: '3' }],
    [true, { field: 'previous.priority', op: 'is', value: 'low' }],
    [false, { field: 'gone.long.ago' as never, op: 'is_not', value: 'x' }],
  ])('gives %s for %j', (expected, test) => {
    expect(holds(test)).toBe(expected);
  });

  it('shows of a long letter only what counted', () => {
    const verdict = judge({ field: 'words', op: 'mentions', value: ['técnico', 'roteador', 'fatura'] }, FACTS);

    expect(verdict.because).toEqual([
      { field: 'words', op: 'mentions', value: ['técnico', 'roteador', 'fatura'], actual: ['tecnico', 'roteadores'] },
    ]);
  });
});

describe('a condition', () => {
  const high: Test = { field: 'priority', op: 'is', value: 'high' };
  const low: Test = { field: 'priority', op: 'is', value: 'low' };
  const vip: Test = { field: 'tags', op: 'has_any', value: ['vip'] };

  it('that asks nothing holds for every ticket', () => {
    expect(judge(ALWAYS, {})).toEqual({ matched: true, because: [] });
  });

  it('says by which of its tests it held', () => {
    expect(
      judge({ all: [high, { any: [low, vip] }, { not: low }] }, FACTS).because.map((b) => [b.field, b.op]),
    ).toEqual([
      ['priority', 'is'],
      ['tags', 'has_any'],
      ['priority', 'is_not'],
    ]);
  });

  it('says by which of its tests it failed', () => {
    expect(judge({ all: [high, low, vip] }, FACTS)).toEqual({
      matched: false,
      because: [{ field: 'priority', op: 'is', value: 'low', actual: 'high' }],
    });
  });

  it('names the fields it asks about', () => {
    expect(fieldsIn({ all: [high, { not: { any: [vip] } }] })).toEqual(['priority', 'tags']);
  });

  it.each<[string, unknown]>([
    ['condition', null],
    ['condition', 'priority'],
    ['all', { all: 'x' }],
    ['all[1].field', { all: [high, { field: 'shoe', op: 'is', value: 1 }] }],
    ['field', { field: '__proto__', op: 'is', value: 1 }],
    ['not.op', { not: { field: 'priority', op: 'mentions', value: 'x' } }],
    ['value', { field: 'priority', op: 'is', value: 'huge' }],
    ['value', { field: 'priority', op: 'in', value: [] }],
    ['value', { field: 'waiting.minutes', op: 'at_least', value: 'soon' }],
    ['value', { field: 'words', op: 'mentions', value: ['!!'] }],
    ['value', { field: 'subject', op: 'contains', value: 'x'.repeat(501) }],
    ['shoe', { field: 'priority', op: 'is', value: 'low', shoe: 1 }],
    ['any[0].all[0].any[0].all[0].any[0].all[0]', nested(4)],
  ])('is refused at %s', (path, condition) => {
    expect(conditionProblems(condition)).toMatchObject([{ path }]);
  });

  function nested(n: number): unknown {
    const inner = { any: [{ all: [high] }] };
    return n === 1 ? { any: [{ all: [inner] }] } : { any: [{ all: [nested(n - 1)] }] };
  }

  it('that is too long is refused', () => {
    expect(conditionProblems({ all: Array.from({ length: 200 }, () => high) })).toHaveLength(1);
  });
});

const test = fc.constantFrom(...FIELDS).chain((field) =>
  fc.record({
    field: fc.constant(field.name),
    op: fc.constantFrom(...OPS_OF[field.kind]),
    value: fc.oneof(
      field.values ? fc.constantFrom(...field.values) : fc.string(),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
  }),
);
const condition: fc.Arbitrary<Condition> = fc.letrec<{ one: Condition }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3 },
    test as fc.Arbitrary<Condition>,
    fc.record({ all: fc.array(tie('one'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('one'), { maxLength: 3 }) }),
    fc.record({ not: tie('one') }),
  ),
})).one;
const facts = fc.dictionary(
  fc.constantFrom(...FIELDS.map((field) => field.name)),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { maxLength: 3 })),
  { noNullPrototype: true },
) as fc.Arbitrary<TicketFacts>;

describe('any condition on any facts', () => {
  it('is what its negation is not, and twice negated what it was', () => {
    fc.assert(
      fc.property(condition, facts, (one, about) => {
        const { matched } = judge(one, about);
        expect(judge({ not: one }, about).matched).toBe(!matched);
        expect(judge({ not: { not: one } }, about).matched).toBe(matched);
      }),
    );
  });

  it('follows De Morgan', () => {
    fc.assert(
      fc.property(condition, condition, facts, (a, b, about) => {
        const left = judge({ not: { all: [a, b] } }, about).matched;
        expect(judge({ any: [{ not: a }, { not: b }] }, about).matched).toBe(left);
      }),
    );
  });

  it('is judged alike twice, and its facts stay as they were', () => {
    fc.assert(
      fc.property(condition, facts, (one, about) => {
        const before = JSON.stringify(about);
        expect(judge(one, about)).toEqual(judge(structuredClone(one), { ...about }));
        expect(JSON.stringify(about)).toBe(before);
      }),
    );
  });

  it('or any rubbish at all is looked through without an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), condition), (one) => {
        for (const { path, message } of conditionProblems(one))
          expect([typeof path, typeof message]).toEqual(['string', 'string']);
      }),
    );
  });
});
