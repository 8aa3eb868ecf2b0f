import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { NewTerritory, TerritoryChange, TerritoryList, TerritoryView } from './territory.dto.js';
import { TerritoriesService } from './territories.service.js';

@ApiTags('dispatch')
@Controller('territories')
export class TerritoriesController {
  constructor(private readonly territories: TerritoriesService) {}

  @Get()
  @Can('visits:read')
  @ApiOperation({ summary: 'Every territory' })
  @ApiOkResponse({ type: TerritoryList })
  async list(): Promise<TerritoryList> {
    return { items: await this.territories.list(), nextCursor: null };
  }

  @Post()
  @Can('technicians:manage')
  @ApiOperation({ summary: 'Add a territory' })
  @ApiCreatedResponse({ type: TerritoryView })
  async create(@Me() me: Actor, @Body() body: NewTerritory): Promise<TerritoryView> {
    return this.territories.one(await this.territories.create(me, body));
  }

  @Patch(':id')
  @Can('technicians:manage')
  @ApiOperation({ summary: 'Change a territory' })
  @ApiOkResponse({ type: TerritoryView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: TerritoryChange,
  ): Promise<TerritoryView> {
    await this.territories.change(me, id, body);
    return this.territories.one(id);
  }

  @Delete(':id')
  @Can('technicians:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a territory; its open visits may be served by anybody' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.territories.remove(me, id);
  }
}
