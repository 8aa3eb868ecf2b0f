/** So many in a sliding window, for each key. In memory: a restart forgives, which harms nobody. */
export class RateLimit {
  private readonly times = new Map<string, number[]>();
  private sweptAt = 0;

  constructor(
    private readonly most: number,
    private readonly windowMs: number,
  ) {}

  /** 0: go ahead, it is counted. Otherwise how many milliseconds to wait; what is refused does not count. */
  take(key: string, now: number): number {
    this.sweep(now);
    const recent = (this.times.get(key) ?? []).filter((at) => at > now - this.windowMs);
    this.times.set(key, recent);
    const oldest = recent[0];
    if (recent.length >= this.most && oldest !== undefined) return oldest + this.windowMs - now;
    recent.push(now);
    return 0;
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < this.windowMs) return;
    this.sweptAt = now;
    for (const [key, times] of this.times) if ((times.at(-1) ?? 0) <= now - this.windowMs) this.times.delete(key);
  }
}
