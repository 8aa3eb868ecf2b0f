import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/http/refusal.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Logs } from '../platform/telemetry/logs.js';
import { InboxesService } from './inboxes.service.js';
import { ChannelRegistry } from './registry.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'lines.upkeep': Record<string, never>;
  }
}

/** What lines need while nobody looks: secrets that are renewed by hand, and tokens that end. */
@Injectable()
export class LineUpkeep {
  private readonly log = Logs.for('channels');

  constructor(
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly clock: Clock,
  ) {}

  /** New secrets of ours; the adapter goes on believing the earlier ones for as long as they may be on their way. */
  async renew(id: string): Promise<void> {
    const inbox = await this.inboxes.get(id);
    const adapter = this.registry.get(inbox.channel);
    if (!adapter.renew) throw new Refusal('no_secret', 422, 'This channel has no secret of ours.');
    const settings = adapter.renew(await this.inboxes.line(id), this.clock.now());
    await this.inboxes.change(id, { version: inbox.version, settings });
  }

  @Job('lines.upkeep', { cron: '41 4 * * *' })
  async all(): Promise<void> {
    for (const { id, channel } of await this.inboxes.list()) {
      if (!this.registry.has(channel) || !this.registry.get(channel).upkeep) continue;
      await this.one(id).catch((error: unknown) =>
        this.log.error({ err: error, inboxId: id }, 'a line was not kept up'),
      );
    }
  }

  async one(id: string): Promise<void> {
    const { channel } = await this.inboxes.get(id);
    const result = await this.registry.get(channel).upkeep?.(await this.inboxes.line(id), this.clock.now());
    if (!result) return;
    if (result.settings) {
      const { version } = await this.inboxes.get(id);
      await this.inboxes.change(id, { version, settings: result.settings });
    }
    if (result.problem !== undefined) await this.inboxes.report(id, result.problem);
  }
}
