import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import {
  PortalAccountChange,
  PortalAccountList,
  PortalAccountView,
  PortalPersonInvitation,
} from '../accounts/account.dto.js';
import { PortalPeople } from './portal-people.service.js';

@ApiTags('portal')
@ForCustomers('people')
@Controller('portal/people')
export class PortalPeopleController {
  constructor(private readonly people: PortalPeople) {}

  @Get()
  @ApiOperation({ summary: 'Who of my company may enter, and what each may see' })
  @ApiOkResponse({ type: PortalAccountList })
  async list(@TheCustomer() me: Customer): Promise<PortalAccountList> {
    return { items: await this.people.list(me), nextCursor: null };
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Invite somebody of my company. The answer is the same whoever the address belongs to; the list tells.',
  })
  @ApiAcceptedResponse()
  invite(@TheCustomer() me: Customer, @Body() body: PortalPersonInvitation): Promise<void> {
    return this.people.invite(me, body);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change what somebody may see, at most to what I may; shut the door' })
  @ApiOkResponse({ type: PortalAccountView })
  change(
    @TheCustomer() me: Customer,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PortalAccountChange,
  ): Promise<PortalAccountView> {
    return this.people.change(me, id, body);
  }
}
