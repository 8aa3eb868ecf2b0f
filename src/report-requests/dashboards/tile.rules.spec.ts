import { filled, monthsUntil } from './tile.rules.js';

describe('the months of a tile', () => {
  it('end with the one of today, also over the turn of a year', () => {
    expect(monthsUntil('2026-02-28', 3)).toEqual(['2025-12', '2026-01', '2026-02']);
    expect(monthsUntil('2026-03-31', 1)).toEqual(['2026-03']);
  });

  it('in which nothing happened are nothing, and of a share unknown', () => {
    const months = ['2026-01', '2026-02'];
    const point = { key: '2026-02', name: null, value: 4, unit: 'count' } as const;
    expect(filled([point], months, 'visits').map(({ value }) => value)).toEqual([0, 4]);
    expect(filled([], months, 'promise-kept').map(({ value }) => value)).toEqual([null, null]);
  });

  it('of money stand for each currency by themselves', () => {
    const months = ['2026-01', '2026-02'];
    const points = [
      { key: '2026-01', name: null, value: 100, unit: 'minor:BRL' },
      { key: '2026-02', name: null, value: 7, unit: 'minor:EUR' },
    ] as const;
    expect(filled(points, months, 'spend').map(({ value, unit }) => `${value} ${unit}`)).toEqual([
      '100 minor:BRL',
      '0 minor:BRL',
      '0 minor:EUR',
      '7 minor:EUR',
    ]);
  });

  it('of what is measured stand for each line by themselves, and a month without readings is unknown', () => {
    const months = ['2026-01', '2026-02'];
    const line = { name: 'Temperature', namePt: 'Temperatura', unit: 'of:°C' } as const;
    const other = { name: 'Housing', namePt: 'Gabinete', unit: 'of:°C' } as const;
    const points = [
      { ...other, key: '2026-01', value: 38 },
      { ...line, key: '2026-01', value: 4.1 },
      { ...line, key: '2026-02', value: 4.4 },
    ];
    expect(filled(points, months, 'readings')).toEqual([
      points[1],
      points[2],
      points[0],
      { ...other, key: '2026-02', value: null },
    ]);
    expect(filled([], months, 'readings')).toEqual([]);
    expect(filled([], months, 'device-alerts').map(({ value }) => value)).toEqual([0, 0]);
  });

  it('are not asked of what is counted as it stands', () => {
    const points = [{ key: 'installed', name: null, value: 3, unit: 'count' }] as const;
    expect(filled(points, ['2026-01'], 'equipment-by-state')).toEqual(points);
  });
});
