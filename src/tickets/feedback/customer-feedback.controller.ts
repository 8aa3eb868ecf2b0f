import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { PageQuery } from '../../platform/http/paging.js';
import { CustomerFeedback } from './customer-feedback.js';
import { FeedbackPage } from './customer-feedback.dto.js';

@Controller()
export class CustomerFeedbackController {
  constructor(private readonly feedback: CustomerFeedback) {}

  @Get('contacts/:id/feedback')
  @ApiTags('contacts')
  @Can('customers:read')
  @ApiOperation({ summary: 'What a contact thinks of us: recommendations, and ratings of conversations, newest first' })
  @ApiOkResponse({ type: FeedbackPage })
  ofContact(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<FeedbackPage> {
    return this.feedback.ofContact(me, id, query);
  }

  @Get('companies/:id/feedback')
  @ApiTags('companies')
  @Can('customers:read')
  @ApiOperation({ summary: 'What the people of a company think of us, newest first' })
  @ApiOkResponse({ type: FeedbackPage })
  ofCompany(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<FeedbackPage> {
    return this.feedback.ofCompany(me, id, query);
  }
}
