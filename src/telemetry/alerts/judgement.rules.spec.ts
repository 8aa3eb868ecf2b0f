import fc from 'fast-check';
import {
  calmFor,
  isBeyond,
  isCalm,
  judge,
  judgeSilence,
  ticketFor,
  type Limit,
  type Point,
} from './judgement.rules.js';

const limit = (more: Partial<Limit> = {}): Limit => ({
  kind: 'above',
  value: 8,
  hysteresis: 1,
  forMinutes: 3,
  clearMinutes: 2,
  windowMinutes: 60,
  ...more,
});
/** A minute apart. */
const points = (...values: number[]): Point[] => values.map((value, at) => ({ at: at * 60_000, value }));
const minute = (n: number): number => n * 60_000;

describe('a threshold', () => {
  it.each<[string, Partial<Limit>, number[], boolean, boolean, number | null]>([
    ['is not crossed by what is at it', {}, [8, 8, 8, 8, 8], false, false, null],
    ['must be crossed for as long as it says', {}, [5, 9, 9, 9], false, false, null],
    ['fires once it was', {}, [5, 9, 9, 9, 9], false, true, 1],
    ['begins again after one number inside', {}, [9, 9, 9, 7, 9, 9], false, false, null],
    ['that asks for no time fires at once', { forMinutes: 0 }, [5, 9], false, true, 1],
    ['goes on while the number is between the limit and what calms it', {}, [9, 9, 7.5, 7.5, 7.5], true, true, null],
    ['is calm only after a while', {}, [9, 7, 7], true, true, null],
    ['clears after it', {}, [9, 7, 7, 6], true, false, 1],
    ['below fires under it', { kind: 'below' }, [9, 7, 7, 7, 7], false, true, 1],
    ['below is calm above it and a bit', { kind: 'below' }, [7, 8.5, 8.9, 8.9, 8.9], true, true, null],
    ['below clears', { kind: 'below' }, [7, 9, 9, 9], true, false, 1],
    ['of no reading says nothing', {}, [], false, false, null],
  ])('%s', (_, more, values, firing, expected, since) => {
    const verdict = judge(limit(more), points(...values), firing, limit(more).clearMinutes);
    expect([verdict.firing, verdict.since]).toEqual([expected, since === null ? null : minute(since)]);
  });

  it('on the change of an hour fires when it rises too fast, or falls', () => {
    const rise = limit({ kind: 'rate', value: 6, hysteresis: 0, forMinutes: 0, windowMinutes: 10 });
    const slow = Array.from({ length: 30 }, (_, n) => n * 0.05);
    const fast = [...slow, ...Array.from({ length: 10 }, (_, n) => 1.5 + n * 0.3)];
    expect(judge(rise, points(...slow), false, 0).firing).toBe(false);
    expect(judge(rise, points(...fast), false, 0).firing).toBe(true);
    expect(judge({ ...rise, value: -6 }, points(...fast), false, 0).firing).toBe(false);
    expect(judge({ ...rise, value: -6 }, points(...fast.map((value) => -value)), false, 0).firing).toBe(true);
    expect(judge(rise, points(0, 5), false, 0).firing).toBe(false);
  });

  it.each([
    ['not long enough', 9, false, false],
    ['long enough', 10, false, true],
    ['still', 11, true, true],
    ['heard again', 1, true, false],
  ])('on silence: %s', (_, minutes, firing, expected) => {
    expect(judgeSilence({ forMinutes: 10 }, 0, minute(minutes), firing).firing).toBe(expected);
  });

  it('never calls one number beyond and calm', () => {
    const any = fc.record({
      kind: fc.constantFrom('above' as const, 'below' as const, 'rate' as const),
      value: fc.integer({ min: -50, max: 50 }).filter((n) => n !== 0),
      hysteresis: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(
        any,
        fc.integer({ min: -100, max: 100 }),
        (one, number) => !(isBeyond(one, number) && isCalm(one, number)),
      ),
    );
  });

  it('judged again on the same numbers changes nothing more', () => {
    const values = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.boolean(), (given, firing) => {
        const rows = points(...given);
        const once = judge(limit(), rows, firing, 2).firing;
        return judge(limit(), rows, once, 2).firing === once;
      }),
    );
  });

  it('that comes and goes is asked for a longer calm each time', () => {
    expect([1, 2, 3, 4, 9].map((n) => calmFor({ clearMinutes: 5 }, n))).toEqual([5, 10, 20, 40, 40]);
    expect([1, 2].map((n) => calmFor({ clearMinutes: 0 }, n))).toEqual([0, 10]);
  });

  it.each([
    [null, 'new'],
    [{ category: 'new' }, 'join'],
    [{ category: 'visit_scheduled' }, 'join'],
    [{ category: 'solved' }, 'reopen'],
    [{ category: 'closed' }, 'new'],
  ])('with a ticket %p: %s', (ticket, way) => {
    expect(ticketFor(ticket)).toBe(way);
  });
});
