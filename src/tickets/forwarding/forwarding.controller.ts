import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MessageView } from '../../conversations/message.dto.js';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { TicketView } from '../ticket.dto.js';
import { TicketsService } from '../tickets.service.js';
import { ForwardTicket } from './forward.dto.js';
import { ForwardingService } from './forwarding.service.js';
import { NewTask } from './task.dto.js';
import { TasksService } from './tasks.service.js';

@ApiTags('tickets')
@Controller('tickets/:id')
export class ForwardingController {
  constructor(
    private readonly forwarding: ForwardingService,
    private readonly tasks: TasksService,
    private readonly tickets: TicketsService,
  ) {}

  @Post('forward')
  @Can('tickets:reply')
  @ApiOperation({ summary: 'Ask a supplier or another third party by mail; the ticket waits for them' })
  @ApiCreatedResponse({ type: MessageView })
  forward(@Me() me: Actor, @Param('id') id: string, @Body() body: ForwardTicket): Promise<MessageView> {
    return this.forwarding.forward(me, id, body);
  }

  @Post('tasks')
  @Can('tickets:write')
  @ApiOperation({ summary: 'Make a task of a ticket: a ticket of type task, linked as its child' })
  @ApiCreatedResponse({ type: TicketView })
  async task(@Me() me: Actor, @Param('id') id: string, @Body() body: NewTask): Promise<TicketView> {
    return this.tickets.read(await this.tasks.make(me, id, body));
  }
}
