import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MessagePage, MessageQuery, MessageView } from '../../conversations/message.dto.js';
import { MessagesService } from '../../conversations/messages.service.js';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { WayOutList } from '../ticket.dto.js';
import { VisibleTickets } from '../visible-tickets.js';
import { MessageRescue } from './message-rescue.js';
import { RepliesService } from './replies.service.js';
import { NewMessageBody } from './reply.dto.js';
import { WaysOut } from './ways-out.service.js';

@ApiTags('messages')
@Controller()
export class MessagesController {
  constructor(
    private readonly visible: VisibleTickets,
    private readonly messages: MessagesService,
    private readonly replies: RepliesService,
    private readonly rescue: MessageRescue,
    private readonly ways: WaysOut,
  ) {}

  @Get('tickets/:id/messages')
  @Can('tickets:read')
  @ApiOperation({ summary: 'What was said on a ticket, oldest first' })
  @ApiOkResponse({ type: MessagePage })
  async list(@Me() me: Actor, @Param('id') id: string, @Query() query: MessageQuery): Promise<MessagePage> {
    return this.messages.ofTicket(await this.visible.idOf(me, id), query);
  }

  @Post('tickets/:id/messages')
  @Can('tickets:reply', 'tickets:note')
  @ApiOperation({ summary: 'Reply to the customer, or write a note' })
  @ApiCreatedResponse({ type: MessageView })
  say(@Me() me: Actor, @Param('id') id: string, @Body() body: NewMessageBody): Promise<MessageView> {
    return this.replies.say(me, id, body);
  }

  @Get('tickets/:id/ways-out')
  @Can('tickets:reply')
  @ApiOperation({ summary: 'Lines that reach the customer and on which nothing was said on this ticket yet' })
  @ApiOkResponse({ type: WayOutList })
  async waysOut(@Me() me: Actor, @Param('id') id: string): Promise<WayOutList> {
    return { items: await this.ways.unused(me, id), nextCursor: null };
  }

  @Post('messages/:id/cancel')
  @Can('tickets:reply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a reply back before it leaves; 409 `already_sent` where it is too late' })
  @ApiOkResponse({ type: MessageView })
  cancel(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MessageView> {
    return this.rescue.cancel(me, id);
  }

  @Post('messages/:id/retry')
  @Can('tickets:reply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send again what failed, or what nobody knows whether it was sent' })
  @ApiOkResponse({ type: MessageView })
  retry(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MessageView> {
    return this.rescue.retry(me, id);
  }
}
