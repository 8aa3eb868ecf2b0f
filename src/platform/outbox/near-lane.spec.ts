import { Config } from '../config.js';
import { NearLane } from './near-lane.js';

/** Something that ends when told to. */
function held() {
  let end!: () => void;
  const ended = new Promise<void>((done) => (end = done));
  return { run: () => ended, end };
}

const lane = (): NearLane => new NearLane({ serves: { worker: true, web: true } } as Config);

/** Twenty pieces of work, and how many of them have begun. */
function twenty(near: NearLane) {
  const begun: ReturnType<typeof held>[] = [];
  const over = Array.from({ length: 20 }, (_, at) =>
    near.take(`${at}`, () => {
      const one = held();
      begun.push(one);
      return one.run();
    }),
  );
  return { begun, over };
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('the near lane', () => {
  it('does a few at a time, in the order in which they came', async () => {
    const { begun } = twenty(lane());
    expect(begun).toHaveLength(8);

    begun[0]!.end();
    await turn();

    expect(begun).toHaveLength(9);
  });

  it('does one at a time while several wait outside, and goes on with all when they have their answer', async () => {
    const near = lane();
    const outside = Array.from({ length: 4 }, held);
    const answers = outside.map(({ run }) => near.ahead(run));

    const { begun, over } = twenty(near);
    expect(begun).toHaveLength(1);
    begun[0]!.end();
    await turn();
    expect(begun).toHaveLength(2);

    for (const { end } of outside) end();
    await Promise.all(answers);
    expect(begun).toHaveLength(9);
    for (let at = 0; at < 20; at += 1) {
      begun[at]!.end();
      await turn();
    }
    expect(await Promise.all(over)).toEqual(Array.from({ length: 20 }, () => true));
  });

  it('goes on also when what was waited for fails', async () => {
    const near = lane();
    const outside = Array.from({ length: 4 }, held);
    const answers = Promise.allSettled([
      ...outside.map(({ run }) => near.ahead(run)),
      near.ahead(() => Promise.reject(new Error('no'))),
    ]);
    const { begun } = twenty(near);
    for (const { end } of outside) end();

    await answers;

    expect(begun).toHaveLength(8);
  });
});
