import { Gathering } from './gathering.js';

/** Work that ends when told to. */
function doublings(limits = { most: 100 }) {
  const rounds: number[][] = [];
  const ends: (() => void)[] = [];
  const gathering = new Gathering<number, number>(async (all) => {
    rounds.push(all);
    await new Promise<void>((end) => ends.push(end));
    if (all.includes(13)) throw new Error('thirteen');
    return all.map((one) => one * 2);
  }, limits);
  /** Ends what is under way, and what follows from it, until nothing is. */
  const finish = async (): Promise<void> => {
    for (let quiet = 0; quiet < 20; quiet += 1) {
      await Promise.resolve();
      const under = ends.splice(0);
      if (under.length > 0) quiet = 0;
      for (const end of under) end();
    }
  };
  return { gathering, rounds, finish };
}

describe('gathering', () => {
  it('does one alone at once, and what comes meanwhile in one step', async () => {
    const { gathering, rounds, finish } = doublings();
    const first = gathering.add(1);
    await Promise.resolve();
    const later = [2, 3, 4].map((one) => gathering.add(one));

    await finish();

    expect(rounds).toEqual([[1], [2, 3, 4]]);
    expect(await Promise.all([first, ...later])).toEqual([2, 4, 6, 8]);
  });

  it('lets no step become larger than allowed', async () => {
    const { gathering, rounds, finish } = doublings({ most: 2 });
    const all: Promise<number>[] = [];
    for (const one of [1, 2, 3, 4, 5]) {
      all.push(gathering.add(one));
      await Promise.resolve();
    }
    expect(rounds).toEqual([[1]]);

    await finish();

    expect(rounds).toEqual([[1], [2, 3], [4, 5]]);
    expect(await Promise.all(all)).toEqual([2, 4, 6, 8, 10]);
  });

  it('fails only whoever brought what fails', async () => {
    const { gathering, rounds, finish } = doublings();
    const all = [12, 13, 14].map((one) => gathering.add(one));
    const settled = Promise.allSettled(all);

    await finish();

    expect(rounds).toEqual([[12, 13, 14], [12], [13], [14]]);
    expect(await settled).toEqual([
      { status: 'fulfilled', value: 24 },
      { status: 'rejected', reason: new Error('thirteen') },
      { status: 'fulfilled', value: 28 },
    ]);
  });
});
