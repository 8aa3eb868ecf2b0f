import type { Scheduler } from './transport.js';

const TELL_AT_MOST_EVERY_MS = 3_000;
const FORGET_AFTER_MS = 6_000;

/** Who writes at the moment, in both directions. Volatile: either end of it may be lost. */
export class Typing {
  /** Null: nobody. An empty name: somebody. */
  others: string | null = null;
  private forget: () => void = () => undefined;
  private toldAt = -Infinity;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly tell: (on: boolean) => void,
    private readonly changed: () => void,
  ) {}

  /** The visitor pressed a key, or emptied the field. */
  mine(on: boolean): void {
    const now = this.scheduler.now();
    const told = this.toldAt > -Infinity;
    if (on ? now - this.toldAt < TELL_AT_MOST_EVERY_MS : !told) return;
    this.toldAt = on ? now : -Infinity;
    this.tell(on);
  }

  /** The message itself says that the typing is over. */
  said(): void {
    this.toldAt = -Infinity;
  }

  theirs(on: boolean, name = ''): void {
    this.forget();
    this.others = on ? name : null;
    if (on) this.forget = this.scheduler.after(FORGET_AFTER_MS, () => this.theirs(false));
    this.changed();
  }

  stop(): void {
    this.forget();
  }
}
