import { Slots } from './slots.js';

describe('slots', () => {
  it('lets so many in at once, the others in the order in which they came', async () => {
    const slots = new Slots(2);
    const begun: number[] = [];
    let inside = 0;
    let most = 0;
    const run = (at: number) =>
      slots.hold(async () => {
        begun.push(at);
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((done) => setTimeout(done, 1));
        inside -= 1;
        return at;
      });

    const results = await Promise.all([1, 2, 3, 4, 5].map(run));

    expect(results).toEqual([1, 2, 3, 4, 5]);
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('gives a slot back when its body fails', async () => {
    const slots = new Slots(1);
    await expect(slots.hold(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    await expect(slots.hold(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
