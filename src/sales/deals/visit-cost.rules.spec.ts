import fc from 'fast-check';
import { costOf, minutesOf, type VisitRates } from './visit-cost.rules.js';

const rates: VisitRates = {
  currency: 'BRL',
  callOut: 5_000,
  workHour: 12_000,
  travelHour: 6_001,
  parts: [{ name: 'SFP module', amount: 9_900 }],
};
const at = (time: string): Date => new Date(`2026-11-23T${time}:00Z`);
const presence = {
  travelAt: at('08:00'),
  arrivedAt: at('08:30'),
  leftAt: at('10:00'),
  pausedMinutes: 15,
  people: 2,
  more: [],
};

describe('what a visit cost', () => {
  it.each([
    ['the way and the work of everybody who went', presence, { workMinutes: 150, travelMinutes: 60 }],
    [
      'what is written down beside it',
      {
        ...presence,
        people: 1,
        more: [
          { kind: 'travel' as const, minutes: 20 },
          { kind: 'wait' as const, minutes: 5 },
        ],
      },
      { workMinutes: 80, travelMinutes: 50 },
    ],
    [
      'nothing of a time that nobody told',
      { ...presence, travelAt: null, leftAt: null },
      { workMinutes: 0, travelMinutes: 0 },
    ],
  ])('counts %s', (_, of, minutes) => expect(minutesOf(of)).toEqual(minutes));

  it('is the call, the hours and the parts, and says which parts have no price', () => {
    const parts = [
      { name: ' sfp MODULE ', quantity: 2 },
      { name: 'Cable', quantity: 3.5 },
    ];

    expect(costOf({ workMinutes: 90, travelMinutes: 30, parts }, rates)).toMatchObject({
      callOut: 5_000,
      work: 18_000,
      travel: 3_001,
      parts: 19_800,
      total: 45_801,
      unpriced: ['Cable'],
    });
  });

  it('is always the whole sum of whole parts, and more work is never cheaper', () => {
    const minutes = fc.integer({ min: 0, max: 2_000 });
    fc.assert(
      fc.property(minutes, minutes, minutes, (workMinutes, more, travelMinutes) => {
        const cost = costOf({ workMinutes, travelMinutes, parts: [] }, rates);

        expect(Number.isInteger(cost.total)).toBe(true);
        expect(cost.total).toBe(cost.callOut + cost.work + cost.travel + cost.parts);
        expect(
          costOf({ workMinutes: workMinutes + more, travelMinutes, parts: [] }, rates).total,
        ).toBeGreaterThanOrEqual(cost.total);
      }),
    );
  });
});
