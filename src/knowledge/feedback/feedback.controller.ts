import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { ArticleFeedbacks } from './article-feedback.service.js';
import { ArticleFeedbackPage, FeedbackQuery, FeedbackState, FiguresQuery, KnowledgeFigures } from './feedback.dto.js';
import { KnowledgeFiguresService } from './knowledge-figures.service.js';

@ApiTags('knowledge')
@Controller('knowledge')
export class FeedbackController {
  constructor(
    private readonly feedback: ArticleFeedbacks,
    private readonly figures: KnowledgeFiguresService,
  ) {}

  @Get('feedback')
  @Can('knowledge:write')
  @ApiOperation({ summary: 'What readers said about articles, the newest first' })
  @ApiOkResponse({ type: ArticleFeedbackPage })
  list(@Query() query: FeedbackQuery): Promise<ArticleFeedbackPage> {
    return this.feedback.list(query);
  }

  @Put('feedback/:id/state')
  @Can('knowledge:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Somebody has seen to it, or has not after all' })
  @ApiNoContentResponse()
  settle(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { state }: FeedbackState): Promise<void> {
    return this.feedback.settle(me, id, state);
  }

  @Get('figures')
  @Can('knowledge:read')
  @ApiOperation({ summary: 'What is read, what helps, and what people looked for and did not find' })
  @ApiOkResponse({ type: KnowledgeFigures })
  read(@Query() { days }: FiguresQuery): Promise<KnowledgeFigures> {
    return this.figures.of(days);
  }
}
