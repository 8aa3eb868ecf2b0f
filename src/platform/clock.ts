import { Injectable } from '@nestjs/common';

/** The only place that reads the time. Tests replace it; rules get the time passed in. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Milliseconds since the epoch, for budgets and time-outs. */
  millis(): number {
    return Date.now();
  }
}
