import type { Scheduler } from '../channels/chat/protocol/transport.js';
import { Clock } from '../platform/clock.js';

const clock = new Clock();

export const nodeTime: Scheduler = {
  now: () => clock.millis(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
