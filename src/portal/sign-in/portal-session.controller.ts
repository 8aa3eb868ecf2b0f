import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { notSignedIn, type Caller, type OpenedSession } from '../../identity/sessions/sessions.service.js';
import { Public } from '../../platform/http/access.decorators.js';
import { From } from '../access/caller.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { PortalCookie } from '../access/portal-cookie.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalSessions } from '../access/portal-sessions.service.js';
import { PortalProfile } from '../profile/portal-profile.service.js';
import { PortalMeView } from '../profile/profile.dto.js';
import { PortalLinks } from './portal-links.service.js';
import { PortalSignInService } from './portal-sign-in.service.js';
import { PortalLinkEntry, PortalLinkRequest, PortalSessionList, PortalSignIn } from './sign-in.dto.js';

@ApiTags('portal')
@Controller('portal')
export class PortalSessionController {
  constructor(
    private readonly links: PortalLinks,
    private readonly signIn: PortalSignInService,
    private readonly sessions: PortalSessions,
    private readonly cookie: PortalCookie,
    private readonly profile: PortalProfile,
  ) {}

  @Post('links')
  @Public('who signs in is not signed in yet')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for a mail with a link; the answer is the same whether there is an account' })
  @ApiAcceptedResponse()
  ask(@Body() { email }: PortalLinkRequest, @From() caller: Caller): Promise<void> {
    return this.links.request(email, caller);
  }

  @Post('session/link')
  @Public('the token of the mail is the proof')
  @ApiOperation({ summary: 'Enter by the link of a mail. It works once.' })
  @ApiCreatedResponse({ type: PortalMeView })
  async byLink(
    @Body() { token }: PortalLinkEntry,
    @From() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PortalMeView> {
    return this.enter(await this.signIn.byLink(token, caller), request, response);
  }

  @Post('session')
  @Public('who signs in is not signed in yet')
  @ApiOperation({ summary: 'Enter by password' })
  @ApiCreatedResponse({ type: PortalMeView })
  async byPassword(
    @Body() body: PortalSignIn,
    @From() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PortalMeView> {
    return this.enter(await this.signIn.byPassword(body, caller), request, response);
  }

  @Delete('session')
  @ForCustomers()
  @HttpCode(204)
  @ApiOperation({ summary: 'Leave' })
  @ApiNoContentResponse()
  async leave(@TheCustomer() me: Customer, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.end(me.accountId, me.sessionId);
    this.cookie.clear(response);
  }

  @Get('sessions')
  @ForCustomers()
  @ApiOperation({ summary: 'Where I am signed in' })
  @ApiOkResponse({ type: PortalSessionList })
  async list(@TheCustomer() me: Customer): Promise<PortalSessionList> {
    const items = (await this.sessions.listOf(me.accountId)).map((one) => ({
      id: one.id,
      current: one.id === me.sessionId,
      method: one.method,
      ip: one.address,
      userAgent: one.userAgent,
      createdAt: one.createdAt,
      lastSeenAt: one.seenAt,
    }));
    return { items, nextCursor: null };
  }

  @Delete('sessions/:id')
  @ForCustomers()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign one of my browsers out' })
  @ApiNoContentResponse()
  end(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.sessions.end(me.accountId, id);
  }

  private async enter(session: OpenedSession, request: Request, response: Response): Promise<PortalMeView> {
    await this.sessions.leaveEarlier(this.cookie.read(request.headers.cookie));
    this.cookie.set(response, session.token, session.expiresAt);
    const customer = await this.sessions.customerBy(session.token);
    if (!customer) throw notSignedIn();
    return this.profile.view(customer);
  }
}
