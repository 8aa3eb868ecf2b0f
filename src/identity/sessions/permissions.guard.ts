import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Config } from '../../platform/config.js';
import { PERMISSION, PORTAL, PUBLIC, type Actor, type Permission } from '../../platform/http/access.decorators.js';
import { forbidden, Refusal } from '../../platform/http/refusal.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { SESSION_ONLY, WHILE_ENROLLING } from './access-paths.decorators.js';
import type { Identified } from './access-reader.js';
import { madeByOurPages } from './csrf.rules.js';
import { SessionCookie } from './session-cookie.js';
import { notSignedIn, refuseWithoutSecondFactor, SessionsService } from './sessions.service.js';

/** Stands before every route of the HTTP API. What a route does not allow is refused. */
@Injectable()
export class PermissionsGuard implements CanActivate {
  private readonly log = Logs.for('access');
  private readonly publicOrigin: string;

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    config: Config,
  ) {
    this.publicOrigin = new URL(config.publicUrl).origin;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets authenticate at their handshake, with the same service.
    if (context.getType() !== 'http') return true;
    if (this.read(context, PUBLIC) !== undefined) return true;
    // The mark comes with the portal's own guard, to which no session of ours means anything.
    if (this.read(context, PORTAL) !== undefined) return true;
    const request = context.switchToHttp().getRequest<Request & { actor?: Actor; identified?: Identified }>();
    const bearer = bearerOf(request);
    const identified = await this.sessions.identify({ cookie: request.headers.cookie, bearer });
    if (!identified) throw notSignedIn();
    if (!bearer) this.refuseForged(request);
    try {
      this.refuseForbidden(context, identified);
    } catch (refusal) {
      const { id, tokenId } = identified.actor;
      this.log.info({ userId: id, tokenId, method: request.method, route: request.route?.path }, 'not allowed');
      throw refusal;
    }
    request.actor = identified.actor;
    request.identified = identified;
    context.switchToHttp().getResponse<Response>().setHeader('Cache-Control', 'no-store');
    if (identified.rotateDue) await this.rotate(context, identified.actor);
    return true;
  }

  private refuseForged(request: Request): void {
    const hints = {
      method: request.method,
      host: request.headers.host,
      origin: request.headers.origin,
      fetchSite: request.header('Sec-Fetch-Site'),
      requestedWith: request.header('X-Requested-With'),
    };
    if (!madeByOurPages(hints, this.publicOrigin)) {
      throw new Refusal('cross_site', 403, 'The request did not come from our own pages. Send X-Requested-With.');
    }
  }

  private refuseForbidden(context: ExecutionContext, identified: Identified): void {
    const { actor } = identified;
    if (!this.read(context, WHILE_ENROLLING)) refuseWithoutSecondFactor(identified);
    if (actor.tokenId && this.read(context, SESSION_ONLY)) throw forbidden('An API token may not do this.');
    const needed = this.read<Permission[]>(context, PERMISSION);
    // An empty list is @SignedIn(); no list at all would be a forgotten decorator.
    if (!needed || (needed.length > 0 && !needed.some((p) => actor.permissions.has(p)))) throw forbidden();
  }

  private async rotate(context: ExecutionContext, actor: Actor): Promise<void> {
    const renewed = actor.sessionId ? await this.sessions.rotate(actor.sessionId) : undefined;
    if (renewed) this.cookie.set(context.switchToHttp().getResponse<Response>(), renewed.token, renewed.expiresAt);
  }

  private read<T = unknown>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

function bearerOf(request: Request): string | undefined {
  return /^Bearer +([\w.~+/=-]{1,500})$/i.exec(request.headers.authorization ?? '')?.[1];
}
