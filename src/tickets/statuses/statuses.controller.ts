import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { ChangeStatus, CreateStatus, StatusList, StatusView } from './status.dto.js';
import { TagList } from './tag.dto.js';
import { TagsService } from './tags.service.js';
import { StatusesService } from './statuses.service.js';

@ApiTags('statuses')
@Controller('statuses')
export class StatusesController {
  constructor(private readonly statuses: StatusesService) {}

  @Get()
  @Can('tickets:read')
  @ApiOperation({ summary: 'Statuses in their order' })
  @ApiOkResponse({ type: StatusList })
  async list(): Promise<StatusList> {
    return { items: await this.statuses.list(), nextCursor: null };
  }

  @Post()
  @Can('statuses:manage')
  @ApiOperation({ summary: 'Name a stage within a category' })
  @ApiCreatedResponse({ type: StatusView })
  create(@Me() me: Actor, @Body() body: CreateStatus): Promise<StatusView> {
    return this.statuses.create(me, body);
  }

  @Patch(':id')
  @Can('statuses:manage')
  @ApiOperation({ summary: 'Change, retire, or make the default of its category' })
  @ApiOkResponse({ type: StatusView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeStatus): Promise<StatusView> {
    return this.statuses.change(me, id, body);
  }
}

@ApiTags('tickets')
@Controller('tags')
export class TagsController {
  constructor(private readonly tags: TagsService) {}

  @Get()
  @Can('tickets:read')
  @ApiOperation({ summary: 'Tags that tickets have had, the most recently used first' })
  @ApiOkResponse({ type: TagList })
  async list(): Promise<TagList> {
    return { items: await this.tags.list(), nextCursor: null };
  }
}
