import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { PageQuery } from '../../platform/http/paging.js';
import { EquipmentTickets, TicketEquipment } from './ticket-equipment.dto.js';
import { TicketEquipmentService } from './ticket-equipment.service.js';

@ApiTags('tickets')
@Controller()
export class TicketEquipmentController {
  constructor(private readonly units: TicketEquipmentService) {}

  @Get('tickets/:id/equipment')
  @Can('tickets:read')
  @ApiOperation({ summary: 'The units that a ticket is about' })
  @ApiOkResponse({ type: TicketEquipment })
  list(@Me() me: Actor, @Param('id') id: string): Promise<TicketEquipment> {
    return this.units.list(me, id);
  }

  @Put('tickets/:id/equipment/:equipmentId')
  @Can('tickets:write', 'tickets:note')
  @HttpCode(204)
  @ApiOperation({ summary: 'This ticket is about this unit' })
  @ApiNoContentResponse()
  add(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('equipmentId', ParseUUIDPipe) equipmentId: string,
  ): Promise<void> {
    return this.units.add(me, id, equipmentId);
  }

  @Delete('tickets/:id/equipment/:equipmentId')
  @Can('tickets:write', 'tickets:note')
  @HttpCode(204)
  @ApiOperation({ summary: 'This ticket is not about this unit' })
  @ApiNoContentResponse()
  remove(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('equipmentId', ParseUUIDPipe) equipmentId: string,
  ): Promise<void> {
    return this.units.remove(me, id, equipmentId);
  }

  @Get('equipment/:id/tickets')
  @Can('tickets:read')
  @ApiOperation({ summary: 'The tickets that were about a unit, as far as one sees them, newest first' })
  @ApiOkResponse({ type: EquipmentTickets })
  ticketsOf(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<EquipmentTickets> {
    return this.units.ticketsOf(me, id, query);
  }
}
