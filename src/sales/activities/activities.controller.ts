import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { ActivitiesService } from './activities.service.js';
import {
  ActivitiesQuery,
  ActivityChange,
  ActivityDone,
  ActivityPage,
  ActivityVersion,
  ActivityView,
  FeedView,
  NewActivity,
} from './activity.dto.js';
import { CalendarFeeds } from './calendar-feeds.service.js';

@ApiTags('sales')
@Controller('activities')
export class ActivitiesController {
  constructor(
    private readonly activities: ActivitiesService,
    private readonly feeds: CalendarFeeds,
  ) {}

  @Get()
  @Can('deals:read')
  @ApiOperation({ summary: 'What is to be done, the next first; or what was done, the last first' })
  @ApiOkResponse({ type: ActivityPage })
  list(@Me() me: Actor, @Query() query: ActivitiesQuery): Promise<ActivityPage> {
    return this.activities.list(me, query);
  }

  @Post()
  @Can('deals:write', 'activities:write')
  @ApiOperation({ summary: 'Plan a call, a meeting, a task or a visit; or write one down that took place (`doneAt`)' })
  @ApiCreatedResponse({ type: ActivityView })
  create(@Me() me: Actor, @Body() body: NewActivity): Promise<ActivityView> {
    return this.activities.create(me, body);
  }

  @Get('feed')
  @Can('deals:read')
  @ApiOperation({ summary: 'Whether one’s own calendar has a link by which other calendars read it' })
  @ApiOkResponse({ type: FeedView })
  feed(@Me() me: Actor): Promise<FeedView> {
    return this.feeds.state(me);
  }

  @Post('feed')
  @Can('deals:read')
  @ApiOperation({ summary: 'Make that link; an earlier one no longer works' })
  @ApiCreatedResponse({ type: FeedView })
  makeFeed(@Me() me: Actor): Promise<FeedView> {
    return this.feeds.make(me);
  }

  @Delete('feed')
  @Can('deals:read')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take the link away' })
  @ApiNoContentResponse()
  removeFeed(@Me() me: Actor): Promise<void> {
    return this.feeds.remove(me);
  }

  @Get(':id')
  @Can('deals:read')
  @ApiOperation({ summary: 'An activity' })
  @ApiOkResponse({ type: ActivityView })
  one(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ActivityView> {
    return this.activities.one(me, id);
  }

  @Patch(':id')
  @Can('deals:write', 'activities:write')
  @ApiOperation({ summary: 'Change or put off an activity' })
  @ApiOkResponse({ type: ActivityView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ActivityChange): Promise<ActivityView> {
    return this.activities.change(me, id, body);
  }

  @Post(':id/done')
  @Can('deals:write', 'activities:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'It is done; `deal.hasNext` says whether the deal knows what comes next' })
  @ApiOkResponse({ type: ActivityView })
  done(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ActivityDone): Promise<ActivityView> {
    return this.activities.done(me, id, body);
  }

  @Post(':id/undone')
  @Can('deals:write', 'activities:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'It was not done after all' })
  @ApiOkResponse({ type: ActivityView })
  undone(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version }: ActivityVersion,
  ): Promise<ActivityView> {
    return this.activities.undone(me, id, version);
  }

  @Delete(':id')
  @Can('deals:write', 'activities:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take an activity off the plan' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.activities.remove(me, id);
  }
}
