import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { TicketView } from '../ticket.dto.js';
import { TicketsService } from '../tickets.service.js';
import { CannedRepliesService } from './canned-replies.service.js';
import { MacroRunner } from './macro-runner.js';
import { MacrosService } from './macros.service.js';
import {
  CannedReplyList,
  CannedReplyView,
  ChangeCannedReply,
  ChangeMacro,
  CreateCannedReply,
  CreateMacro,
  MacroList,
  MacroPreview,
  MacroView,
} from './template.dto.js';

@ApiTags('canned replies')
@Controller('canned-replies')
export class CannedRepliesController {
  constructor(private readonly replies: CannedRepliesService) {}

  @Get()
  @Can('tickets:reply', 'tickets:note', 'canned:manage')
  @ApiOperation({ summary: 'Texts that are written often: one’s own, everybody’s and those of one’s teams' })
  @ApiOkResponse({ type: CannedReplyList })
  async list(@Me() me: Actor): Promise<CannedReplyList> {
    return { items: await this.replies.list(me), nextCursor: null };
  }

  @Post()
  @Can('tickets:reply', 'canned:manage')
  @ApiOperation({ summary: 'Add a canned reply: one’s own, or with `canned:manage` a shared one' })
  @ApiCreatedResponse({ type: CannedReplyView })
  create(@Me() me: Actor, @Body() body: CreateCannedReply): Promise<CannedReplyView> {
    return this.replies.create(me, body);
  }

  @Patch(':id')
  @Can('tickets:reply', 'canned:manage')
  @ApiOperation({ summary: 'Change a canned reply' })
  @ApiOkResponse({ type: CannedReplyView })
  change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeCannedReply,
  ): Promise<CannedReplyView> {
    return this.replies.change(me, id, body);
  }

  @Delete(':id')
  @Can('tickets:reply', 'canned:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a canned reply' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.replies.remove(me, id);
  }
}

@ApiTags('macros')
@Controller()
export class MacrosController {
  constructor(
    private readonly macros: MacrosService,
    private readonly runner: MacroRunner,
    private readonly tickets: TicketsService,
  ) {}

  @Get('macros')
  @Can('tickets:write', 'macros:manage')
  @ApiOperation({ summary: 'All macros' })
  @ApiOkResponse({ type: MacroList })
  async list(): Promise<MacroList> {
    return { items: await this.macros.list(), nextCursor: null };
  }

  @Post('macros')
  @Can('macros:manage')
  @ApiOperation({ summary: 'Add a macro' })
  @ApiCreatedResponse({ type: MacroView })
  create(@Body() body: CreateMacro): Promise<MacroView> {
    return this.macros.create(body);
  }

  @Patch('macros/:id')
  @Can('macros:manage')
  @ApiOperation({ summary: 'Change a macro' })
  @ApiOkResponse({ type: MacroView })
  change(@Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeMacro): Promise<MacroView> {
    return this.macros.change(id, body);
  }

  @Delete('macros/:id')
  @Can('macros:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a macro' })
  @ApiNoContentResponse()
  remove(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.macros.remove(id);
  }

  @Get('tickets/:id/macros/:macroId')
  @Can('tickets:write')
  @ApiOperation({ summary: 'What the macro would do to this ticket' })
  @ApiOkResponse({ type: MacroPreview })
  preview(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('macroId', ParseUUIDPipe) macroId: string,
  ): Promise<MacroPreview> {
    return this.runner.preview(me, id, macroId);
  }

  @Post('tickets/:id/macros/:macroId')
  @Can('tickets:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Do all steps of the macro, or none' })
  @ApiOkResponse({ type: TicketView })
  async run(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('macroId', ParseUUIDPipe) macroId: string,
  ): Promise<TicketView> {
    return this.tickets.read(await this.runner.run(me, id, macroId));
  }
}
