import { PasswordHasher } from './password-hasher.js';

describe('verifying a password', () => {
  const hasher = new PasswordHasher();

  it('is true for the right one, however its accents were typed, and for no other', async () => {
    const stored = await hasher.hash('sete chaleiras enferruj\u00e1das');

    expect(await hasher.verify(stored, 'sete chaleiras enferruja\u0301das')).toBe(true);
    expect(await hasher.verify(stored, 'sete chaleiras enferrujadas')).toBe(false);
  });

  it('is false where there is none, also for the words that stand in for it', async () => {
    expect(await hasher.verify(null, 'nobody has this password')).toBe(false);
  });

  it('works as much where there is none', async () => {
    const stored = await hasher.hash('seven rusty kettles');
    // The processor's time, not the clock's, and the least of five: other processes cannot lengthen it.
    const work = async (hashed: string | null) => {
      const costs: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        const before = process.cpuUsage();
        await hasher.verify(hashed, 'wrong password');
        const { user, system } = process.cpuUsage(before);
        costs.push(user + system);
      }
      return Math.min(...costs);
    };

    expect((await work(null)) / (await work(stored))).toBeGreaterThan(0.4);
  });
});
