import { Body, Controller, Get, Param, ParseEnumPipe, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { PageQuery } from '../platform/http/paging.js';
import {
  RetentionChange,
  RetentionList,
  RetentionPreview,
  RetentionPreviewQuery,
  RetentionRunPage,
} from './privacy.dto.js';
import { RETENTION_CATEGORIES, type RetentionCategory } from './retention.rules.js';
import { RetentionTimes } from './retention.service.js';

const KNOWN = Object.fromEntries(RETENTION_CATEGORIES.map((one) => [one, one]));

@ApiTags('privacy')
@Controller('privacy/retention')
export class RetentionController {
  constructor(private readonly retention: RetentionTimes) {}

  @Get()
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'How long what is kept, and between which bounds' })
  @ApiOkResponse({ type: RetentionList })
  async list(): Promise<RetentionList> {
    return { items: await this.retention.list() };
  }

  @Get('log')
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'What went because it was too old, as counts, the last first' })
  @ApiOkResponse({ type: RetentionRunPage })
  log(@Query() query: PageQuery): Promise<RetentionRunPage> {
    return this.retention.log(query);
  }

  @Put(':category')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'Keep a category for so many days, or for ever' })
  @ApiParam({ name: 'category', enum: RETENTION_CATEGORIES })
  @ApiOkResponse({ type: RetentionList })
  async set(
    @Me() me: Actor,
    @Param('category', new ParseEnumPipe(KNOWN)) category: RetentionCategory,
    @Body() body: RetentionChange,
  ): Promise<RetentionList> {
    await this.retention.set(me, category, body);
    return { items: await this.retention.list() };
  }

  @Get(':category/preview')
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'How many would go now, if it were so many days' })
  @ApiParam({ name: 'category', enum: RETENTION_CATEGORIES })
  @ApiOkResponse({ type: RetentionPreview })
  preview(
    @Param('category', new ParseEnumPipe(KNOWN)) category: RetentionCategory,
    @Query() { days }: RetentionPreviewQuery,
  ): Promise<RetentionPreview> {
    return this.retention.preview(category, days);
  }
}
