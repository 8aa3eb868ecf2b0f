import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { CreditNotesMade, CreditProposal, EarlyEndCredit } from './early-end.dto.js';
import { EarlyEnds } from './early-ends.service.js';
import { InvoicesService } from './invoices.service.js';

/** They stand here and not with contracts, which know no invoices. */
@ApiTags('invoices')
@Controller('contracts/:id')
export class EarlyEndsController {
  constructor(
    private readonly ends: EarlyEnds,
    private readonly invoices: InvoicesService,
  ) {}

  @Get('credit-proposal')
  @Can('invoices:read')
  @ApiOperation({ summary: 'What was paid ahead for days after the contract’s end, by the rules of pro rata' })
  @ApiOkResponse({ type: CreditProposal })
  proposed(@Param('id', ParseUUIDPipe) id: string): Promise<CreditProposal> {
    return this.ends.proposed(id);
  }

  @Post('credit-notes')
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Credit all of that; 409 `nothing_to_credit` where there is nothing' })
  @ApiCreatedResponse({ type: CreditNotesMade })
  async credit(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: EarlyEndCredit,
  ): Promise<CreditNotesMade> {
    const made = await this.ends.credit(me, id, body);
    return { items: await Promise.all(made.map((noteId) => this.invoices.one(noteId))) };
  }
}
