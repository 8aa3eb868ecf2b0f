import { describe, expect, it } from '@jest/globals';
import { refusedOf } from './failures.rules';

const rows = Array.from({ length: 20 }, (_, at) => ({ id: `t${at}`, number: 1000 + at }));
const failure = (at: number, code: string) => ({ id: `t${at}`, code, detail: '' });

describe('what failed of many', () => {
  it('is named, those with the same reason together', () => {
    const failed = [failure(3, 'merged'), failure(1, 'visit_open'), failure(2, 'merged')];

    expect(refusedOf(failed, rows, ({ code }) => code)).toEqual([
      { why: 'merged', names: ['#1002', '#1003'], more: 0 },
      { why: 'visit_open', names: ['#1001'], more: 0 },
    ]);
  });

  it('is counted where the names would be too many', () => {
    const [refused] = refusedOf(
      rows.map((_, at) => failure(at, 'merged')),
      rows,
      ({ code }) => code,
    );

    expect(refused).toMatchObject({ more: 8 });
    expect(refused!.names).toHaveLength(12);
  });
});
