import { Controller, Get, Param, ParseUUIDPipe, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { Config } from '../../platform/config.js';
import { Public } from '../../platform/http/access.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { From } from '../sessions/caller.decorator.js';
import type { Caller } from '../sessions/sessions.service.js';
import { DoorService } from '../sign-in/door.service.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { SsoButtons, SsoStart } from './sso.dto.js';
import { SsoConnectionsService } from './sso-connections.service.js';
import { SsoRefused } from './sso-refused.js';
import { SsoSignInService } from './sso-sign-in.service.js';

const COOKIE = 'frontdesk_sso';

@ApiTags('session')
@Controller('sso')
export class SsoController {
  private readonly log = Logs.for('sso');
  private readonly cookie;

  constructor(
    private readonly connections: SsoConnectionsService,
    private readonly sso: SsoSignInService,
    private readonly signIn: SignInService,
    private readonly door: DoorService,
    config: Config,
  ) {
    this.cookie = { httpOnly: true, sameSite: 'lax', path: '/api/v1/sso', secure: config.secure } as const;
  }

  @Get()
  @Public('the sign-in page shows a button for each')
  @ApiOperation({ summary: 'Providers through which one can sign in' })
  @ApiOkResponse({ type: SsoButtons })
  async buttons(): Promise<SsoButtons> {
    return { items: await this.connections.buttons('people') };
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
    return this.orBackToTheForm(async () => {
      const { location, browser } = await this.sso.begin(id, next, 'people');
      response.append('Set-Cookie', stringifySetCookie(COOKIE, browser, { ...this.cookie, maxAge: 600 }));
      return location;
    });
  }

  @Get(':id/callback')
  @Public('the provider sends people here who are not signed in yet; state, nonce and PKCE are the proof')
  @ApiOperation({ summary: 'Come back from the provider' })
  @Redirect()
  @ApiFoundResponse()
  async callback(
    @Param('id', ParseUUIDPipe) id: string,
    @From() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ url: string }> {
    return this.orBackToTheForm(async () => {
      const search = request.originalUrl.slice(request.path.length + request.baseUrl.length);
      const browser = parseCookie(request.headers.cookie ?? '')[COOKIE];
      const { user, returnTo, secondFactor } = await this.sso.finish(id, { search, browser });
      response.append('Set-Cookie', stringifySetCookie(COOKIE, '', { ...this.cookie, maxAge: 0 }));
      await this.door.enter(await this.signIn.open(user, { by: 'sso', secondFactor }, caller), request, response);
      return returnTo;
    });
  }

  /** A person stands at the browser, so what goes wrong ends at the form with a word why. */
  private async orBackToTheForm(go: () => Promise<string>): Promise<{ url: string }> {
    const url = await go().catch((error: unknown) => {
      const reason = error instanceof SsoRefused ? error.reason : 'provider';
      this.log.warn({ err: error instanceof SsoRefused ? (error.cause ?? error) : error, reason }, 'sign-in refused');
      return `/sign-in?sso=${reason}`;
    });
    return { url };
  }
}
