import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import {
  NewReservation,
  ReservationChange,
  ReservationPage,
  ReservationsQuery,
  ReservationView,
} from './reservation.dto.js';
import { ReservationsService } from './reservations.service.js';

@ApiTags('equipment')
@Controller('equipment/reservations')
export class ReservationsController {
  constructor(private readonly reservations: ReservationsService) {}

  @Get()
  @Can('equipment:read')
  @ApiOperation({ summary: 'Reservations, newest first' })
  @ApiOkResponse({ type: ReservationPage })
  list(@Query() query: ReservationsQuery): Promise<ReservationPage> {
    return this.reservations.list(query);
  }

  @Post()
  @Can('equipment:reserve')
  @ApiOperation({
    summary:
      'Reserve a unit, or any of a model, for a period; 409 with the reason, and with substitutes where none is free',
  })
  @ApiCreatedResponse({ type: ReservationView })
  async create(@Me() me: Actor, @Body() body: NewReservation): Promise<ReservationView> {
    return this.reservations.one(await this.reservations.create(me, body));
  }

  @Patch(':id')
  @Can('equipment:reserve')
  @ApiOperation({ summary: 'Change the period of a reservation' })
  @ApiOkResponse({ type: ReservationView })
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() body: ReservationChange): Promise<ReservationView> {
    await this.reservations.change(id, body);
    return this.reservations.one(id);
  }

  @Delete(':id')
  @Can('equipment:reserve')
  @HttpCode(204)
  @ApiOperation({ summary: 'Nobody wants it any more' })
  @ApiNoContentResponse()
  cancel(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.reservations.cancel(id);
  }
}
