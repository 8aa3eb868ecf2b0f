import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can } from '../platform/http/access.decorators.js';
import { ModelChange, ModelPage, ModelsQuery, ModelView, NewModel } from './equipment-model.dto.js';
import { ModelsService } from './models.service.js';

@ApiTags('equipment')
@Controller('equipment/models')
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Get()
  @Can('equipment:read')
  @ApiOperation({ summary: 'The catalogue, by maker and name' })
  @ApiOkResponse({ type: ModelPage })
  list(@Query() query: ModelsQuery): Promise<ModelPage> {
    return this.models.list(query);
  }

  @Get(':id')
  @Can('equipment:read')
  @ApiOperation({ summary: 'A model' })
  @ApiOkResponse({ type: ModelView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ModelView> {
    return this.models.one(id);
  }

  @Post()
  @Can('equipment:manage')
  @ApiOperation({ summary: 'Add a model' })
  @ApiCreatedResponse({ type: ModelView })
  async create(@Body() body: NewModel): Promise<ModelView> {
    return this.models.one(await this.models.create(body));
  }

  @Patch(':id')
  @Can('equipment:manage')
  @ApiOperation({ summary: 'Change a model, or what may take its place' })
  @ApiOkResponse({ type: ModelView })
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() body: ModelChange): Promise<ModelView> {
    await this.models.change(id, body);
    return this.models.one(id);
  }
}
