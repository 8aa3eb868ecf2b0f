import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LinkAnswer } from '../../dispatch/customer/visit-link.dto.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalVisitPage, PortalVisitsQuery, PortalVisitView } from './portal-visit.dto.js';
import { PortalVisits } from './portal-visits.service.js';

@ApiTags('portal')
@ForCustomers()
@Controller('portal/visits')
export class PortalVisitsController {
  constructor(private readonly visits: PortalVisits) {}

  @Get()
  @ApiOperation({ summary: 'Visits to us: what is ahead by its time, what is past the newest first' })
  @ApiOkResponse({ type: PortalVisitPage })
  list(@TheCustomer() me: Customer, @Query() query: PortalVisitsQuery): Promise<PortalVisitPage> {
    return this.visits.list(me, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One visit, who comes, and what can be answered' })
  @ApiOkResponse({ type: PortalVisitView })
  one(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<PortalVisitView> {
    return this.visits.one(me, id);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Choose a time, confirm, ask to move, cancel, or say how it was' })
  @ApiOkResponse({ type: PortalVisitView })
  answer(
    @TheCustomer() me: Customer,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: LinkAnswer,
  ): Promise<PortalVisitView> {
    return this.visits.answer(me, id, body);
  }
}
