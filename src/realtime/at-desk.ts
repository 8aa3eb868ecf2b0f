import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import { AttendanceService } from '../identity/presence/attendance.service.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { Logs } from '../platform/telemetry/logs.js';
import type { AgentSocket } from './agent.socket.js';
import { room } from './rooms.js';

/** Well below the minutes after which somebody counts as gone. */
const SAY_EVERY_MS = 20_000;

/**
 * Who opens the console is at the desk, unless they chose to be away. Each process says of its own sockets, now and
 * then, that they are open; whoever is not heard of for some minutes is away.
 */
@Injectable()
export class AtDesk implements OnApplicationShutdown {
  private readonly log = Logs.for('realtime');
  private namespace: Namespace | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly attendance: AttendanceService) {}

  attach(namespace: Namespace): void {
    this.namespace = namespace;
    this.timer = setInterval(() => void this.sayWhoIsHere(), SAY_EVERY_MS).unref();
  }

  arrived(userId: string): Promise<void> {
    return this.quietly(this.attendance.arrived(userId));
  }

  /** The minutes begin when the tab was closed, not at the last time that it was counted. */
  left(userId: string): Promise<void> {
    return this.quietly(this.attendance.seen([userId]));
  }

  choose(userId: string, state: 'online' | 'away'): Promise<void> {
    return this.attendance.choose(userId, state);
  }

  /** Every tab shows the same switch, and a person who was sent away learns it. */
  @Subscribe('identity.availability-changed', { name: 'realtime.availability', lane: 'live' })
  async changed({ userId, availability }: Events['identity.availability-changed']): Promise<void> {
    this.namespace?.to(room.user(userId)).emit('availability', { state: availability });
  }

  private async sayWhoIsHere(): Promise<void> {
    const sockets = [...(this.namespace?.sockets.values() ?? [])] as AgentSocket[];
    const here = sockets.filter(({ data }) => data.actor?.sessionId).map(({ data }) => data.actor.id!);
    await this.quietly(this.attendance.seen([...new Set(here)]));
  }

  private quietly(saying: Promise<void>): Promise<void> {
    return saying.catch((error: unknown) => this.log.warn({ err: error }, 'attendance was not stored'));
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.namespace = undefined;
  }
}
