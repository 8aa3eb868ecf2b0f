import { AsyncResource } from 'node:async_hooks';

interface Waiting<T, R> {
  one: T;
  done: (result: R) => void;
  fail: (error: unknown) => void;
}

/**
 * What is asked for while earlier work is under way is done together afterwards: alone where it is quiet, so nobody waits
 * for company, and in few large steps where much comes. One step after the other, so that what was asked for first is done
 * first. What fails together is done one by one: a bad one fails for its caller alone.
 */
export class Gathering<T, R> {
  private readonly waiting: Waiting<T, R>[] = [];
  private underWay = false;
  /** Who comes first must not lend its trace to all who come along. */
  private readonly begin: () => void;

  constructor(
    private readonly together: (all: T[]) => Promise<R[]>,
    private readonly limits: { most: number },
  ) {
    this.begin = AsyncResource.bind(() => void this.next());
  }

  add(one: T): Promise<R> {
    return new Promise<R>((done, fail) => {
      this.waiting.push({ one, done, fail });
      this.begin();
    });
  }

  private async next(): Promise<void> {
    if (this.underWay || this.waiting.length === 0) return;
    this.underWay = true;
    // What arrives in the same turn of the event loop is company already.
    await Promise.resolve();
    await this.finish(this.waiting.splice(0, this.limits.most));
    this.underWay = false;
    this.begin();
  }

  private async finish(some: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.together(some.map(({ one }) => one));
      some.forEach(({ done }, at) => done(results[at]!));
    } catch (error) {
      if (some.length === 1) return some[0]!.fail(error);
      for (const one of some) await this.finish([one]);
    }
  }
}
