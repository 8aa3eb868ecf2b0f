import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Can, Me, Public, type Actor } from '../../platform/http/access.decorators.js';
import { MeView } from '../me/me.dto.js';
import { From } from '../sessions/caller.decorator.js';
import type { Caller } from '../sessions/sessions.service.js';
import { DoorService } from '../sign-in/door.service.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import {
  Acceptance,
  InvitationCard,
  InvitationList,
  InvitationToken,
  MadeInvitations,
  NewInvitations,
} from './invitation.dto.js';
import { InvitationAcceptanceService } from './invitation-acceptance.service.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('people')
@Controller('invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly acceptance: InvitationAcceptanceService,
    private readonly signIn: SignInService,
    private readonly door: DoorService,
  ) {}

  @Get()
  @Can('users:manage')
  @ApiOperation({ summary: 'Invitations that wait for an answer' })
  @ApiOkResponse({ type: InvitationList })
  async list(): Promise<InvitationList> {
    return { items: await this.invitations.list(), nextCursor: null };
  }

  @Post()
  @Can('users:manage')
  @ApiOperation({ summary: 'Invite people; each gets a mail, and you get the links' })
  @ApiCreatedResponse({ type: MadeInvitations })
  async invite(@Me() me: Actor, @Body() body: NewInvitations): Promise<MadeInvitations> {
    return { items: await this.invitations.invite(me, body) };
  }

  @Delete(':id')
  @Can('users:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw an invitation; its link stops at once' })
  @ApiNoContentResponse()
  async withdraw(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.invitations.withdraw(me, id);
  }

  @Post('look')
  @Public('who is invited has no account yet; the token is the proof')
  @HttpCode(200)
  @ApiOperation({ summary: 'What an invitation offers' })
  @ApiOkResponse({ type: InvitationCard })
  look(@Body() { token }: InvitationToken): Promise<InvitationCard> {
    return this.acceptance.look(token);
  }

  @Post('accept')
  @Public('who is invited has no account yet; the token is the proof')
  @ApiOperation({ summary: 'Accept an invitation, and be signed in' })
  @ApiCreatedResponse({ type: MeView })
  async accept(
    @Body() body: Acceptance,
    @From() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeView> {
    const user = await this.acceptance.accept(body);
    return this.door.enter(await this.signIn.open(user, { by: 'password' }, caller), request, response);
  }
}
