/** Work of one kind of key comes one after the other, in the order in which it was asked for; other keys do not wait. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** What fails fails for its caller alone: the next has its turn all the same. */
  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine
      .catch(() => undefined)
      .then(() => {
        if (this.last.get(key) === settled) this.last.delete(key);
      });
    this.last.set(key, settled);
    return mine;
  }
}
