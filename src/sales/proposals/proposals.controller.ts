import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import {
  NewProposal,
  ProposalChange,
  ProposalPage,
  ProposalsQuery,
  ProposalVersion,
  ProposalView,
  SendProposal,
} from './proposal.dto.js';
import { ProposalLetters } from './proposal-letters.service.js';
import { ProposalPapers } from './proposal-papers.service.js';
import { ProposalsService } from './proposals.service.js';

@ApiTags('sales')
@Controller('proposals')
export class DealProposalsController {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly papers: ProposalPapers,
    private readonly letters: ProposalLetters,
  ) {}

  @Get()
  @Can('deals:read')
  @ApiOperation({ summary: 'Proposals, newest first' })
  @ApiOkResponse({ type: ProposalPage })
  list(@Me() me: Actor, @Query() query: ProposalsQuery): Promise<ProposalPage> {
    return this.proposals.list(me, query);
  }

  @Post()
  @Can('deals:write')
  @ApiOperation({ summary: 'The next version of what is offered on a deal' })
  @ApiCreatedResponse({ type: ProposalView })
  create(@Me() me: Actor, @Body() body: NewProposal): Promise<ProposalView> {
    return this.proposals.create(me, body);
  }

  @Get(':id')
  @Can('deals:read')
  @ApiOperation({ summary: 'A proposal' })
  @ApiOkResponse({ type: ProposalView })
  one(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ProposalView> {
    return this.proposals.one(me, id);
  }

  @Get(':id/pdf')
  @Can('deals:read')
  @ApiOperation({ summary: 'A proposal as the customer gets it' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Res() response: Response): Promise<void> {
    const { number } = await this.proposals.one(me, id);
    response.type('application/pdf').setHeader('Content-Disposition', `attachment; filename="${number}.pdf"`);
    response.send(await this.papers.of(id));
  }

  @Patch(':id')
  @Can('deals:write')
  @ApiOperation({ summary: 'Change one that was not sent yet' })
  @ApiOkResponse({ type: ProposalView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ProposalChange): Promise<ProposalView> {
    return this.proposals.change(me, id, body);
  }

  @Post(':id/send')
  @Can('deals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open its link, and mail it where `mail` says so; what was out before is taken back' })
  @ApiOkResponse({ type: ProposalView })
  send(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: SendProposal): Promise<ProposalView> {
    return this.proposals.send(me, id, body);
  }

  @Post(':id/mail')
  @Can('deals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mail one that is out, or mail it again' })
  @ApiOkResponse({ type: ProposalView })
  async mail(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ProposalView> {
    await this.proposals.one(me, id);
    await this.letters.again(me, id);
    return this.proposals.one(me, id);
  }

  @Post(':id/revoke')
  @Can('deals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take it back: its link no longer works' })
  @ApiOkResponse({ type: ProposalView })
  revoke(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ProposalVersion,
  ): Promise<ProposalView> {
    return this.proposals.revoke(me, id, body);
  }
}
