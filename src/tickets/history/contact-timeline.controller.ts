import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MessagePage } from '../../conversations/message.dto.js';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { PageQuery } from '../../platform/http/paging.js';
import { ContactTimeline } from './contact-timeline.js';

@ApiTags('contacts')
@Controller('contacts/:id/timeline')
export class ContactTimelineController {
  constructor(private readonly timeline: ContactTimeline) {}

  @Get()
  @Can('tickets:read')
  @ApiOperation({ summary: 'Everything that was ever said with a contact, on any channel, newest first' })
  @ApiOkResponse({ type: MessagePage })
  list(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<MessagePage> {
    return this.timeline.list(me, id, query);
  }
}
