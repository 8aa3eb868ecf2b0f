import { addMonths, dueStep, holdsOn, lastOf, mayBecome, prevailing, type Dated } from './contract.rules.js';

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

describe('what time asks of a contract', () => {
  const one = (more: Partial<Parameters<typeof dueStep>[0]> = {}) => ({
    state: 'active' as const,
    startsOn: '2025-04-01',
    endsOn: '2026-03-31',
    renewal: 'none' as const,
    noticeDays: 30,
    askedFor: null,
    ...more,
  });

  it.each([
    ['without an end', one({ endsOn: null }), '2030-01-01', null],
    ['that is a draft', one({ state: 'draft' }), '2030-01-01', null],
    ['on its last day', one(), '2026-03-31', null],
    ['after its last day', one(), '2026-04-01', 'end'],
    ['that goes on, a day too early', one({ renewal: 'auto' }), '2026-02-28', null],
    ['that goes on, at the notice', one({ renewal: 'auto' }), '2026-03-01', 'renew'],
    ['to ask about, at the notice', one({ renewal: 'ask' }), '2026-03-01', 'ask'],
    ['that was asked about', one({ renewal: 'ask', askedFor: '2026-03-31' }), '2026-03-02', null],
    ['that was asked about and ran out', one({ renewal: 'ask', askedFor: '2026-03-31' }), '2026-04-01', 'end'],
  ])('%s', (_, contract, today, step) => {
    expect(dueStep(contract, today)).toBe(step);
  });

  it('moves only forward', () => {
    expect(mayBecome('draft', 'active')).toBe(true);
    expect(mayBecome('ended', 'active')).toBe(false);
    expect(mayBecome('draft', 'ended')).toBe(false);
    expect(mayBecome('cancelled', 'cancelled')).toBe(true);
  });

  it('counts months by the calendar', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-12-15', -12)).toBe('2025-12-15');
    expect(lastOf('2028-02')).toBe('2028-02-29');
  });
});
