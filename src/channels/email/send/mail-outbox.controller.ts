import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/http/access.decorators.js';
import { PageQuery } from '../../../platform/http/paging.js';
import { MailReader } from '../mail-reader.service.js';
import { OutboxMailDetail, OutboxMailPage, presentOutboxDetail, presentOutboxMail } from './mail-outbox.dto.js';
import { MailOutbox } from './mail-outbox.service.js';

@ApiTags('mail')
@Controller('mail/outbox')
export class MailOutboxController {
  constructor(
    private readonly outbox: MailOutbox,
    private readonly reader: MailReader,
  ) {}

  @Get()
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'The built-in outbox: what would have been sent, newest first' })
  @ApiOkResponse({ type: OutboxMailPage })
  async list(@Query() query: PageQuery) {
    const page = await this.outbox.list(query);
    return { items: page.items.map(presentOutboxMail), nextCursor: page.nextCursor };
  }

  @Get(':id')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'One mail of the built-in outbox, whole' })
  @ApiOkResponse({ type: OutboxMailDetail })
  async get(@Param('id', ParseUUIDPipe) id: string) {
    const row = await this.outbox.get(id);
    return presentOutboxDetail(row, await this.reader.read(row.raw, null));
  }
}
