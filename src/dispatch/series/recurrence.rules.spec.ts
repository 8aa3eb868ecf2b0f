import { occurrences, recurrenceProblem } from './recurrence.rules.js';

const days = (rule: string, startsAt: string, until: string, zone = 'America/Sao_Paulo'): string[] =>
  occurrences({ rule, zone, startsAt: new Date(startsAt) }, new Date(startsAt), new Date(until)).map((at) =>
    at.toISOString(),
  );

describe('work that comes back', () => {
  it('comes on the first Tuesday of a month, at its hour', () => {
    expect(days('FREQ=MONTHLY;BYDAY=1TU', '2026-11-03T12:00:00Z', '2027-02-28T00:00:00Z')).toEqual([
      '2026-12-01T12:00:00.000Z',
      '2027-01-05T12:00:00.000Z',
      '2027-02-02T12:00:00.000Z',
    ]);
  });

  it('stays at nine o’clock when summer time ends', () => {
    expect(days('FREQ=WEEKLY', '2026-10-19T07:00:00Z', '2026-11-03T00:00:00Z', 'Europe/Berlin')).toEqual([
      '2026-10-26T08:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
    ]);
  });

  it.each(['', 'FREQ=SECONDLY', 'sometimes', 'FREQ=DAILY\nDTSTART:20260101T000000Z', 'COUNT=3'])(
    'is not %j',
    (rule) => {
      expect(recurrenceProblem(rule)).not.toBeNull();
    },
  );

  it('ends by itself where the rule says so, and never floods', () => {
    expect(days('FREQ=DAILY;COUNT=3', '2026-11-03T12:00:00Z', '2036-01-01T00:00:00Z')).toHaveLength(2);
    expect(days('FREQ=DAILY', '2026-11-03T12:00:00Z', '2036-01-01T00:00:00Z').length).toBeLessThanOrEqual(401);
  });
});
