import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { NewTeam, TeamChange, TeamList, TeamView } from './team.dto.js';
import { TeamsService } from './teams.service.js';

@ApiTags('people')
@Controller('teams')
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Get()
  @Can('users:read')
  @ApiOperation({ summary: 'Every team with its members' })
  @ApiOkResponse({ type: TeamList })
  async list(): Promise<TeamList> {
    return { items: await this.teams.list(), nextCursor: null };
  }

  @Post()
  @Can('teams:manage')
  @ApiOperation({ summary: 'Make a team' })
  @ApiCreatedResponse({ type: TeamView })
  async create(@Me() me: Actor, @Body() body: NewTeam): Promise<TeamView> {
    return this.teams.one(await this.teams.create(me, body));
  }

  @Patch(':id')
  @Can('teams:manage')
  @ApiOperation({ summary: 'Rename a team or change its members; they feel it at once' })
  @ApiOkResponse({ type: TeamView })
  async change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: TeamChange): Promise<TeamView> {
    await this.teams.change(me, id, body);
    return this.teams.one(id);
  }

  @Delete(':id')
  @Can('teams:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a team; what it worked on has no team afterwards' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.teams.remove(me, id);
  }
}
