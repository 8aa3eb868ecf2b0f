import { Controller, Get, Param, ParseUUIDPipe, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Caller } from '../../identity/sessions/sessions.service.js';
import { SsoBrowser } from '../../identity/sso/sso-browser.access.js';
import { SsoButtons, SsoStart } from '../../identity/sso/sso.dto.js';
import { SsoConnectionsService } from '../../identity/sso/sso-connections.service.js';
import { SsoRefused } from '../../identity/sso/sso-refused.rules.js';
import { SsoSignInService } from '../../identity/sso/sso-sign-in.service.js';
import { Config } from '../../platform/config.js';
import { Public } from '../../platform/http/access.decorators.js';
import { From } from '../access/caller.js';
import { PortalCookie } from '../access/portal-cookie.js';
import { PortalSessions } from '../access/portal-sessions.service.js';
import { PortalSignInService } from './portal-sign-in.service.js';

/** Customers who sign in with an account of elsewhere, such as that of their own company. */
@ApiTags('portal')
@Controller('portal/sso')
export class PortalSsoController {
  private readonly browser: SsoBrowser;
  private readonly portalUrl: string;

  constructor(
    private readonly connections: SsoConnectionsService,
    private readonly sso: SsoSignInService,
    private readonly signIn: PortalSignInService,
    private readonly sessions: PortalSessions,
    private readonly cookie: PortalCookie,
    config: Config,
  ) {
    this.portalUrl = config.portalUrl;
    this.browser = new SsoBrowser(
      'frontdesk_portal_sso',
      { path: '/api/v1/portal/sso', secure: config.secure },
      (reason) => `${this.portalUrl}/?sso=${reason}`,
    );
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
    return this.browser.lead(async () => {
      const { location, browser } = await this.sso.begin(id, next, 'customers');
      this.browser.remember(response, browser);
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
    return this.browser.lead(async () => {
      const { email, returnTo } = await this.sso.addressOf(id, this.browser.answerIn(request));
      this.browser.forget(response);
      const session = await this.signIn.byAddress(email, caller);
      // Whether there is an account under an address is told to nobody but whoever proved to have it.
      if (!session) throw new SsoRefused('unknown_person');
      await this.sessions.leaveEarlier(this.cookie.read(request.headers.cookie));
      this.cookie.set(response, session.token, session.expiresAt);
      return `${this.portalUrl}${returnTo}`;
    });
  }
}
