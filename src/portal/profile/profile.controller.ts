import { Body, Controller, Get, Header, HttpCode, Patch, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiExcludeEndpoint,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Caller } from '../../identity/sessions/sessions.service.js';
import { Public } from '../../platform/http/access.decorators.js';
import { From } from '../access/caller.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalSignInService } from '../sign-in/portal-sign-in.service.js';
import { PortalPasswordChange } from '../sign-in/sign-in.dto.js';
import { manifestOf } from './manifest.rules.js';
import { PortalProfile } from './portal-profile.service.js';
import { PortalDataRequest, PortalDeskView, PortalMeView, PortalProfileChange, PortalSiteList } from './profile.dto.js';

@ApiTags('portal')
@Controller('portal')
export class PortalProfileController {
  constructor(
    private readonly profile: PortalProfile,
    private readonly signIn: PortalSignInService,
  ) {}

  @Get('desk')
  @Public('the page on which customers sign in shows whose it is')
  @ApiOperation({ summary: 'Name, logo and colour of whose portal this is' })
  @ApiOkResponse({ type: PortalDeskView })
  desk(): Promise<PortalDeskView> {
    return this.profile.desk();
  }

  @Get('manifest')
  @Public('a browser asks for it without a session when the portal is installed')
  @Header('Content-Type', 'application/manifest+json')
  @ApiExcludeEndpoint()
  async manifest(): Promise<object> {
    return manifestOf(await this.profile.desk());
  }

  @Get('me')
  @ForCustomers()
  @ApiOperation({ summary: 'Who I am here, and what I may see' })
  @ApiOkResponse({ type: PortalMeView })
  me(@TheCustomer() me: Customer): Promise<PortalMeView> {
    return this.profile.view(me);
  }

  @Patch('me')
  @ForCustomers()
  @HttpCode(204)
  @ApiOperation({ summary: 'Change my name, my language, and whether answers are mailed' })
  @ApiNoContentResponse()
  change(@TheCustomer() me: Customer, @Body() body: PortalProfileChange): Promise<void> {
    return this.profile.change(me, body);
  }

  @Post('me/password')
  @ForCustomers()
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a password; signs every other session out' })
  @ApiNoContentResponse()
  password(@TheCustomer() me: Customer, @Body() body: PortalPasswordChange, @From() caller: Caller): Promise<void> {
    return this.signIn.changePassword(me, body, caller);
  }

  @Post('me/data-requests')
  @ForCustomers()
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for a copy of what is known about me, or that it is erased' })
  @ApiAcceptedResponse()
  askAboutData(@TheCustomer() me: Customer, @Body() body: PortalDataRequest): Promise<void> {
    return this.profile.askAboutData(me, body);
  }

  @Get('sites')
  @ForCustomers()
  @ApiOperation({ summary: 'Places of mine that a request can be about' })
  @ApiOkResponse({ type: PortalSiteList })
  async sites(@TheCustomer() me: Customer): Promise<PortalSiteList> {
    return { items: await this.profile.sites(me), nextCursor: null };
  }
}
