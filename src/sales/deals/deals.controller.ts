import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { PageQuery } from '../../platform/http/paging.js';
import { DealCourse } from './deal-course.service.js';
import {
  DealChange,
  DealNote,
  DealPage,
  DealsQuery,
  DealVersion,
  DealView,
  DealVisit,
  DuplicatesQuery,
  LoseDeal,
  MoveDeal,
  NewDeal,
  WinDeal,
} from './deal.dto.js';
import { DealTimeline } from './deal-timeline.service.js';
import { DealWins } from './deal-wins.service.js';
import { DealVisits } from './deal-visits.service.js';
import { DealsService } from './deals.service.js';
import { IdOrNumber } from './id-or-number.pipe.js';
import { DealTimelinePage } from './timeline.dto.js';

/** `:id` is the id or the number. */
@ApiTags('sales')
@Controller('deals')
export class DealsController {
  constructor(
    private readonly deals: DealsService,
    private readonly course: DealCourse,
    private readonly timelines: DealTimeline,
    private readonly visits: DealVisits,
    private readonly wins: DealWins,
  ) {}

  @Get()
  @Can('deals:read')
  @ApiOperation({ summary: 'Deals, newest first unless `sort` says otherwise' })
  @ApiOkResponse({ type: DealPage })
  list(@Me() me: Actor, @Query() query: DealsQuery): Promise<DealPage> {
    return this.deals.list(me, query);
  }

  @Post()
  @Can('deals:write')
  @ApiOperation({ summary: 'Make a deal: from nothing, or from a ticket (a mail, a chat, a call)' })
  @ApiCreatedResponse({ type: DealView })
  async create(@Me() me: Actor, @Body() body: NewDeal): Promise<DealView> {
    return this.deals.read(me, await this.deals.create(me, body));
  }

  @Get('duplicates')
  @Can('deals:read')
  @ApiOperation({ summary: 'Open deals of the same company, contact, address or prospect' })
  @ApiOkResponse({ type: DealPage })
  async duplicates(@Me() me: Actor, @Query() query: DuplicatesQuery): Promise<DealPage> {
    return { items: await this.deals.duplicates(me, query), nextCursor: null };
  }

  @Get(':id')
  @Can('deals:read')
  @ApiOperation({ summary: 'A deal' })
  @ApiOkResponse({ type: DealView })
  one(@Me() me: Actor, @Param('id', IdOrNumber) id: string): Promise<DealView> {
    return this.deals.one(me, id);
  }

  @Patch(':id')
  @Can('deals:write')
  @ApiOperation({ summary: 'Change what a deal says' })
  @ApiOkResponse({ type: DealView })
  async change(@Me() me: Actor, @Param('id', IdOrNumber) id: string, @Body() body: DealChange): Promise<DealView> {
    return this.deals.read(me, await this.deals.change(me, id, body));
  }

  @Post(':id/move')
  @Can('deals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Move a deal to a stage; 422 names what that stage asks for' })
  @ApiOkResponse({ type: DealView })
  async move(@Me() me: Actor, @Param('id', IdOrNumber) id: string, @Body() body: MoveDeal): Promise<DealView> {
    return this.deals.read(me, await this.course.move(me, id, body));
  }

  @Post(':id/win')
  @Can('deals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'It is won, and becomes a contract; 422 `win_asks` names what that lacks' })
  @ApiOkResponse({ type: DealView })
  async win(@Me() me: Actor, @Param('id', IdOrNumber) id: string, @Body() body: WinDeal): Promise<DealView> {
    return this.deals.read(me, await this.wins.win(me, id, body));
  }

  @Post(':id/lose')
  @Can('deals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'It is lost, and why' })
  @ApiOkResponse({ type: DealView })
  async lose(@Me() me: Actor, @Param('id', IdOrNumber) id: string, @Body() body: LoseDeal): Promise<DealView> {
    return this.deals.read(me, await this.course.lose(me, id, body));
  }

  @Post(':id/reopen')
  @Can('deals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'It is open again' })
  @ApiOkResponse({ type: DealView })
  async reopen(@Me() me: Actor, @Param('id', IdOrNumber) id: string, @Body() body: DealVersion): Promise<DealView> {
    return this.deals.read(me, await this.course.reopen(me, id, body));
  }

  @Post(':id/notes')
  @Can('deals:write')
  @ApiOperation({ summary: 'Write something down in its history' })
  @ApiCreatedResponse({ type: DealView })
  async note(@Me() me: Actor, @Param('id', IdOrNumber) id: string, @Body() { text }: DealNote): Promise<DealView> {
    return this.deals.read(me, await this.deals.note(me, id, text));
  }

  @Post(':id/visit')
  @Can('deals:write')
  @ApiOperation({ summary: 'Ask for a visit, to see whether it can be done; dispatch plans it' })
  @ApiCreatedResponse({ type: DealView })
  async visit(@Me() me: Actor, @Param('id', IdOrNumber) id: string, @Body() body: DealVisit): Promise<DealView> {
    return this.deals.read(me, await this.visits.ask(me, id, body));
  }

  @Get(':id/timeline')
  @Can('deals:read')
  @ApiOperation({ summary: 'What was said, what was done, and how it moved; newest first' })
  @ApiOkResponse({ type: DealTimelinePage })
  timeline(@Me() me: Actor, @Param('id', IdOrNumber) id: string, @Query() query: PageQuery): Promise<DealTimelinePage> {
    return this.timelines.list(me, id, query);
  }
}
