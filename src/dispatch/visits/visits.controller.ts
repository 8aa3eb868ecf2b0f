import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { RulesBrokenProblem } from '../checks/broken-rule.dto.js';
import { VisitActions } from './visit-actions.service.js';
import {
  CompleteBody,
  FollowUpBody,
  NewVisit,
  ScheduleVisit,
  StepBody,
  VisitChange,
  VisitsQuery,
} from './visit.dto.js';
import { VisitPlanning } from './visit-planning.service.js';
import type { FieldAction } from './visit.rules.js';
import { VisitPage, VisitView } from './visit.view.dto.js';
import { VisitsService } from './visits.service.js';

@ApiTags('visits')
@Controller('visits')
export class VisitsController {
  constructor(
    private readonly visits: VisitsService,
    private readonly planning: VisitPlanning,
    private readonly actions: VisitActions,
  ) {}

  @Get()
  @Can('visits:read')
  @ApiOperation({ summary: 'Visits that one sees, newest first' })
  @ApiOkResponse({ type: VisitPage })
  list(@Me() me: Actor, @Query() query: VisitsQuery): Promise<VisitPage> {
    return this.visits.list(me, query);
  }

  @Get(':id')
  @Can('visits:read')
  @ApiOperation({ summary: 'A visit with all that stands around it' })
  @ApiOkResponse({ type: VisitView })
  one(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<VisitView> {
    return this.visits.one(me, id);
  }

  @Post()
  @Can('visits:write')
  @ApiOperation({ summary: 'Ask for a visit on a ticket; its kind says what it begins with' })
  @ApiCreatedResponse({ type: VisitView })
  async create(@Me() me: Actor, @Body() body: NewVisit): Promise<VisitView> {
    return this.visits.read(await this.visits.create(me, body));
  }

  @Patch(':id')
  @Can('visits:write', 'visits:plan')
  @ApiOperation({ summary: 'Change what a visit is about, where it is, what it needs' })
  @ApiOkResponse({ type: VisitView })
  async change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: VisitChange): Promise<VisitView> {
    await this.visits.change(me, id, body);
    return this.visits.read(id);
  }

  @Post(':id/follow-up')
  @Can('visits:write', 'visits:plan')
  @ApiOperation({ summary: 'A visit that continues this one, with its place and what was left open' })
  @ApiCreatedResponse({ type: VisitView })
  async followUp(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: FollowUpBody,
  ): Promise<VisitView> {
    return this.visits.read(await this.visits.followUp(me, id, body));
  }

  @Post(':id/schedule')
  @Can('visits:plan')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Give it a time and people, or others; 409 where somebody would be in two places, or rules would be broken',
    description:
      'Hours, holidays, absences, skills, territory, the customer’s window, the hours of the place, journeys, rest, meals and limits are asked, as when a plan is made. What is broken is listed under `rules` with the code `rules_broken`; `force` plans it all the same, for whoever has `visits:force`.',
  })
  @ApiOkResponse({ type: VisitView })
  @ApiConflictResponse({ type: RulesBrokenProblem })
  async schedule(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ScheduleVisit,
  ): Promise<VisitView> {
    await this.planning.schedule(me, id, body);
    return this.visits.read(id);
  }

  @Post(':id/unschedule')
  @Can('visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take its time away; it waits to be planned' })
  @ApiOkResponse({ type: VisitView })
  unschedule(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: StepBody): Promise<VisitView> {
    return this.desk(me, id, 'unschedule', body);
  }

  @Post(':id/confirm')
  @Can('visits:write', 'visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'The customer has agreed' })
  @ApiOkResponse({ type: VisitView })
  confirm(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: StepBody): Promise<VisitView> {
    return this.desk(me, id, 'confirm', body);
  }

  @Post(':id/start-travel')
  @Can('visits:work', 'visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'On the way there' })
  @ApiOkResponse({ type: VisitView })
  startTravel(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: StepBody): Promise<VisitView> {
    return this.go(me, id, 'start-travel', body);
  }

  @Post(':id/arrive')
  @Can('visits:work', 'visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'On site: keeps the promise of an arrival' })
  @ApiOkResponse({ type: VisitView })
  arrive(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: StepBody): Promise<VisitView> {
    return this.go(me, id, 'arrive', body);
  }

  @Post(':id/pause')
  @Can('visits:work', 'visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Work stands still' })
  @ApiOkResponse({ type: VisitView })
  pause(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: StepBody): Promise<VisitView> {
    return this.go(me, id, 'pause', body);
  }

  @Post(':id/resume')
  @Can('visits:work', 'visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Work goes on' })
  @ApiOkResponse({ type: VisitView })
  resume(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: StepBody): Promise<VisitView> {
    return this.go(me, id, 'resume', body);
  }

  @Post(':id/complete')
  @Can('visits:work', 'visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Done: the report is written and the customer asked how it was' })
  @ApiOkResponse({ type: VisitView })
  complete(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: CompleteBody): Promise<VisitView> {
    return this.go(me, id, 'complete', body);
  }

  @Post(':id/could-not')
  @Can('visits:work', 'visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'It could not be done; says why' })
  @ApiOkResponse({ type: VisitView })
  couldNot(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: CompleteBody): Promise<VisitView> {
    return this.go(me, id, 'could-not', body);
  }

  @Post(':id/cancel')
  @Can('visits:write', 'visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel it; says why' })
  @ApiOkResponse({ type: VisitView })
  cancel(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: StepBody): Promise<VisitView> {
    return this.desk(me, id, 'cancel', body);
  }

  private async desk(me: Actor, id: string, action: 'confirm' | 'unschedule' | 'cancel', body: StepBody) {
    await this.actions.atTheDesk(me, id, action, body);
    return this.visits.read(id);
  }

  private async go(me: Actor, id: string, action: FieldAction, body: StepBody) {
    await this.actions.onTheWay(me, id, action, body);
    return this.visits.read(id);
  }
}
