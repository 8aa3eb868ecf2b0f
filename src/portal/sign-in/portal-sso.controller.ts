import { Controller, Get, Param, ParseUUIDPipe, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Caller } from '../../identity/sessions/sessions.service.js';
import { SsoButtons, SsoStart } from '../../identity/sso/sso.dto.js';
import { SsoConnectionsService } from '../../identity/sso/sso-connections.service.js';
import { SsoSignInService } from '../../identity/sso/sso-sign-in.service.js';
import { Config } from '../../platform/config.js';
import { Public } from '../../platform/http/access.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { From } from '../access/caller.js';
import { PortalCookie } from '../access/portal-cookie.js';
import { PortalSessions } from '../access/portal-sessions.service.js';
import { PortalSignInService } from './portal-sign-in.service.js';

const COOKIE = 'frontdesk_portal_sso';

/** Customers who sign in with an account of elsewhere, such as that of their own company. */
@ApiTags('portal')
@Controller('portal/sso')
export class PortalSsoController {
  private readonly log = Logs.for('portal');
  private readonly attributes;
  private readonly portalUrl: string;

  constructor(
    private readonly connections: SsoConnectionsService,
    private readonly sso: SsoSignInService,
    private readonly signIn: PortalSignInService,
    private readonly sessions: PortalSessions,
    private readonly cookie: PortalCookie,
    config: Config,
  ) {
    this.attributes = { httpOnly: true, sameSite: 'lax', path: '/api/v1/portal/sso', secure: config.secure } as const;
    this.portalUrl = config.portalUrl;
  }

  @Get()
  @Public('the page on which customers sign in shows a button for each')
  @ApiOperation({ summary: 'Providers through which customers sign in' })
  @ApiOkResponse({ type: SsoButtons })
  async buttons(): Promise<SsoButtons> {
    return { items: await this.connections.buttons('customers') };
  }

  @Get(':id/start')
  @Public('who signs in is not signed in yet')
  @ApiOperation({ summary: 'Go to the provider' })
  @Redirect()
  @ApiFoundResponse()
  async start(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { next }: SsoStart,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ url: string }> {
    return this.orBackToTheDoor(async () => {
      const { location, browser } = await this.sso.begin(id, next, 'customers');
      response.append('Set-Cookie', stringifySetCookie(COOKIE, browser, { ...this.attributes, maxAge: 600 }));
      return location;
    });
  }

  @Get(':id/callback')
  @Public('the provider sends people here who are not signed in yet; state, nonce and PKCE are the proof')
  @ApiOperation({ summary: 'Come back from the provider; only an address with access to the portal gets in' })
  @Redirect()
  @ApiFoundResponse()
  async callback(
    @Param('id', ParseUUIDPipe) id: string,
    @From() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ url: string }> {
    return this.orBackToTheDoor(async () => {
      const search = request.originalUrl.slice(request.path.length + request.baseUrl.length);
      const browser = parseCookie(request.headers.cookie ?? '')[COOKIE];
      const answer = await this.sso.addressOf(id, { search, browser });
      response.append('Set-Cookie', stringifySetCookie(COOKIE, '', { ...this.attributes, maxAge: 0 }));
      if ('refused' in answer) return this.door(answer.refused);
      const session = await this.signIn.byAddress(answer.email, caller);
      // Whether there is an account under an address is told to nobody but whoever proved to have it.
      if (!session) return this.door('unknown_person');
      await this.sessions.leaveEarlier(this.cookie.read(request.headers.cookie));
      this.cookie.set(response, session.token, session.expiresAt);
      return `${this.portalUrl}${answer.returnTo}`;
    });
  }

  private door(reason: string): string {
    this.log.warn({ reason }, 'a customer’s sign-in was refused');
    return `${this.portalUrl}/?sso=${reason}`;
  }

  /** A person stands at the browser, so what goes wrong ends at the door with a word why. */
  private async orBackToTheDoor(go: () => Promise<string>): Promise<{ url: string }> {
    const url = await go().catch((error: unknown) => {
      this.log.warn({ err: error }, 'a customer’s sign-in failed');
      return `${this.portalUrl}/?sso=provider`;
    });
    return { url };
  }
}
