import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { TelemetrySettingsChange, TelemetrySettingsView } from './telemetry-settings.dto.js';
import { TelemetrySettings } from './telemetry-settings.service.js';

@ApiTags('telemetry')
@Controller('telemetry/settings')
export class TelemetrySettingsController {
  constructor(private readonly settings: TelemetrySettings) {}

  @Get()
  @Can('telemetry:read')
  @ApiOperation({ summary: 'How long readings are kept, and what alerts do' })
  @ApiOkResponse({ type: TelemetrySettingsView })
  current(): Promise<TelemetrySettingsView> {
    return this.settings.current();
  }

  @Patch()
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'Change it' })
  @ApiOkResponse({ type: TelemetrySettingsView })
  async change(@Me() me: Actor, @Body() body: TelemetrySettingsChange): Promise<TelemetrySettingsView> {
    await this.settings.change(me, body);
    return this.settings.current();
  }
}
