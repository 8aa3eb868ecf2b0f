import { Body, Controller, Get, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can } from '../../platform/http/access.decorators.js';
import { SiteHoursBody, SiteHoursView } from './site-hours.dto.js';
import { SiteHoursService } from './site-hours.service.js';

@ApiTags('dispatch')
@Controller('sites/:id/opening-hours')
export class SiteHoursController {
  constructor(private readonly hours: SiteHoursService) {}

  @Get()
  @Can('visits:read')
  @ApiOperation({ summary: 'When a place lets somebody in, and which territory it belongs to' })
  @ApiOkResponse({ type: SiteHoursView })
  read(@Param('id', ParseUUIDPipe) id: string): Promise<SiteHoursView> {
    return this.hours.read(id);
  }

  @Put()
  @Can('technicians:manage')
  @ApiOperation({ summary: 'Say when a place lets somebody in' })
  @ApiOkResponse({ type: SiteHoursView })
  async set(@Param('id', ParseUUIDPipe) id: string, @Body() body: SiteHoursBody): Promise<SiteHoursView> {
    await this.hours.set(id, body);
    return this.hours.read(id);
  }
}
