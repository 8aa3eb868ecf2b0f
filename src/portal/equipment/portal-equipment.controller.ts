import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalEquipmentQuery, PortalSiteCountList, PortalUnitPage, PortalUnitView } from './portal-equipment.dto.js';
import { PortalEquipment } from './portal-equipment.service.js';

@ApiTags('portal')
@ForCustomers('equipment')
@Controller('portal/equipment')
export class PortalEquipmentController {
  constructor(private readonly equipment: PortalEquipment) {}

  @Get()
  @ApiOperation({ summary: 'What stands at my places, the newest first' })
  @ApiOkResponse({ type: PortalUnitPage })
  list(@TheCustomer() me: Customer, @Query() query: PortalEquipmentQuery): Promise<PortalUnitPage> {
    return this.equipment.list(me, query);
  }

  @Get('by-site')
  @ApiOperation({ summary: 'How much stands at each place' })
  @ApiOkResponse({ type: PortalSiteCountList })
  async bySite(@TheCustomer() me: Customer): Promise<PortalSiteCountList> {
    return { items: await this.equipment.bySite(me), nextCursor: null };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One device' })
  @ApiOkResponse({ type: PortalUnitView })
  one(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<PortalUnitView> {
    return this.equipment.one(me, id);
  }
}
