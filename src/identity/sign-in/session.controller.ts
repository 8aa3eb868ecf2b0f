import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Me, Public, SignedIn, type Actor } from '../../platform/http/access.decorators.js';
import { MeView } from '../me/me.dto.js';
import { SessionOnly, WhileEnrolling } from '../sessions/access-paths.decorators.js';
import { From } from '../sessions/caller.decorator.js';
import { SessionCookie } from '../sessions/session-cookie.js';
import { SessionsService, type Caller } from '../sessions/sessions.service.js';
import { DoorService } from './door.service.js';
import { PasswordChange, SignIn } from './sign-in.dto.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('session')
@Controller()
export class SessionController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly door: DoorService,
  ) {}

  @Post('session')
  @Public('who signs in is not signed in yet')
  @ApiOperation({ summary: 'Sign in with e-mail address, password and, where enrolled, a code' })
  @ApiCreatedResponse({ type: MeView })
  async open(
    @Body() body: SignIn,
    @From() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeView> {
    return this.door.enter(await this.signIn.signIn(body, caller), request, response);
  }

  @Delete('session')
  @SignedIn()
  @SessionOnly()
  @WhileEnrolling()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse()
  async end(@Me() me: Actor, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.end(me, me.sessionId!);
    this.cookie.clear(response);
  }

  @Post('me/password')
  @SignedIn()
  @SessionOnly()
  @HttpCode(204)
  @ApiOperation({ summary: 'Change my password; signs every other session out' })
  @ApiNoContentResponse()
  async changePassword(
    @Me() me: Actor,
    @Body() body: PasswordChange,
    @From() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const session = await this.signIn.changePassword(me, body, caller);
    if (session) this.cookie.set(response, session.token, session.expiresAt);
  }
}
