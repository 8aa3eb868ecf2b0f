import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, SignedIn, type Actor } from '../../platform/http/access.decorators.js';
import { SettingsChange, SettingsView } from './settings.dto.js';
import { SettingsService } from './settings.service.js';

@ApiTags('settings')
@Controller('settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'What holds for everybody here' })
  @ApiOkResponse({ type: SettingsView })
  async read(): Promise<SettingsView> {
    return SettingsView.of(await this.settings.current());
  }

  @Patch()
  @Can('settings:manage')
  @ApiOperation({ summary: 'Change the organisation’s settings' })
  @ApiOkResponse({ type: SettingsView })
  async change(@Me() me: Actor, @Body() body: SettingsChange): Promise<SettingsView> {
    return SettingsView.of(await this.settings.change(me, body));
  }
}
