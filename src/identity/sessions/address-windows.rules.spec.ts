import { AddressWindows } from './address-windows.rules.js';

const windows = () => new AddressWindows({ most: 10, windowMs: 1_000, parcel: 4, addresses: 3 });
const times = (n: number, count: () => { waitMs: number; tell: number }) => Array.from({ length: n }, count);

it('lets so many through, says how long to wait, and begins anew', () => {
  const mine = windows();
  expect(times(10, () => mine.count('a', 0)).every(({ waitMs }) => waitMs === 0)).toBe(true);
  expect(mine.count('a', 400).waitMs).toBe(600);
  expect(mine.count('b', 400).waitMs).toBe(0);
  expect(mine.count('a', 1_000).waitMs).toBe(0);
});

it('tells the others in parcels', () => {
  const mine = windows();
  expect(times(9, () => mine.count('a', 0)).map(({ tell }) => tell)).toEqual([0, 0, 0, 4, 0, 0, 0, 4, 0]);
});

it('counts what others tell, without telling it again', () => {
  const mine = windows();
  mine.add('a', 9, 0);
  expect(mine.count('a', 0)).toEqual({ waitMs: 0, tell: 0 });
  expect(mine.count('a', 0).waitMs).toBeGreaterThan(0);
});

it('lets an address through two processes hardly more often than through one', () => {
  const [one, two] = [windows(), windows()];
  let through = 0;
  for (let i = 0; i < 40; i += 1) {
    const [mine, other] = i % 2 ? [one, two] : [two, one];
    const { waitMs, tell } = mine.count('a', 0);
    if (tell > 0) other.add('a', tell, 0);
    if (waitMs === 0) through += 1;
  }
  expect(through).toBeLessThanOrEqual(10 + 4);
});

it('forgets what is over before it takes more memory', () => {
  const mine = windows();
  for (const address of ['a', 'b', 'c']) mine.count(address, 0);
  mine.count('d', 2_000);
  expect((mine as unknown as { windows: Map<string, unknown> }).windows.size).toBe(1);
});
