import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { ViewCountsReader } from './view-counts.js';
import { ChangeView, CreateView, ViewCount, ViewList, ViewOfTickets } from './view.dto.js';
import { ViewsService } from './views.service.js';

@ApiTags('views')
@Controller('views')
@Can('tickets:read')
export class ViewsController {
  constructor(
    private readonly views: ViewsService,
    private readonly counts: ViewCountsReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Built-in views, shared ones and one’s own' })
  @ApiOkResponse({ type: ViewList })
  async list(@Me() me: Actor): Promise<ViewList> {
    return { items: await this.views.list(me), nextCursor: null };
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many tickets stand in each view; exact up to 999' })
  @ApiOkResponse({ type: [ViewCount] })
  countAll(@Me() me: Actor): Promise<ViewCount[]> {
    return this.counts.of(me);
  }

  @Post()
  @ApiOperation({ summary: 'Save a view' })
  @ApiCreatedResponse({ type: ViewOfTickets })
  create(@Me() me: Actor, @Body() body: CreateView): Promise<ViewOfTickets> {
    return this.views.create(me, body);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a view' })
  @ApiOkResponse({ type: ViewOfTickets })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeView): Promise<ViewOfTickets> {
    return this.views.change(me, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a view; its tickets stay' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.views.remove(me, id);
  }
}
