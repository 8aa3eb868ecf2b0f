import { Controller, Get, Param, ParseUUIDPipe, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Config } from '../../platform/config.js';
import { Public } from '../../platform/http/access.decorators.js';
import { From } from '../sessions/caller.decorator.js';
import type { Caller } from '../sessions/sessions.service.js';
import { DoorService } from '../sign-in/door.service.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { SsoBrowser } from './sso-browser.access.js';
import { SsoButtons, SsoStart } from './sso.dto.js';
import { SsoConnectionsService } from './sso-connections.service.js';
import { SsoSignInService } from './sso-sign-in.service.js';

@ApiTags('session')
@Controller('sso')
export class SsoController {
  private readonly browser: SsoBrowser;

  constructor(
    private readonly connections: SsoConnectionsService,
    private readonly sso: SsoSignInService,
    private readonly signIn: SignInService,
    private readonly door: DoorService,
    config: Config,
  ) {
    this.browser = new SsoBrowser(
      'frontdesk_sso',
      { path: '/api/v1/sso', secure: config.secure },
      (reason) => `/sign-in?sso=${reason}`,
    );
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
    return this.browser.lead(async () => {
      const { location, browser } = await this.sso.begin(id, next, 'people');
      this.browser.remember(response, browser);
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
    return this.browser.lead(async () => {
      const { user, returnTo, secondFactor } = await this.sso.finish(id, this.browser.answerIn(request));
      this.browser.forget(response);
      await this.door.enter(await this.signIn.open(user, { by: 'sso', secondFactor }, caller), request, response);
      return returnTo;
    });
  }
}
