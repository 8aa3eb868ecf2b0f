import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalSaidIn } from '../tickets/portal-ticket.dto.js';
import { PortalPackageList, PortalPackageWish } from './portal-packages.dto.js';
import { PortalPackages } from './portal-packages.service.js';

@ApiTags('portal')
@ForCustomers('money')
@Controller('portal/packages')
export class PortalPackagesController {
  constructor(private readonly packages: PortalPackages) {}

  @Get()
  @ApiOperation({ summary: 'What the house sells, what my company has, and what would change' })
  @ApiOkResponse({ type: PortalPackageList })
  async list(@TheCustomer() me: Customer): Promise<PortalPackageList> {
    return { items: await this.packages.list(me), nextCursor: null };
  }

  @Post(':id/requests')
  @ApiOperation({ summary: 'Ask for another package: a request of mine, and work for sales' })
  @ApiCreatedResponse({ type: PortalSaidIn })
  ask(
    @TheCustomer() me: Customer,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PortalPackageWish,
  ): Promise<PortalSaidIn> {
    return this.packages.ask(me, id, body);
  }
}
