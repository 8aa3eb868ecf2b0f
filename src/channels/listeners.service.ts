import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Logs } from '../platform/telemetry/logs.js';
import { Receiver } from './receiver.service.js';
import { ChannelRegistry } from './registry.js';

/** Starts the channels that fetch or stay connected, and stops them before anything else: nothing new comes in while we drain. */
@Injectable()
export class ChannelListeners implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = Logs.for('channels');
  private stops: (() => Promise<void>)[] = [];

  constructor(
    private readonly registry: ChannelRegistry,
    private readonly receiver: Receiver,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.serves.web && !this.config.serves.worker) return;
    for (const adapter of this.registry.all()) {
      if (adapter.listen) this.stops.push(await adapter.listen(this.receiver.portFor(adapter.kind)));
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(
      this.stops.map((stop) =>
        stop().catch((error: unknown) => this.log.warn({ err: error }, 'a listener did not stop cleanly')),
      ),
    );
    this.stops = [];
  }
}
