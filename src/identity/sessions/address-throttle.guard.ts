import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Clock } from '../../platform/clock.js';
import { PUBLIC } from '../../platform/http/access.decorators.js';
import { OWN_LIMITS } from '../../platform/http/own-limits.decorator.js';
import { Refusal } from '../../platform/http/refusal.js';

/** Requests from one address within the window to routes that need no account. A whole office may share an address. */
const LIMIT = 1_200;
const WINDOW_MS = 60_000;
/** Bounds the memory: beyond it, windows that are over are forgotten. */
const MANY_ADDRESSES = 20_000;
/** Providers and supervisors have their own proofs, and come in bursts. */
const OTHERS = /^\/(hooks|health|metrics)(\/|$)/;

/**
 * A backstop in each process against floods of anonymous requests. What really must be slow (proving a password)
 * counts its failures in the database.
 */
@Injectable()
export class AddressThrottleGuard implements CanActivate {
  private readonly windows = new Map<string, { count: number; endsAt: number }>();

  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    if (!this.isPublic(context) || OTHERS.test(request.path)) return true;
    const now = this.clock.millis();
    const window = this.windowOf(request.ip ?? 'unknown', now);
    window.count += 1;
    if (window.count <= LIMIT) return true;
    throw new Refusal('rate_limited', 429, 'Too many requests from this address.', {
      retryAfter: Math.max(1, (window.endsAt - now) / 1_000),
    });
  }

  private isPublic(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    const read = (key: string) => this.reflector.getAllAndOverride<unknown>(key, targets);
    return read(PUBLIC) !== undefined && read(OWN_LIMITS) === undefined;
  }

  private windowOf(address: string, now: number): { count: number; endsAt: number } {
    const known = this.windows.get(address);
    if (known && known.endsAt > now) return known;
    if (this.windows.size >= MANY_ADDRESSES) this.forgetEnded(now);
    const fresh = { count: 0, endsAt: now + WINDOW_MS };
    this.windows.set(address, fresh);
    return fresh;
  }

  private forgetEnded(now: number): void {
    for (const [address, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(address);
  }
}
