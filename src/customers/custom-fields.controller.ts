import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import {
  CustomFieldChange,
  CustomFieldList,
  CustomFieldsQuery,
  CustomFieldView,
  NewCustomField,
} from './custom-field.dto.js';
import { CustomFieldsService } from './custom-fields.service.js';

@ApiTags('custom fields')
@Controller('custom-fields')
export class CustomFieldsController {
  constructor(private readonly fields: CustomFieldsService) {}

  @Get()
  @Can('customers:read')
  @ApiOperation({ summary: 'The fields that were added to tickets, contacts and companies' })
  @ApiOkResponse({ type: CustomFieldList })
  async list(@Query() { target }: CustomFieldsQuery): Promise<CustomFieldList> {
    return { items: (await this.fields.list(target)).map(CustomFieldView.of), nextCursor: null };
  }

  @Post()
  @Can('customers:fields')
  @ApiOperation({ summary: 'Add a field' })
  @ApiCreatedResponse({ type: CustomFieldView })
  async create(@Me() me: Actor, @Body() body: NewCustomField): Promise<CustomFieldView> {
    return CustomFieldView.of(await this.fields.create(me, body));
  }

  @Patch(':id')
  @Can('customers:fields')
  @ApiOperation({ summary: 'Change a field’s label, options or place' })
  @ApiOkResponse({ type: CustomFieldView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CustomFieldChange,
  ): Promise<CustomFieldView> {
    return CustomFieldView.of(await this.fields.change(me, id, body));
  }

  @Delete(':id')
  @Can('customers:fields')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a field; what was filled in stays' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.fields.remove(me, id);
  }
}
