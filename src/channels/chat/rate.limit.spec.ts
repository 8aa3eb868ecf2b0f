import { RateLimit } from './rate.limit.js';

describe('twenty in ten seconds', () => {
  const limit = (): RateLimit => new RateLimit(20, 10_000);

  it('are allowed, one more is not', () => {
    const limited = limit();
    for (let i = 0; i < 20; i += 1) expect(limited.take('ana', 1_000 + i)).toBe(0);
    expect(limited.take('ana', 2_000)).toBe(9_000);
  });

  it('count for each visitor', () => {
    const limited = limit();
    for (let i = 0; i < 20; i += 1) limited.take('ana', 0);
    expect(limited.take('rui', 0)).toBe(0);
  });

  it('slide: what is ten seconds old counts no more', () => {
    const limited = limit();
    for (let i = 0; i < 20; i += 1) limited.take('ana', i * 100);
    expect(limited.take('ana', 9_999)).toBeGreaterThan(0);
    expect(limited.take('ana', 10_001)).toBe(0);
  });

  it('are not made worse by trying', () => {
    const limited = limit();
    for (let i = 0; i < 20; i += 1) limited.take('ana', 0);
    for (let i = 0; i < 100; i += 1) limited.take('ana', 5_000);
    expect(limited.take('ana', 10_001)).toBe(0);
  });
});
