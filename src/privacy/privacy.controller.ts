import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { PageQuery } from '../platform/http/paging.js';
import { Erasure } from './erasure.service.js';
import { DataExport } from './export.service.js';
import { Holds } from './holds.service.js';
import {
  ConfirmErasure,
  ErasurePreview,
  HoldPage,
  HoldView,
  NewHold,
  NewRequest,
  RequestEnd,
  RequestPage,
  RequestsQuery,
  RequestView,
  PrivacySettingsChange,
  PrivacySettingsView,
} from './privacy.dto.js';
import { PrivacySettings } from './privacy-settings.service.js';
import { PrivacyRequests } from './requests.service.js';

@ApiTags('privacy')
@Controller('privacy')
export class PrivacyController {
  constructor(
    private readonly requests: PrivacyRequests,
    private readonly exports: DataExport,
    private readonly erasure: Erasure,
    private readonly holds: Holds,
    private readonly settings: PrivacySettings,
  ) {}

  @Get('requests')
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'What people asked about their data: what is open by its deadline, then what ended' })
  @ApiOkResponse({ type: RequestPage })
  list(@Query() query: RequestsQuery): Promise<RequestPage> {
    return this.requests.list(query);
  }

  @Post('requests')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'Write down what somebody asks; nothing is done yet' })
  @ApiCreatedResponse({ type: RequestView })
  async create(@Me() me: Actor, @Body() body: NewRequest): Promise<RequestView> {
    return this.requests.one(await this.requests.create(me, body));
  }

  @Get('requests/:id')
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'A request, and how far it has come' })
  @ApiOkResponse({ type: RequestView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<RequestView> {
    return this.requests.one(id);
  }

  @Patch('requests/:id')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'End it: answered by hand, or refused with a reason' })
  @ApiOkResponse({ type: RequestView })
  async end(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: RequestEnd): Promise<RequestView> {
    await this.requests.end(me, id, body);
    return this.requests.one(id);
  }

  @Post('requests/:id/export')
  @Can('privacy:manage')
  @HttpCode(202)
  @ApiOperation({ summary: 'Put together everything that is known of the person, as a ZIP file' })
  @ApiAcceptedResponse({ type: RequestView })
  async pack(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RequestView> {
    await this.exports.start(me, id);
    return this.requests.one(id);
  }

  @Post('requests/:id/file')
  @Can('privacy:manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Fetch the file, once: it is no more here afterwards' })
  @ApiOkResponse({ content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } })
  async fetch(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Res() response: Response): Promise<void> {
    const content = await this.exports.fetch(me, id);
    response
      .setHeader('Cache-Control', 'no-store')
      .setHeader('Content-Disposition', 'attachment; filename="personal-data.zip"')
      .type('application/zip')
      .send(content);
  }

  @Get('requests/:id/preview')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'What an erasure would take, what is kept and why; the first of its two steps' })
  @ApiOkResponse({ type: ErasurePreview })
  preview(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ErasurePreview> {
    return this.erasure.preview(me, id);
  }

  @Post('requests/:id/erase')
  @Can('privacy:manage')
  @HttpCode(202)
  @ApiOperation({ summary: 'Erase the person; cannot be undone' })
  @ApiAcceptedResponse({ type: RequestView })
  async erase(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ConfirmErasure,
  ): Promise<RequestView> {
    await this.erasure.confirm(me, id, body);
    return this.requests.one(id);
  }

  @Get('holds')
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'Legal holds, the newest first, and those that were released' })
  @ApiOkResponse({ type: HoldPage })
  holdList(@Query() query: PageQuery): Promise<HoldPage> {
    return this.holds.list(query);
  }

  @Post('holds')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'Keep everything of a person: nothing is erased, nothing grows too old' })
  @ApiCreatedResponse({ type: HoldView })
  hold(@Me() me: Actor, @Body() body: NewHold): Promise<HoldView> {
    return this.holds.place(me, body);
  }

  @Delete('holds/:id')
  @Can('privacy:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Release a hold' })
  @ApiNoContentResponse()
  async release(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.holds.release(me, id);
  }

  @Get('settings')
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'By which law, with or without notes, and whose looks are written down' })
  @ApiOkResponse({ type: PrivacySettingsView })
  current(): Promise<PrivacySettingsView> {
    return this.settings.current();
  }

  @Patch('settings')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'Change them' })
  @ApiOkResponse({ type: PrivacySettingsView })
  change(@Me() me: Actor, @Body() body: PrivacySettingsChange): Promise<PrivacySettingsView> {
    return this.settings.change(me, body);
  }
}
