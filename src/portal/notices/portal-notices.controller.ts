import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { NewNotice, NoticeChange, NoticeList, NoticeView, PortalNoticeList } from './notice.dto.js';
import { PortalNotices } from './portal-notices.service.js';

/** What our own people tell all customers, those of a package, or one company. */
@ApiTags('portal')
@Controller('portal-notices')
@Can('portal:announce')
export class NoticesController {
  constructor(private readonly notices: PortalNotices) {}

  @Get()
  @ApiOperation({ summary: 'Notices in the portal, the latest first; also those of the past' })
  @ApiOkResponse({ type: NoticeList })
  async list(): Promise<NoticeList> {
    return { items: await this.notices.list(), nextCursor: null };
  }

  @Post()
  @ApiOperation({ summary: 'Tell customers something in the portal' })
  @ApiCreatedResponse({ type: NoticeView })
  create(@Me() me: Actor, @Body() body: NewNotice): Promise<NoticeView> {
    return this.notices.create(me, body);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a notice; whoever put it away does not see it again' })
  @ApiOkResponse({ type: NoticeView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: NoticeChange): Promise<NoticeView> {
    return this.notices.change(me, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a notice away' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.notices.remove(me, id);
  }
}

@ApiTags('portal')
@Controller('portal/notices')
export class PortalNoticesController {
  constructor(private readonly notices: PortalNotices) {}

  @Get()
  @ForCustomers()
  @ApiOperation({ summary: 'What the company tells me at present, without what I put away' })
  @ApiOkResponse({ type: PortalNoticeList })
  async list(@TheCustomer() me: Customer): Promise<PortalNoticeList> {
    return { items: await this.notices.of(me), nextCursor: null };
  }

  @Put(':id/dismissal')
  @ForCustomers()
  @HttpCode(204)
  @ApiOperation({ summary: 'Put a notice away, for me alone' })
  @ApiNoContentResponse()
  dismiss(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.notices.dismiss(me, id);
  }
}
