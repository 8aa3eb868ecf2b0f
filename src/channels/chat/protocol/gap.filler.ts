import { backoff } from './backoff.js';
import type { Connection } from './connection.js';
import type { ChatMessage } from './protocol.js';
import { ACK_WITHIN_MS } from './sender.js';
import type { Timeline } from './timeline.js';
import type { Scheduler } from './transport.js';

export interface GapFillerOptions {
  connection: Connection;
  scheduler: Scheduler;
  random: () => number;
  timeline: () => Timeline;
  found: (messages: readonly ChatMessage[]) => void;
}

/** Fetches what is missing in the timeline, page by page, until nothing is. */
export class GapFiller {
  private running = false;
  private failures = 0;
  private cancel: () => void = () => undefined;

  constructor(private readonly options: GapFillerOptions) {}

  stop(): void {
    this.cancel();
  }

  async fill(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.cancel();
    const { connection, scheduler, timeline, found, random } = this.options;
    try {
      for (let after = timeline().gapAfter; after !== undefined; after = timeline().gapAfter) {
        const asked = timeline();
        const ack = await connection.request('sync', { after }, ACK_WITHIN_MS);
        if (!ack.ok) throw new Error(ack.error.message);
        // Meanwhile another conversation may have begun.
        if (asked !== timeline()) continue;
        found(ack.messages);
        // A server that promised more than it has would keep us asking for ever.
        if (asked.gapAfter === after) throw new Error('the gap stays');
        this.failures = 0;
      }
    } catch {
      this.failures += 1;
      // Without a connection the next session starts it again.
      if (connection.status === 'online') {
        this.cancel = scheduler.after(backoff(this.failures, random), () => void this.fill());
      }
    } finally {
      this.running = false;
    }
  }
}
