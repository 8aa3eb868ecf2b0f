import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { Acknowledgement, AlertCounts, AlertPage, AlertsQuery, AlertView } from './alert.dto.js';
import { AlertsService } from './alerts.service.js';

@ApiTags('telemetry')
@Controller('telemetry/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  @Can('telemetry:read')
  @ApiOperation({ summary: 'Alerts of devices, newest first' })
  @ApiOkResponse({ type: AlertPage })
  list(@Me() me: Actor, @Query() query: AlertsQuery): Promise<AlertPage> {
    return this.alerts.list(me, query);
  }

  @Get('counts')
  @Can('telemetry:read')
  @ApiOperation({ summary: 'How many are open' })
  @ApiOkResponse({ type: AlertCounts })
  counts(): Promise<AlertCounts> {
    return this.alerts.counts();
  }

  @Get(':id')
  @Can('telemetry:read')
  @ApiOperation({ summary: 'An alert' })
  @ApiOkResponse({ type: AlertView })
  one(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AlertView> {
    return this.alerts.one(me, id);
  }

  @Put(':id/acknowledgement')
  @Can('telemetry:work')
  @ApiOperation({ summary: 'Say that it was seen' })
  @ApiOkResponse({ type: AlertView })
  async acknowledge(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Acknowledgement,
  ): Promise<AlertView> {
    await this.alerts.acknowledge(me, id, body);
    return this.alerts.one(me, id);
  }
}
