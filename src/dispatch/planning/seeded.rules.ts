/** Chance that falls the same way for the same seed: a plan can be asked for twice and argued about. */
export class Seeded {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** From 0 up to 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** From 0 to `count` - 1. */
  index(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** Near 0 the oftener, the greater `power` is: the front of a sorted list, with exceptions. */
  front(count: number, power: number): number {
    return Math.floor(this.next() ** power * count);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.index(list.length)]!;
  }

  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const at = weights.findIndex((weight) => (left -= weight) < 0);
    return at === -1 ? weights.length - 1 : at;
  }
}
