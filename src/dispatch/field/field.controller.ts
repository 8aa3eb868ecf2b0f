import { Body, Controller, Get, HttpCode, Post, Put, Query, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { invalid } from '../../platform/http/refusal.js';
import { FieldChangesService } from './field-changes.service.js';
import { FieldDayService } from './field-day.service.js';
import { FieldFiles } from './field-files.service.js';
import {
  FieldAnswers,
  FieldChanges,
  FieldDay,
  FieldDayQuery,
  FieldFile,
  FieldFileBody,
  PositionsBody,
  PositionsTaken,
  PositionSwitch,
  PositionSwitchView,
} from './field.dto.js';
import { PositionsService } from './positions.service.js';

/** A photo as phones take it. */
const MAX_BYTES = 20 * 1024 * 1024;

@ApiTags('field')
@Controller('field')
export class FieldController {
  constructor(
    private readonly days: FieldDayService,
    private readonly changes: FieldChangesService,
    private readonly files: FieldFiles,
    private readonly positions: PositionsService,
  ) {}

  @Get('day')
  @Can('visits:work')
  @ApiOperation({ summary: 'One’s own day, complete enough to work without a network' })
  @ApiOkResponse({ type: FieldDay })
  day(@Me() me: Actor, @Query() { date }: FieldDayQuery): Promise<FieldDay> {
    return this.days.read(me, date);
  }

  @Post('changes')
  @Can('visits:work')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Changes that waited on the device: each is applied once, in order, and answered by itself',
  })
  @ApiOkResponse({ type: FieldAnswers })
  take(@Me() me: Actor, @Body() body: FieldChanges): Promise<FieldAnswers> {
    return this.changes.take(me, body);
  }

  @Post('files')
  @Can('visits:work')
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MAX_BYTES, files: 1, fields: 8, parts: 9 } }))
  @ApiOperation({
    summary: 'A photo or signature: made smaller, freed of what the camera wrote into it; a repeat is known',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file', 'clientId', 'visitId', 'kind'],
      properties: {
        file: { type: 'string', format: 'binary' },
        clientId: { type: 'string' },
        visitId: { type: 'string', format: 'uuid' },
        kind: { type: 'string', enum: ['photo', 'signature'] },
        caption: { type: 'string' },
        checklistId: { type: 'string' },
        at: { type: 'string', format: 'date-time' },
      },
    },
  })
  @ApiCreatedResponse({ type: FieldFile })
  async upload(
    @Me() me: Actor,
    @Body() body: FieldFileBody,
    @UploadedFile() file?: { buffer: Buffer },
  ): Promise<FieldFile> {
    if (!file) throw invalid('file', 'is missing: send multipart/form-data with a part of this name');
    return this.files.keep(me, body, file.buffer);
  }

  @Post('positions')
  @Can('visits:work')
  @HttpCode(200)
  @ApiOperation({ summary: 'Where one is on the way; kept only while the switch is on, and for two days' })
  @ApiOkResponse({ type: PositionsTaken })
  async position(@Me() me: Actor, @Body() body: PositionsBody): Promise<PositionsTaken> {
    return { kept: await this.positions.take(me, body) };
  }

  @Get('position-sharing')
  @Can('visits:work')
  @ApiOperation({ summary: 'Whether one’s position is taken on the way, and when the switch was turned' })
  @ApiOkResponse({ type: PositionSwitchView })
  sharing(@Me() me: Actor): Promise<PositionSwitchView> {
    return this.positions.read(me);
  }

  @Put('position-sharing')
  @Can('visits:work')
  @ApiOperation({ summary: 'Turn it on or off; off deletes what is there' })
  @ApiOkResponse({ type: PositionSwitchView })
  async turn(@Me() me: Actor, @Body() { on }: PositionSwitch): Promise<PositionSwitchView> {
    await this.positions.turn(me, on);
    return this.positions.read(me);
  }
}
