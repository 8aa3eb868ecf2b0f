import { holdsOn, prevailing, type Dated } from './contract.rules.js';

const contract = (startsOn: string, endsOn: string | null, state: Dated['state'] = 'active'): Dated => ({
  state,
  startsOn,
  endsOn,
});

describe('a contract', () => {
  it.each([
    ['on its first day', contract('2026-03-15', null), true],
    ['on its last day', contract('2026-01-01', '2026-03-15'), true],
    ['the day before it begins', contract('2026-03-16', null), false],
    ['the day after it ended', contract('2026-01-01', '2026-03-14'), false],
    ['as a draft', contract('2026-01-01', null, 'draft'), false],
    ['once it was ended', contract('2026-01-01', null, 'ended'), false],
  ])('%s', (_, given, holds) => {
    expect(holdsOn(given, '2026-03-15')).toBe(holds);
  });

  it('that began last prevails among those that hold', () => {
    const [old, young, future] = [
      contract('2025-01-01', null),
      contract('2026-02-01', null),
      contract('2027-01-01', null),
    ];

    expect(prevailing([old, future, young], '2026-03-15')).toBe(young);
    expect(prevailing([future], '2026-03-15')).toBeUndefined();
  });
});
