import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { TicketView } from '../ticket.dto.js';
import { TicketsService } from '../tickets.service.js';
import { DraftView, SaveDraft } from './draft.dto.js';
import { DraftsService } from './drafts.service.js';
import { CreateLink } from './link.dto.js';
import { SurroundingsService } from './surroundings.service.js';

@ApiTags('tickets')
@Controller('tickets/:id')
export class SurroundingsController {
  constructor(
    private readonly surroundings: SurroundingsService,
    private readonly drafts: DraftsService,
    private readonly tickets: TicketsService,
  ) {}

  @Post('followers/:userId')
  @Can('tickets:write', 'tickets:note')
  @ApiOperation({ summary: 'Somebody follows the ticket' })
  @ApiCreatedResponse({ type: TicketView })
  async follow(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('userId', ParseUUIDPipe) userId: string,
  ): Promise<TicketView> {
    return this.tickets.read(await this.surroundings.follow(me, id, userId));
  }

  @Delete('followers/:userId')
  @Can('tickets:write', 'tickets:note')
  @HttpCode(204)
  @ApiOperation({ summary: 'Somebody no longer follows the ticket' })
  @ApiNoContentResponse()
  unfollow(@Me() me: Actor, @Param('id') id: string, @Param('userId', ParseUUIDPipe) userId: string): Promise<void> {
    return this.surroundings.unfollow(me, id, userId);
  }

  @Post('links')
  @Can('tickets:write')
  @ApiOperation({ summary: 'Link another ticket' })
  @ApiCreatedResponse({ type: TicketView })
  async link(@Me() me: Actor, @Param('id') id: string, @Body() body: CreateLink): Promise<TicketView> {
    return this.tickets.read(await this.surroundings.link(me, id, body));
  }

  @Delete('links/:linkId')
  @Can('tickets:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a link, from either end' })
  @ApiNoContentResponse()
  unlink(@Me() me: Actor, @Param('id') id: string, @Param('linkId', ParseUUIDPipe) linkId: string): Promise<void> {
    return this.surroundings.unlink(me, id, linkId);
  }

  @Get('draft')
  @Can('tickets:reply', 'tickets:note')
  @ApiOperation({ summary: 'What I was writing on this ticket; 204 where that is nothing' })
  @ApiOkResponse({ type: DraftView })
  @ApiNoContentResponse()
  async draft(
    @Me() me: Actor,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DraftView | undefined> {
    const draft = await this.drafts.find(me, id);
    if (!draft) response.status(204);
    return draft;
  }

  @Put('draft')
  @Can('tickets:reply', 'tickets:note')
  @ApiOperation({ summary: 'Keep what I am writing' })
  @ApiOkResponse({ type: DraftView })
  saveDraft(@Me() me: Actor, @Param('id') id: string, @Body() body: SaveDraft): Promise<DraftView> {
    return this.drafts.save(me, id, body);
  }

  @Delete('draft')
  @Can('tickets:reply', 'tickets:note')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget what I was writing' })
  @ApiNoContentResponse()
  dropDraft(@Me() me: Actor, @Param('id') id: string): Promise<void> {
    return this.drafts.remove(me, id);
  }
}
