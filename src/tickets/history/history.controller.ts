import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { VisibleTickets } from '../visible-tickets.js';
import { ExplainService } from './explain.service.js';
import { Explanation } from './explanation.dto.js';
import { EventPage, EventQuery } from './ticket-event.dto.js';
import { TicketHistory } from './ticket-history.js';

@ApiTags('tickets')
@Controller('tickets/:id')
export class HistoryController {
  constructor(
    private readonly visible: VisibleTickets,
    private readonly history: TicketHistory,
    private readonly explanations: ExplainService,
  ) {}

  @Get('events')
  @Can('tickets:read')
  @ApiOperation({ summary: 'What happened to a ticket, in order; `after` is the last `seq` that is known' })
  @ApiOkResponse({ type: EventPage })
  async events(@Me() me: Actor, @Param('id') id: string, @Query() query: EventQuery): Promise<EventPage> {
    return this.history.list(await this.visible.idOf(me, id), query);
  }

  @Get('explain')
  @Can('tickets:read')
  @ApiOperation({ summary: 'Why it has this status, priority, mode, type, assignee, team and due time' })
  @ApiOkResponse({ type: Explanation })
  async explain(@Me() me: Actor, @Param('id') id: string): Promise<Explanation> {
    return this.explanations.explain(await this.visible.idOf(me, id));
  }
}
