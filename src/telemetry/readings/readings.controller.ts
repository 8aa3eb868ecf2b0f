import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { Mute, ReadingsQuery, ReadingsView, SiteReadings, UnitReadings } from './readings.dto.js';
import { Readings } from './readings.service.js';

@ApiTags('telemetry')
@Controller('telemetry')
export class ReadingsController {
  constructor(private readonly readings: Readings) {}

  @Get('units/:id')
  @Can('telemetry:read')
  @ApiOperation({ summary: 'What a unit measures, and its newest readings' })
  @ApiOkResponse({ type: UnitReadings })
  unit(@Param('id', ParseUUIDPipe) id: string): Promise<UnitReadings> {
    return this.readings.unit(id);
  }

  @Get('units/:id/readings')
  @Can('telemetry:read')
  @ApiOperation({ summary: 'Readings of one metric over a time, as finely as it can be shown' })
  @ApiOkResponse({ type: ReadingsView })
  of(@Param('id', ParseUUIDPipe) id: string, @Query() query: ReadingsQuery): Promise<ReadingsView> {
    return this.readings.of(id, query);
  }

  @Put('units/:id/mute')
  @Can('telemetry:work')
  @ApiOperation({ summary: 'Mute a unit: readings are kept, no new alert is opened' })
  @ApiOkResponse({ type: UnitReadings })
  async mute(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: Mute): Promise<UnitReadings> {
    await this.readings.mute(me, id, body);
    return this.readings.unit(id);
  }

  @Delete('units/:id/mute')
  @Can('telemetry:work')
  @HttpCode(204)
  @ApiOperation({ summary: 'End the mute of a unit' })
  @ApiNoContentResponse()
  unmute(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.readings.unmute(me, id);
  }

  @Get('sites/:id')
  @Can('telemetry:read')
  @ApiOperation({ summary: 'Devices of a place, with their newest readings and their last day' })
  @ApiOkResponse({ type: SiteReadings })
  async site(@Param('id', ParseUUIDPipe) id: string): Promise<SiteReadings> {
    return { items: await this.readings.site(id), nextCursor: null };
  }
}
