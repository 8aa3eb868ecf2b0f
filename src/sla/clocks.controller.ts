import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { ClockList, NoReplyView } from './clock.dto.js';
import { ClocksService } from './clocks.service.js';
import { NoReplyService } from './no-reply.service.js';

@ApiTags('sla')
@Controller('tickets/:id')
export class ClocksController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly clocks: ClocksService,
    private readonly noReply: NoReplyService,
  ) {}

  @Get('clocks')
  @Can('tickets:read')
  @ApiOperation({ summary: 'What is promised on a ticket, how much time is left, and the ledger that says why' })
  @ApiOkResponse({ type: ClockList })
  async list(@Me() me: Actor, @Param('id') id: string): Promise<ClockList> {
    return { items: await this.clocks.of(await this.tickets.idOf(me, id)), nextCursor: null };
  }

  @Post('no-reply-needed')
  @Can('tickets:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'What the customer wrote last needs no answer: nobody waits for one' })
  @ApiOkResponse({ type: NoReplyView })
  async mark(@Me() me: Actor, @Param('id') id: string): Promise<NoReplyView> {
    return { marked: await this.noReply.isMarked(await this.noReply.mark(me, id)) };
  }

  @Delete('no-reply-needed')
  @Can('tickets:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'It needs one after all' })
  @ApiOkResponse({ type: NoReplyView })
  async unmark(@Me() me: Actor, @Param('id') id: string): Promise<NoReplyView> {
    return { marked: await this.noReply.isMarked(await this.noReply.unmark(me, id)) };
  }
}
