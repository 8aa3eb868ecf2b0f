import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { SeriesBody, SeriesList, SeriesView } from './series.dto.js';
import { SeriesService } from './series.service.js';

@ApiTags('visits')
@Controller()
export class SeriesController {
  constructor(private readonly series: SeriesService) {}

  @Post('visits/:id/series')
  @Can('visits:plan')
  @ApiOperation({ summary: 'Let it come back by a rule; visits are made five weeks ahead' })
  @ApiCreatedResponse({ type: SeriesView })
  async begin(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: SeriesBody): Promise<SeriesView> {
    return this.series.one(await this.series.begin(me, id, body));
  }

  @Get('visit-series')
  @Can('visits:plan')
  @ApiOperation({ summary: 'Series that go on, newest first' })
  @ApiOkResponse({ type: SeriesList })
  async list(): Promise<SeriesList> {
    return { items: await this.series.list(), nextCursor: null };
  }

  @Delete('visit-series/:id')
  @Can('visits:plan')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a series; what is made stays' })
  @ApiNoContentResponse()
  async end(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.series.end(id);
  }
}
