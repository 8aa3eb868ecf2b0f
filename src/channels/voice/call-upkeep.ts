import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { CallsService } from '../calls/calls.service.js';
import { InboxesService } from '../inboxes.service.js';
import { CallCatchUp } from './call-catch-up.js';
import { CallTickets } from './call-tickets.js';
import { VoiceControl } from './voice-control.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'calls.reconcile': Record<string, never>;
  }
}

/** A call of which nothing was heard for so long may be over without our knowing. */
const SILENT_MS = 90_000;

/** Calls that a crash or a lost webhook left open: the provider is asked what became of them. */
@Injectable()
export class CallUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = Logs.for('voice');
  private started: Promise<void> = Promise.resolve();

  constructor(
    private readonly calls: CallsService,
    private readonly inboxes: InboxesService,
    private readonly control: VoiceControl,
    private readonly tickets: CallTickets,
    private readonly catchUp: CallCatchUp,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Whatever was going on when we went down: nobody waits for the silence to be long enough. */
  onApplicationBootstrap(): void {
    if (!this.config.serves.worker) return;
    this.started = this.reconcileAll(this.clock.now())
      .then(() => this.catchUp.catchUp())
      .catch((error: unknown) => this.log.warn({ err: error }, 'open calls could not be compared at the start'));
  }

  /** What has begun is done before the database is closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.started;
  }

  @Job('calls.reconcile', { every: 60_000 })
  async reconcile(): Promise<void> {
    await this.reconcileAll(new Date(this.clock.millis() - SILENT_MS));
  }

  private async reconcileAll(silentSince: Date): Promise<void> {
    for (const call of await this.calls.open()) {
      if (call.channel !== 'voice' || call.updatedAt > silentSince) continue;
      try {
        const line = await this.inboxes.line(call.inboxId);
        if (!(await this.control.isOver(call, line))) continue;
        await this.tickets.place(line, call);
        await this.calls.run(async (tx) => {
          const held = await this.calls.lock(tx, call.id);
          if (held) await this.calls.end(tx, held);
        });
      } catch (error) {
        this.log.warn({ err: error, callId: call.id }, 'it is not known whether a call is over');
      }
    }
  }
}
