import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import {
  BroadcastChange,
  BroadcastPage,
  BroadcastPreview,
  BroadcastQuery,
  BroadcastView,
  NewBroadcast,
  PreviewBroadcast,
  RecipientPage,
  RecipientQuery,
  StartBroadcast,
  TestBroadcast,
  TestSent,
} from './broadcast.dto.js';
import { BroadcastCourse } from './broadcast-course.service.js';
import { BroadcastPreviews } from './broadcast-preview.service.js';
import { BroadcastProgress } from './broadcast-progress.service.js';
import { BroadcastTests } from './broadcast-tests.service.js';
import { BroadcastsService } from './broadcasts.service.js';

@ApiTags('broadcasts')
@Controller('broadcasts')
export class BroadcastsController {
  constructor(
    private readonly broadcasts: BroadcastsService,
    private readonly course: BroadcastCourse,
    private readonly previews: BroadcastPreviews,
    private readonly progress: BroadcastProgress,
    private readonly tests: BroadcastTests,
  ) {}

  @Get()
  @Can('broadcasts:read', 'broadcasts:send')
  @ApiOperation({ summary: 'Messages to many, the newest first, with how far each has come' })
  @ApiOkResponse({ type: BroadcastPage })
  list(@Query() query: BroadcastQuery): Promise<BroadcastPage> {
    return this.broadcasts.list(query);
  }

  @Post()
  @Can('broadcasts:send')
  @ApiOperation({ summary: 'Write one down; it goes out when it is started' })
  @ApiCreatedResponse({ type: BroadcastView })
  create(@Me() me: Actor, @Body() body: NewBroadcast): Promise<BroadcastView> {
    return this.broadcasts.create(me, body);
  }

  @Post('preview')
  @Can('broadcasts:send')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whom it would go to, who would be left out and why, and how a few would read it' })
  @ApiOkResponse({ type: BroadcastPreview })
  preview(@Me() me: Actor, @Body() body: PreviewBroadcast): Promise<BroadcastPreview> {
    return this.previews.of(me, body);
  }

  @Post('test')
  @Can('broadcasts:send')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send one to oneself, by the way that the real ones take' })
  @ApiOkResponse({ type: TestSent })
  test(@Me() me: Actor, @Body() body: TestBroadcast): Promise<TestSent> {
    return this.tests.send(me, body);
  }

  @Get(':id')
  @Can('broadcasts:read', 'broadcasts:send')
  @ApiOperation({ summary: 'A message to many, with how far it has come' })
  @ApiOkResponse({ type: BroadcastView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<BroadcastView> {
    return this.broadcasts.one(id);
  }

  @Patch(':id')
  @Can('broadcasts:send')
  @ApiOperation({ summary: 'Change what has not started' })
  @ApiOkResponse({ type: BroadcastView })
  change(@Param('id', ParseUUIDPipe) id: string, @Body() body: BroadcastChange): Promise<BroadcastView> {
    return this.broadcasts.change(id, body);
  }

  @Delete(':id')
  @Can('broadcasts:send')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw away what has not started' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.broadcasts.remove(me, id);
  }

  @Get(':id/recipients')
  @Can('broadcasts:read', 'broadcasts:send')
  @ApiOperation({ summary: 'Everybody whom it names, what became of it, and why somebody was left out' })
  @ApiOkResponse({ type: RecipientPage })
  recipients(@Param('id', ParseUUIDPipe) id: string, @Query() query: RecipientQuery): Promise<RecipientPage> {
    return this.progress.recipients(id, query);
  }

  @Post(':id/start')
  @Can('broadcasts:send')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send it now, or plan it. What hinders it is named with its path.' })
  @ApiOkResponse({ type: BroadcastView })
  async start(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StartBroadcast,
  ): Promise<BroadcastView> {
    await this.course.start(me, id, body);
    return this.broadcasts.one(id);
  }

  @Post(':id/pause')
  @Can('broadcasts:send')
  @HttpCode(200)
  @ApiOperation({ summary: 'From now on nobody more gets it, until it is resumed' })
  @ApiOkResponse({ type: BroadcastView })
  async pause(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<BroadcastView> {
    await this.course.pause(me, id);
    return this.broadcasts.one(id);
  }

  @Post(':id/resume')
  @Can('broadcasts:send')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on where it was paused' })
  @ApiOkResponse({ type: BroadcastView })
  async resume(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<BroadcastView> {
    await this.course.resume(me, id);
    return this.broadcasts.one(id);
  }

  @Post(':id/stop')
  @Can('broadcasts:send')
  @HttpCode(200)
  @ApiOperation({ summary: 'Nobody more gets it, for good; a planned one is a draft again' })
  @ApiOkResponse({ type: BroadcastView })
  async stop(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<BroadcastView> {
    await this.course.stop(me, id);
    return this.broadcasts.one(id);
  }
}
