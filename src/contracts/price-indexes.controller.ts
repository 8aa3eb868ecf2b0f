import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { NewPriceIndex, PriceIndexChange, PriceIndexList, PriceIndexView } from './price-index.dto.js';
import { PriceIndexesService } from './price-indexes.service.js';

@ApiTags('contracts')
@Controller('price-indexes')
export class PriceIndexesController {
  constructor(private readonly indexes: PriceIndexesService) {}

  @Get()
  @Can('contracts:read')
  @ApiOperation({ summary: 'Indexes that prices follow, with their monthly rates' })
  @ApiOkResponse({ type: PriceIndexList })
  async list(): Promise<PriceIndexList> {
    return { items: await this.indexes.list(), nextCursor: null };
  }

  @Post()
  @Can('packages:manage')
  @ApiOperation({ summary: 'Add an index' })
  @ApiCreatedResponse({ type: PriceIndexView })
  async create(@Me() me: Actor, @Body() body: NewPriceIndex): Promise<PriceIndexView> {
    return this.indexes.one(await this.indexes.create(me, body));
  }

  @Patch(':id')
  @Can('packages:manage')
  @ApiOperation({ summary: 'Rename an index, add or correct monthly rates' })
  @ApiOkResponse({ type: PriceIndexView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PriceIndexChange,
  ): Promise<PriceIndexView> {
    await this.indexes.change(me, id, body);
    return this.indexes.one(id);
  }
}
