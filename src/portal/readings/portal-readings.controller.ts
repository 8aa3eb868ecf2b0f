import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadingsQuery, ReadingsView } from '../../telemetry/readings/readings.dto.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalUnitReadings } from './portal-readings.dto.js';
import { PortalReadings } from './portal-readings.service.js';

@ApiTags('portal')
@ForCustomers('equipment')
@Controller('portal/readings')
export class PortalReadingsController {
  constructor(private readonly readings: PortalReadings) {}

  @Get(':id')
  @ApiOperation({ summary: 'What a device at my places measures, and what is wrong with it' })
  @ApiOkResponse({ type: PortalUnitReadings })
  one(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<PortalUnitReadings> {
    return this.readings.one(me, id);
  }

  @Get(':id/chart')
  @ApiOperation({ summary: 'Readings of one metric over a time, since the device is ours' })
  @ApiOkResponse({ type: ReadingsView })
  chart(
    @TheCustomer() me: Customer,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ReadingsQuery,
  ): Promise<ReadingsView> {
    return this.readings.chart(me, id, query);
  }
}
