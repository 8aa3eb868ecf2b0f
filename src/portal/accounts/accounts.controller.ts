import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { PortalAccountChange, PortalAccountList, PortalAccountView, PortalInvitation } from './account.dto.js';
import { PortalAccounts } from './portal-accounts.service.js';

/** What our own people do: the customers' side is below /portal. */
@ApiTags('customers')
@Controller()
export class PortalAccountsController {
  constructor(private readonly accounts: PortalAccounts) {}

  @Get('contacts/:id/portal-accounts')
  @Can('portal:manage')
  @ApiOperation({ summary: 'Whether and as what a contact may enter the portal' })
  @ApiOkResponse({ type: PortalAccountList })
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<PortalAccountList> {
    return { items: await this.accounts.ofContact(id), nextCursor: null };
  }

  @Post('contacts/:id/portal-accounts')
  @Can('portal:manage')
  @ApiOperation({ summary: 'Invite a contact to the portal; again: a new link, and these rights' })
  @ApiCreatedResponse({ type: PortalAccountView })
  invite(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PortalInvitation,
  ): Promise<PortalAccountView> {
    return this.accounts.invite(me, id, body);
  }

  @Patch('portal-accounts/:id')
  @Can('portal:manage')
  @ApiOperation({ summary: 'Change what somebody may see, shut the door, open it again' })
  @ApiOkResponse({ type: PortalAccountView })
  change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PortalAccountChange,
  ): Promise<PortalAccountView> {
    return this.accounts.change(me, id, body);
  }
}
