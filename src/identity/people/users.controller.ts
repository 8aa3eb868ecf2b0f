import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { UserDirectoryService } from './user-directory.service.js';
import { NewUser, UserChange, UserPage, UserQuery, UserView } from './user.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('people')
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly directory: UserDirectoryService,
  ) {}

  @Get()
  @Can('users:read')
  @ApiOperation({ summary: 'The people of this installation, by name' })
  @ApiOkResponse({ type: UserPage })
  list(@Query() query: UserQuery): Promise<UserPage> {
    return this.directory.list(query);
  }

  @Post()
  @Can('users:manage')
  @ApiOperation({ summary: 'Make an account (an invitation lets people choose their own password)' })
  @ApiCreatedResponse({ type: UserView })
  async create(@Me() me: Actor, @Body() body: NewUser): Promise<UserView> {
    return this.directory.one((await this.users.create(me, body)).id);
  }

  @Get(':id')
  @Can('users:read')
  @ApiOperation({ summary: 'One person' })
  @ApiOkResponse({ type: UserView })
  read(@Param('id', ParseUUIDPipe) id: string): Promise<UserView> {
    return this.directory.one(id);
  }

  @Patch(':id')
  @Can('users:manage')
  @ApiOperation({ summary: 'Change name, roles, teams; deactivate; take a lost second factor away' })
  @ApiOkResponse({ type: UserView })
  async change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: UserChange): Promise<UserView> {
    return this.directory.one((await this.users.change(me, id, body)).id);
  }
}
