import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Me, SignedIn, type Actor } from '../platform/http/access.decorators.js';
import { NotificationChoices } from './notification-choices.service.js';
import {
  KindParameter,
  NotificationChoiceBody,
  NotificationChoiceList,
  NotificationChoiceView,
  NotificationPage,
  NotificationQuery,
  ReadNotifications,
  UnreadView,
} from './notification.dto.js';
import { NotificationsService } from './notifications.service.js';

@ApiTags('notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly choices: NotificationChoices,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'What I was told, newest first' })
  @ApiOkResponse({ type: NotificationPage })
  list(@Me() me: Actor, @Query() query: NotificationQuery): Promise<NotificationPage> {
    return this.notifications.list(me, query);
  }

  @Get('unread')
  @SignedIn()
  @ApiOperation({ summary: 'How many of them I have not read' })
  @ApiOkResponse({ type: UnreadView })
  async unread(@Me() me: Actor): Promise<UnreadView> {
    return { unread: await this.notifications.unread(me) };
  }

  @Post('read')
  @SignedIn()
  @HttpCode(204)
  @ApiOperation({ summary: 'Mark all as read, or with `ticketId` those about one ticket' })
  @ApiNoContentResponse()
  readAll(@Me() me: Actor, @Body() { ticketId }: ReadNotifications): Promise<void> {
    return this.notifications.readAll(me, ticketId);
  }

  @Get('choices')
  @SignedIn()
  @ApiOperation({ summary: 'What I want by mail too; in the console everything is told' })
  @ApiOkResponse({ type: NotificationChoiceList })
  async chosen(@Me() me: Actor): Promise<NotificationChoiceList> {
    return { items: await this.choices.of(me.id!), nextCursor: null };
  }

  @Put('choices/:kind')
  @SignedIn()
  @ApiOperation({ summary: 'Want a kind by mail too, or not' })
  @ApiOkResponse({ type: NotificationChoiceView })
  choose(
    @Me() me: Actor,
    @Param() { kind }: KindParameter,
    @Body() { mail }: NotificationChoiceBody,
  ): Promise<NotificationChoiceView> {
    return this.choices.choose(me.id!, kind, mail);
  }

  @Post(':id/read')
  @SignedIn()
  @HttpCode(204)
  @ApiOperation({ summary: 'Mark one as read' })
  @ApiNoContentResponse()
  read(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.notifications.read(me, id);
  }
}
