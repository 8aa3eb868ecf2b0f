import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../platform/http/access.decorators.js';
import { MeView } from '../me/me.dto.js';
import { From } from '../sessions/caller.decorator.js';
import type { Caller } from '../sessions/sessions.service.js';
import { DoorService } from '../sign-in/door.service.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { SetupAnswers, SetupView } from './setup.dto.js';
import { SetupService } from './setup.service.js';

@ApiTags('setup')
@Controller('setup')
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly signIn: SignInService,
    private readonly door: DoorService,
  ) {}

  @Get()
  @Public('the first visitor has no account yet; it tells only whether one exists')
  @ApiOperation({ summary: 'Whether the first administrator is still to be made' })
  @ApiOkResponse({ type: SetupView })
  async needed(): Promise<SetupView> {
    return { needed: await this.setup.needed() };
  }

  @Post()
  @Public('the one-time link that the first start prints is the proof')
  @ApiOperation({ summary: 'Make the organisation and its first administrator, and be signed in' })
  @ApiCreatedResponse({ type: MeView })
  async complete(
    @Body() body: SetupAnswers,
    @From() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeView> {
    const user = await this.setup.complete(body);
    return this.door.enter(await this.signIn.open(user, { by: 'password' }, caller), request, response);
  }
}
