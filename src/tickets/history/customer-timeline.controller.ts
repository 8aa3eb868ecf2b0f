import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { PageQuery } from '../../platform/http/paging.js';
import { CustomerTimeline } from './customer-timeline.js';
import { TimelinePage } from './timeline.dto.js';

@Controller()
export class CustomerTimelineController {
  constructor(private readonly timeline: CustomerTimeline) {}

  @Get('contacts/:id/timeline')
  @ApiTags('contacts')
  @Can('tickets:read')
  @ApiOperation({ summary: 'Everything that was ever said with a contact, on any channel and in person, newest first' })
  @ApiOkResponse({ type: TimelinePage })
  ofContact(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<TimelinePage> {
    return this.timeline.ofContact(me, id, query);
  }

  @Get('companies/:id/timeline')
  @ApiTags('companies')
  @Can('tickets:read')
  @ApiOperation({ summary: 'Everything that was ever said with a company, on any channel and in person, newest first' })
  @ApiOkResponse({ type: TimelinePage })
  ofCompany(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<TimelinePage> {
    return this.timeline.ofCompany(me, id, query);
  }
}
