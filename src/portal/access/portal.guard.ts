import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { madeByOurPages } from '../../identity/sessions/csrf.rules.js';
import { notSignedIn } from '../../identity/sessions/sessions.service.js';
import { Config } from '../../platform/config.js';
import { PORTAL, type Actor } from '../../platform/http/access.decorators.js';
import { forbidden, Refusal } from '../../platform/http/refusal.js';
import type { PortalRight } from '../accounts/rights.rules.js';
import { actorOf, type Customer } from './customer.js';
import { PortalCookie } from './portal-cookie.js';
import { PortalSessions } from './portal-sessions.service.js';

/** Stands before every route of the portal. It knows only the portal's own sessions: no token, and nobody of ours. */
@Injectable()
export class PortalGuard implements CanActivate {
  private readonly publicOrigin: string;

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: PortalSessions,
    private readonly cookie: PortalCookie,
    config: Config,
  ) {
    this.publicOrigin = new URL(config.publicUrl).origin;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { actor?: Actor; customer?: Customer }>();
    const token = this.cookie.read(request.headers.cookie);
    const customer = token && (await this.sessions.customerBy(token));
    if (!customer) throw notSignedIn();
    this.refuseForged(request);
    const needed = this.reflector.getAllAndOverride<PortalRight[]>(PORTAL, [context.getHandler(), context.getClass()]);
    if (needed.length > 0 && !needed.some((right) => customer.rights[right])) throw forbidden();
    request.customer = customer;
    // So that a repeated write of the same person is known as one.
    request.actor = actorOf(customer);
    context.switchToHttp().getResponse<Response>().setHeader('Cache-Control', 'private, no-store');
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
}

/** For customers who are signed in to the portal; several rights mean: any of them. Mark and guard come together. */
export const ForCustomers = (...rights: PortalRight[]) =>
  applyDecorators(SetMetadata(PORTAL, rights), UseGuards(PortalGuard));
