import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Clock } from '../../platform/clock.js';
import { PUBLIC } from '../../platform/http/access.decorators.js';
import { OWN_LIMITS } from '../../platform/http/own-limits.decorator.js';
import { Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Signals } from '../../platform/sockets/signals.js';
import { AddressWindows } from './address-windows.rules.js';

declare module '../../platform/sockets/signals.js' {
  interface SignalMap {
    /** So many anonymous requests of one address more, at the process `by`. */
    'throttle.counted': { address: string; count: number; by: string };
  }
}

/**
 * Requests from one address within the window to routes that need no account; a whole office may share an address.
 * Counts go to the other processes a hundred at a time: a flood costs one notice for each hundred requests, and nobody
 * else costs anything. Beyond so many addresses, windows that are over are forgotten.
 */
const LIMITS = { most: 1_200, windowMs: 60_000, parcel: 100, addresses: 20_000 };
/** Providers and supervisors have their own proofs, and come in bursts. */
const OTHERS = /^\/(hooks|health|metrics)(\/|$)/;

/**
 * A backstop against floods of anonymous requests, shared by all processes. What really must be slow (proving a
 * password) counts its failures in the database.
 */
@Injectable()
export class AddressThrottleGuard implements CanActivate {
  private readonly windows = new AddressWindows(LIMITS);
  private readonly process = newId();

  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {
    signals.on('throttle.counted', ({ address, count, by }) => {
      if (by !== this.process) this.windows.add(address, count, clock.millis());
    });
  }

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    if (!this.isPublic(context) || OTHERS.test(request.path)) return true;
    const address = request.ip ?? 'unknown';
    const { waitMs, tell } = this.windows.count(address, this.clock.millis());
    if (tell > 0) this.signals.send('throttle.counted', { address, count: tell, by: this.process });
    if (waitMs === 0) return true;
    throw new Refusal('rate_limited', 429, 'Too many requests from this address.', {
      retryAfter: Math.max(1, waitMs / 1_000),
    });
  }

  private isPublic(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    const read = (key: string) => this.reflector.getAllAndOverride<unknown>(key, targets);
    return read(PUBLIC) !== undefined && read(OWN_LIMITS) === undefined;
  }
}
