import fc from 'fast-check';
import { askingWithin, isLate, MAY, mayReview, movesIn, quotaOf, REQUEST_STATES } from './report.rules.js';

describe('a report that a customer asked for', () => {
  it.each([
    ['is late the day after the one that was promised', 'analysis', '2026-03-10', '2026-03-11', true],
    ['is in time on that day', 'analysis', '2026-03-10', '2026-03-10', false],
    ['is not late where nothing was promised yet', 'requested', null, '2026-03-11', false],
    ['is not late once it is published', 'published', '2026-03-10', '2026-03-11', false],
    ['is not late once it was withdrawn', 'withdrawn', '2026-03-10', '2026-03-11', false],
  ] as const)('%s', (_, state, dueOn, today, late) => {
    expect(isLate(state, dueOn, today)).toBe(late);
  });

  it('that ended without being delivered is not moved any more', () => {
    expect(movesIn('declined')).toEqual([]);
    expect(movesIn('withdrawn')).toEqual([]);
  });

  it('is never published without having been looked at', () => {
    expect(MAY.publish).toEqual(['review', 'presented']);
    expect(REQUEST_STATES.filter((state) => MAY.approve.includes(state))).toEqual(['review']);
  });

  it('is looked at by somebody else than its author', () => {
    expect(mayReview('ana', 'ana')).toBe(false);
    expect(mayReview('rui', 'ana')).toBe(true);
  });
});

describe('the reports that a package includes', () => {
  it.each([
    ['the first of two', { perMonth: 2, beyond: 'allowed' }, 0, 'included'],
    ['the third of two, where more is allowed', { perMonth: 2, beyond: 'allowed' }, 2, 'beyond'],
    ['the third of two, where no more is', { perMonth: 2, beyond: 'refused' }, 2, 'refused'],
    ['one without any package', null, 0, 'beyond'],
    ['one of a package that includes none', { perMonth: 0, beyond: 'refused' }, 0, 'refused'],
  ] as const)('%s', (_, allowance, asked, expected) => {
    expect(askingWithin(quotaOf(allowance, asked))).toBe(expected);
  });

  it('are as many as the package says, whatever is asked', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(100), (perMonth, asks) => {
        let taken = 0;
        for (let at = 0; at < asks; at += 1) {
          if (askingWithin(quotaOf({ perMonth, beyond: 'refused' }, taken)) !== 'refused') taken += 1;
        }
        expect(taken).toBe(Math.min(perMonth, asks));
      }),
    );
  });
});
