import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Can } from '../platform/http/access.decorators.js';
import { Optional } from '../platform/http/optional.decorator.js';
import type { MessageTemplate } from './contract.js';
import { LineTemplates } from './line-templates.service.js';

export class TemplatesQuery {
  /** `1` asks the provider now. */
  @Optional()
  @IsIn(['0', '1'])
  again?: '0' | '1';
}

export class TemplateVariableView {
  @ApiProperty({ enum: ['header', 'body'] }) in!: 'header' | 'body';
  @ApiProperty() name!: string;
  @ApiPropertyOptional() example?: string;
}

export class TemplateView implements MessageTemplate {
  @ApiPropertyOptional({ description: 'What its provider calls it, where that is not its name.' }) id?: string;
  @ApiProperty() name!: string;
  @ApiProperty() language!: string;
  @ApiProperty() category!: string;
  @ApiProperty({
    enum: ['approved', 'waiting', 'refused', 'paused', 'unusable'],
    description: 'Only an approved one can be sent; an unusable one has parts that cannot be filled in here.',
  })
  status!: MessageTemplate['status'];
  @ApiPropertyOptional({ description: 'Why it cannot be sent, in its provider’s own code or words.' }) reason?: string;
  @ApiPropertyOptional() header?: string;
  @ApiProperty({ description: 'With {{1}} or {{name}} where variables stand.' }) body!: string;
  @ApiPropertyOptional() footer?: string;
  @ApiProperty({ type: [String] }) buttons!: string[];
  @ApiProperty({ type: [TemplateVariableView] }) variables!: TemplateVariableView[];
}

export class TemplateList {
  @ApiProperty({ type: [TemplateView] }) items!: TemplateView[];
}

@ApiTags('inboxes')
@Controller('inboxes/:id/templates')
export class LineTemplatesController {
  constructor(private readonly templates: LineTemplates) {}

  @Get()
  @Can('inboxes:read')
  @ApiOperation({ summary: 'Texts that the provider approved, for when a customer may not be written to freely' })
  @ApiOkResponse({ type: TemplateList })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() { again }: TemplatesQuery): Promise<TemplateList> {
    return { items: await this.templates.list(id, { again: again === '1' }) };
  }
}
