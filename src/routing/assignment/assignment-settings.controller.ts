import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import {
  CapacityBody,
  CapacityView,
  SkillsBody,
  SkillsView,
  TeamAssignmentChange,
  TeamAssignmentView,
} from './assignment.dto.js';
import { TeamAssignmentService } from './team-assignment.service.js';
import { WorkersService } from './workers.service.js';

@ApiTags('assignment')
@Controller('teams/:id/assignment')
export class TeamAssignmentController {
  constructor(private readonly teams: TeamAssignmentService) {}

  @Get()
  @Can('users:read')
  @ApiOperation({ summary: 'How a team gives out what comes in' })
  @ApiOkResponse({ type: TeamAssignmentView })
  read(@Param('id', ParseUUIDPipe) id: string): Promise<TeamAssignmentView> {
    return this.teams.of(id);
  }

  @Patch()
  @Can('teams:manage')
  @ApiOperation({ summary: 'Change it; what is nobody’s is placed soon after' })
  @ApiOkResponse({ type: TeamAssignmentView })
  change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: TeamAssignmentChange,
  ): Promise<TeamAssignmentView> {
    return this.teams.change(me, id, body);
  }
}

@ApiTags('assignment')
@Controller('users/:id')
export class WorkerController {
  constructor(private readonly workers: WorkersService) {}

  @Get('skills')
  @Can('users:read')
  @ApiOperation({ summary: 'What a person knows, and how well' })
  @ApiOkResponse({ type: SkillsView })
  async skills(@Param('id', ParseUUIDPipe) id: string): Promise<SkillsView> {
    return { skills: await this.workers.skillsOf(id) };
  }

  @Put('skills')
  @Can('teams:manage')
  @ApiOperation({ summary: 'Say what a person knows; replaces what was said before' })
  @ApiOkResponse({ type: SkillsView })
  async setSkills(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SkillsBody,
  ): Promise<SkillsView> {
    return { skills: await this.workers.setSkills(me, id, body.skills) };
  }

  @Get('capacity')
  @Can('users:read')
  @ApiOperation({ summary: 'How much a person can take, and has' })
  @ApiOkResponse({ type: CapacityView })
  capacity(@Param('id', ParseUUIDPipe) id: string): Promise<CapacityView> {
    return this.workers.capacityOf(id);
  }

  @Put('capacity')
  @Can('teams:manage')
  @ApiOperation({ summary: 'Change how much a person can take' })
  @ApiOkResponse({ type: CapacityView })
  setCapacity(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CapacityBody,
  ): Promise<CapacityView> {
    return this.workers.setCapacity(me, id, body.most);
  }
}

@ApiTags('assignment')
@Controller('inboxes/:id/skills')
export class InboxSkillsController {
  constructor(private readonly teams: TeamAssignmentService) {}

  @Get()
  @Can('users:read')
  @ApiOperation({ summary: 'What somebody must know for what comes in on a line' })
  @ApiOkResponse({ type: SkillsView })
  async read(@Param('id', ParseUUIDPipe) id: string): Promise<SkillsView> {
    return { skills: await this.teams.skillsOfInbox(id) };
  }

  @Put()
  @Can('teams:manage')
  @ApiOperation({ summary: 'Ask for skills on a line; replaces what was asked before' })
  @ApiOkResponse({ type: SkillsView })
  async set(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: SkillsBody): Promise<SkillsView> {
    return { skills: await this.teams.setSkillsOfInbox(me, id, body.skills) };
  }
}
