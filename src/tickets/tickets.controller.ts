import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContactViews } from '../customers/contact-views.service.js';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { TicketQuery } from './queue/ticket-query.dto.js';
import { TicketOpening } from './ticket-opening.js';
import { ChangeTicket, CreateTicket, TicketPage, TicketView } from './ticket.dto.js';
import { TicketsService } from './tickets.service.js';

@ApiTags('tickets')
@Controller('tickets')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly opening: TicketOpening,
    private readonly views: ContactViews,
  ) {}

  @Get()
  @Can('tickets:read')
  @ApiOperation({
    summary: 'The queue: tickets by view, filters and words; newest first unless `sort` or the view say otherwise',
  })
  @ApiOkResponse({ type: TicketPage })
  list(@Me() me: Actor, @Query() query: TicketQuery): Promise<TicketPage> {
    return this.tickets.list(me, query);
  }

  @Post()
  @Can('tickets:write')
  @ApiOperation({ summary: 'Open a ticket for a customer' })
  @ApiCreatedResponse({ type: TicketView })
  async create(@Me() me: Actor, @Body() body: CreateTicket): Promise<TicketView> {
    return this.tickets.read(await this.opening.open(me, body));
  }

  @Get(':id')
  @Can('tickets:read')
  @ApiOperation({ summary: 'A whole ticket, by id or number' })
  @ApiOkResponse({ type: TicketView })
  async get(@Me() me: Actor, @Param('id') id: string): Promise<TicketView> {
    const ticket = await this.tickets.get(me, id);
    await this.views.note(me, ticket.contact.id, 'ticket');
    return ticket;
  }

  @Patch(':id')
  @Can('tickets:write', 'tickets:assign')
  @ApiOperation({ summary: 'Change a ticket; what is left out stays' })
  @ApiOkResponse({ type: TicketView })
  change(@Me() me: Actor, @Param('id') id: string, @Body() body: ChangeTicket): Promise<TicketView> {
    return this.tickets.change(me, id, body);
  }
}
