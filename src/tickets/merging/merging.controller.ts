import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { TicketView } from '../ticket.dto.js';
import { TicketsService } from '../tickets.service.js';
import { MergedTicketView, MergeTickets, SplitTicket, UnmergedTicketView, UnmergeTickets } from './merge.dto.js';
import { MergesService } from './merges.service.js';
import { SplitsService } from './splits.service.js';

@ApiTags('tickets')
@Controller('tickets/:id')
@Can('tickets:merge')
export class MergingController {
  constructor(
    private readonly merges: MergesService,
    private readonly splits: SplitsService,
    private readonly tickets: TicketsService,
  ) {}

  @Post('merge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Merge another ticket into this one; it can be undone exactly' })
  @ApiOkResponse({ type: MergedTicketView })
  async merge(@Me() me: Actor, @Param('id') id: string, @Body() { otherId }: MergeTickets): Promise<MergedTicketView> {
    const { mergeId, ticketId } = await this.merges.merge(me, id, otherId);
    return { mergeId, ticket: await this.tickets.read(ticketId) };
  }

  @Post('unmerge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Undo a merge: both tickets are as they were, what came since stays with this one' })
  @ApiOkResponse({ type: UnmergedTicketView })
  async unmerge(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body() { mergeId }: UnmergeTickets,
  ): Promise<UnmergedTicketView> {
    const { winnerId, loserId } = await this.merges.unmerge(me, id, mergeId);
    const [ticket, other] = await Promise.all([this.tickets.read(winnerId), this.tickets.read(loserId)]);
    return { ticket, other };
  }

  @Post('split')
  @ApiOperation({ summary: 'Take messages out into a new ticket, linked to this one' })
  @ApiCreatedResponse({ type: TicketView })
  async split(@Me() me: Actor, @Param('id') id: string, @Body() body: SplitTicket): Promise<TicketView> {
    return this.tickets.read(await this.splits.split(me, id, body));
  }
}
