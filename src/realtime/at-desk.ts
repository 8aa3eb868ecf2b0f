import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import { MeService } from '../identity/me/me.service.js';
import { Logs } from '../platform/telemetry/logs.js';
import { room } from './rooms.js';

/** A reload, a change of network or a restart of the server is no going home. */
const GONE_AFTER_MS = 30_000;

/**
 * Who opens the console is at the desk; who closes it, in every tab, is away soon after. Visitors of the chat are told
 * by this. A person may say otherwise, and that stands until the console is closed and opened again.
 */
@Injectable()
export class AtDesk implements OnApplicationShutdown {
  private readonly log = Logs.for('realtime');
  private readonly leaving = new Map<string, NodeJS.Timeout>();
  private namespace!: Namespace;

  constructor(private readonly me: MeService) {}

  attach(namespace: Namespace): void {
    this.namespace = namespace;
  }

  async arrived(userId: string): Promise<void> {
    const back = this.leaving.get(userId);
    clearTimeout(back);
    this.leaving.delete(userId);
    if (!back && (await this.open(userId)) <= 1) await this.set(userId, 'online');
  }

  async left(userId: string): Promise<void> {
    if ((await this.open(userId)) > 0) return;
    clearTimeout(this.leaving.get(userId));
    const timer = setTimeout(() => {
      this.leaving.delete(userId);
      void this.open(userId).then((open) => (open === 0 ? this.set(userId, 'away') : undefined));
    }, GONE_AFTER_MS);
    this.leaving.set(userId, timer.unref());
  }

  set(userId: string, state: 'online' | 'away'): Promise<void> {
    return this.me
      .setAvailability(userId, state)
      .catch((error: unknown) => this.log.warn({ err: error, userId }, 'availability was not stored'));
  }

  private async open(userId: string): Promise<number> {
    return (await this.namespace.in(room.user(userId)).fetchSockets()).length;
  }

  onApplicationShutdown(): void {
    for (const timer of this.leaving.values()) clearTimeout(timer);
  }
}
