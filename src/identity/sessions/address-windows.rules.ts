interface Window {
  count: number;
  /** Counted here, and not yet told to the other processes. */
  untold: number;
  endsAt: number;
}

export interface Counted {
  /** Milliseconds to wait; 0: go ahead. */
  waitMs: number;
  /** To be told to the other processes now; 0: nothing. */
  tell: number;
}

/**
 * How often each address has come within a window. Several processes share their counts in parcels, so that an address
 * is let through at most one parcel per process more often than on one process.
 */
export class AddressWindows {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly limits: { most: number; windowMs: number; parcel: number; addresses: number }) {}

  count(address: string, now: number): Counted {
    const window = this.windowOf(address, now);
    window.count += 1;
    window.untold += 1;
    const tell = window.untold >= this.limits.parcel ? window.untold : 0;
    if (tell > 0) window.untold = 0;
    return { waitMs: window.count > this.limits.most ? window.endsAt - now : 0, tell };
  }

  /** What another process has counted. */
  add(address: string, count: number, now: number): void {
    this.windowOf(address, now).count += count;
  }

  private windowOf(address: string, now: number): Window {
    const known = this.windows.get(address);
    if (known && known.endsAt > now) return known;
    if (this.windows.size >= this.limits.addresses) this.forgetEnded(now);
    const fresh = { count: 0, untold: 0, endsAt: now + this.limits.windowMs };
    this.windows.set(address, fresh);
    return fresh;
  }

  private forgetEnded(now: number): void {
    for (const [address, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(address);
  }
}
