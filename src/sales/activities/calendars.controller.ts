import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../platform/http/access.decorators.js';
import { CalendarFeeds } from './calendar-feeds.service.js';

@ApiTags('sales')
@Controller('calendars')
export class CalendarsFeedController {
  constructor(private readonly feeds: CalendarFeeds) {}

  @Get(':token/activities.ics')
  @Public('calendar programs sign in nowhere: the link is secret, and only its hash is kept')
  @ApiOperation({ summary: 'What somebody planned, for their other calendar (RFC 5545)' })
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  async read(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const text = await this.feeds.read(token);
    response.setHeader('Cache-Control', 'private, no-store');
    response.type('text/calendar').send(text);
  }
}
