import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { Logs } from '../telemetry/logs.js';

/** Enough to wait for the disk side by side; each holds a connection, and what comes in needs some too. */
const AT_ONCE = 8;
/** While more than so many wait outside for our word, one at a time: it goes on, and they do not wait for it. */
const FEW_OUTSIDE = 3;
/** Beyond it the queue is the better place to wait: it is not in our memory. */
const MOST_WAITING = 5_000;

interface Call {
  id: string;
  run: () => Promise<void>;
  /** Whether it was done; false: it was left to whoever looks for what is undone. */
  over: (done: boolean) => void;
}

/** Work for this process itself, a few at a time and in the order in which it came. */
@Injectable()
export class NearLane {
  private readonly known = new Set<string>();
  private readonly waiting: Call[] = [];
  private running = 0;
  private outside = 0;
  private open: boolean;

  constructor(config: Config) {
    this.open = config.serves.worker;
  }

  get hasRoom(): boolean {
    return this.open && this.waiting.length < MOST_WAITING;
  }

  has(id: string): boolean {
    return this.known.has(id);
  }

  /** Rejects as `run` does. Resolves false where the lane was closed before its turn came. */
  take(id: string, run: () => Promise<void>): Promise<boolean> {
    this.known.add(id);
    return new Promise<boolean>((over, fail) => {
      this.waiting.push({ id, run: () => run().catch(fail), over });
      this.next();
    }).finally(() => this.known.delete(id));
  }

  /**
   * Work on which somebody waits outside who gives up, calls again and at last switches us off: what is in this lane
   * can wait, and leaves them the processor.
   */
  async ahead<T>(work: () => Promise<T>): Promise<T> {
    this.outside += 1;
    try {
      return await work();
    } finally {
      this.outside -= 1;
      while (this.next());
    }
  }

  /** What runs goes on to its end; what waits stays undone in the outbox, for the next start or another process. */
  close(): void {
    this.open = false;
    for (const { over } of this.waiting.splice(0)) over(false);
  }

  /** Whether one more has begun. */
  private next(): boolean {
    if (this.running >= (this.outside > FEW_OUTSIDE ? 1 : AT_ONCE)) return false;
    const call = this.waiting.shift();
    if (!call) return false;
    this.running += 1;
    void Logs.within(call.id, call.run).then(() => {
      this.running -= 1;
      call.over(true);
      while (this.next());
    });
    return true;
  }
}
