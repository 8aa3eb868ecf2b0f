import { Body, Controller, Delete, HttpCode, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Me, SignedIn, type Actor } from '../../platform/http/access.decorators.js';
import { SessionOnly, WhileEnrolling } from '../sessions/access-paths.decorators.js';
import { From } from '../sessions/caller.decorator.js';
import { SessionCookie } from '../sessions/session-cookie.js';
import type { Caller } from '../sessions/sessions.service.js';
import { ReproofService } from '../sign-in/reproof.service.js';
import { Enrolment, RecoveryCodes, TotpConfirmation, TotpProof, TotpRemoval } from './totp.dto.js';
import { TotpService } from './totp.service.js';

@ApiTags('me')
@Controller('me/totp')
@SessionOnly()
export class TotpController {
  constructor(
    private readonly totp: TotpService,
    private readonly reproof: ReproofService,
    private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @SignedIn()
  @WhileEnrolling()
  @ApiOperation({ summary: 'Begin to enrol a second factor' })
  @ApiCreatedResponse({ type: Enrolment })
  begin(@Me() me: Actor): Promise<Enrolment> {
    return this.totp.begin(me);
  }

  @Post('confirm')
  @SignedIn()
  @WhileEnrolling()
  @HttpCode(200)
  @ApiOperation({ summary: 'Prove that the app works; signs every other session out' })
  @ApiOkResponse({ type: RecoveryCodes })
  async confirm(
    @Me() me: Actor,
    @Body() { code }: TotpConfirmation,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecoveryCodes> {
    const { recoveryCodes, session } = await this.totp.confirm(me, code);
    if (session) this.cookie.set(response, session.token, session.expiresAt);
    return { recoveryCodes };
  }

  @Post('proof')
  @SignedIn()
  @WhileEnrolling()
  @HttpCode(204)
  @ApiOperation({ summary: 'Show the second factor in this session, after coming by a provider' })
  @ApiNoContentResponse()
  async prove(
    @Me() me: Actor,
    @From() caller: Caller,
    @Body() { code }: TotpProof,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.reproof.require(me, { code }, caller);
    const session = await this.totp.shown(me);
    if (session) this.cookie.set(response, session.token, session.expiresAt);
  }

  @Delete()
  @SignedIn()
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove the second factor, with a code or the password' })
  @ApiNoContentResponse()
  async remove(
    @Me() me: Actor,
    @From() caller: Caller,
    @Body() proof: TotpRemoval,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.reproof.require(me, proof, caller);
    const session = await this.totp.remove(me);
    if (session) this.cookie.set(response, session.token, session.expiresAt);
  }
}
