import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { CategoriesService } from './categories.service.js';
import { CategoryBody, CategoryChange, CategoryList, CategoryOrder, CategoryView } from './category.dto.js';

@ApiTags('knowledge')
@Controller('knowledge/categories')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Get()
  @Can('knowledge:read')
  @ApiOperation({ summary: 'Categories of help articles, as they stand' })
  @ApiOkResponse({ type: CategoryList })
  async list(): Promise<CategoryList> {
    return { items: await this.categories.list(), nextCursor: null };
  }

  @Post()
  @Can('knowledge:publish')
  @ApiOperation({ summary: 'Make one' })
  @ApiCreatedResponse({ type: CategoryView })
  create(@Me() me: Actor, @Body() body: CategoryBody): Promise<CategoryView> {
    return this.categories.create(me, body);
  }

  @Put('order')
  @Can('knowledge:publish')
  @ApiOperation({ summary: 'Arrange them' })
  @ApiOkResponse({ type: CategoryList })
  async order(@Body() { ids }: CategoryOrder): Promise<CategoryList> {
    await this.categories.order(ids);
    return this.list();
  }

  @Patch(':id')
  @Can('knowledge:publish')
  @ApiOperation({ summary: 'Its names, what it is about, or where it stands' })
  @ApiOkResponse({ type: CategoryView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: CategoryChange): Promise<CategoryView> {
    return this.categories.change(me, id, body);
  }

  @Delete(':id')
  @Can('knowledge:publish')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove an empty one' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.categories.remove(me, id);
  }
}
