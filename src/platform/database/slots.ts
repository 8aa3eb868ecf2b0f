/** So many at once; whoever comes later waits in line. */
export class Slots {
  private free: number;
  private readonly line: (() => void)[] = [];

  constructor(most: number) {
    this.free = most;
  }

  async hold<T>(body: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((next) => this.line.push(next));
    try {
      return await body();
    } finally {
      const next = this.line.shift();
      // The slot goes from hand to hand: nobody who comes in between takes it from the one who waited.
      if (next) next();
      else this.free += 1;
    }
  }
}
